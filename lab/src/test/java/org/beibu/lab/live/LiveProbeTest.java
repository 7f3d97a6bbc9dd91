package org.beibu.lab.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.beibu.lab.repeat.OpenConnections;
import org.beibu.lab.rig.LabProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the packets of a cable, by the probe's own account. */
@Tag("interop")
@Timeout(120)
class LiveProbeTest {
    private static final int CONNECTIONS = 100_000;
    private static final long PACKETS = 5 * CONNECTIONS;

    @TempDir Path folder;

    @BeforeEach
    void onlyWhereThereIsACable() {
        Optional<String> obstacle = Cable.obstacle();
        assumeTrue(obstacle.isEmpty(), "live capture on a cable: " + obstacle.orElse(""));
    }

    private static List<String> beibu() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of(System.getProperty("beibu.root"), "systemd", "jvm.options"),
                "-cp",
                System.getProperty("java.class.path"),
                "org.beibu.cli.Beibu");
    }

    private ProbeFigures play(String buffer, int packetsPerSecond) throws IOException {
        Path capture = folder.resolve("open.pcap");
        OpenConnections.write(CONNECTIONS, capture);
        Path log = folder.resolve("probe.log");
        try (Cable cable = Cable.make(folder)) {
            LiveProbe probe = new LiveProbe(beibu(), folder, buffer);
            try (LabProcess process = cable.start(log, probe.command())) {
                long start = System.nanoTime();
                while (!cable.isCaptured()) {
                    boolean late = System.nanoTime() - start > TimeUnit.SECONDS.toNanos(30);
                    assertTrue(process.isAlive() && !late, Files.readString(log));
                    LockSupport.parkNanos(5_000_000);
                }
                assertEquals(PACKETS, cable.play(capture, packetsPerSecond).packets());
                process.awaitIdle();
            }
            return probe.figures();
        }
    }

    @Test
    void everyPacketThatTheKernelDropsIsInTheJournal() throws IOException {
        ProbeFigures figures = play("1MiB", 1_000_000);

        assertTrue(figures.dropped() > 0, "meant to overrun a cold probe: " + figures);
        assertEquals(PACKETS, figures.received(), figures.toString());
        assertEquals(PACKETS, figures.accounted(), figures.toString());
    }

    @Test
    void nothingIsDroppedAtAModestRate() throws IOException {
        ProbeFigures figures = play("64MiB", 50_000);

        assertEquals(new ProbeFigures(PACKETS, 0, PACKETS, 0), figures);
    }
}
