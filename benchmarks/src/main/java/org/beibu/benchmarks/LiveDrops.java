package org.beibu.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beibu.lab.live.Cable;
import org.beibu.lab.live.LiveProbe;
import org.beibu.lab.live.ProbeFigures;
import org.beibu.lab.rig.LabProcess;

/**
 * What the kernel drops before a live capture.
 *
 * <p><b>Measured:</b> packets of the wire-truth rig, played by tcpreplay into a virtual cable at a
 * fixed rate; at its other end {@code beibu rtt}, {@code beibu probe} or {@code tcpdump -w}, each
 * with 64 MiB of kernel buffer and 128 octets of each packet. Packets that came, packets that the
 * kernel dropped, CPU of the capturing process. What the probe dropped is read from {@code
 * /metrics} of an analyzer that knows only the journal: came and dropped must add up to what was
 * sent.
 *
 * <p><b>Left out:</b> network cards, their queues and interrupts; frames longer than 96 octets. The
 * sender and the kernel's half of the reception take one of the two cores of a small machine.
 *
 * <p><b>To run:</b> {@code benchmarks/live.sh [--pps N] [--packets-live N]}, as root.
 */
final class LiveDrops {
    private static final String BUFFER_KIB = "65536";
    private static final String BUFFER = "64MiB";
    private static final String SNAP_LENGTH = "128";
    private static final int SECONDS_AT_MOST = 30;
    private static final Pattern BY_KERNEL = Pattern.compile("(\\d+) packets? dropped by kernel");
    private static final Pattern CAPTURED = Pattern.compile("(\\d+) packets? captured");
    private static final Pattern BY_FILTER = Pattern.compile("(\\d+) packets? received by filter");
    private static final Pattern BY_RTT = Pattern.compile("(\\d+) of (\\d+) packets dropped");

    private final Workbench bench;
    private final int packetsPerSecond;
    private final long packets;
    private final int rounds;
    private Path capture = Path.of("");

    /**
     * What one run gave; -1 where nobody says it.
     *
     * @param received packets that reached the capture, those dropped included
     * @param accounted packets of which the capture says what became of them
     */
    private record Measured(
            Cable.Played played, double cpuSeconds, long received, long dropped, long accounted) {
        Measured with(long receivedPackets, long droppedPackets, long accountedPackets) {
            return new Measured(
                    played, cpuSeconds, receivedPackets, droppedPackets, accountedPackets);
        }
    }

    LiveDrops(Workbench bench, int packetsPerSecond, long packets, int rounds) {
        this.bench = bench;
        this.packetsPerSecond = packetsPerSecond;
        this.packets = packets;
        this.rounds = rounds;
    }

    void run(PrintStream out) throws IOException {
        Optional<String> obstacle = Cable.obstacle().or(() -> new Captures(bench).obstacle());
        if (obstacle.isPresent()) {
            System.err.println("live: left out: " + obstacle.get());
            return;
        }
        capture = new Captures(bench).repeated(packets);
        out.printf(
                Locale.ROOT,
                "%nLive on a virtual cable, %,d packets at %,d a second:%n%n",
                packets,
                packetsPerSecond);
        out.println(
                "| capture | sent | a second | received | dropped by the kernel"
                        + " | accounted for | CPU s |");
        out.println("|---|---|---|---|---|---|---|");
        for (int round = 0; round < rounds; round++) {
            row(out, "tcpdump -w", this::tcpdump);
            row(out, "beibu rtt --interface", this::rtt);
            row(out, "beibu probe, by /metrics", this::probe);
        }
    }

    private interface Scene {
        Measured play(Cable cable, Path folder) throws IOException;
    }

    private static void row(PrintStream out, String name, Scene scene) throws IOException {
        Path folder = Files.createTempDirectory("beibu-live");
        try (Cable cable = Cable.make(folder)) {
            Measured measured = scene.play(cable, folder);
            out.printf(
                    Locale.ROOT,
                    "| `%s` | %,d | %,.0f | %s | %,d | %s | %.2f |%n",
                    name,
                    measured.played().packets(),
                    measured.played().packetsPerSecond(),
                    said(measured.received()),
                    measured.dropped(),
                    said(measured.accounted()),
                    measured.cpuSeconds());
        }
    }

    private static String said(long figure) {
        return figure < 0 ? "not said" : String.format(Locale.ROOT, "%,d", figure);
    }

    private Measured tcpdump(Cable cable, Path folder) throws IOException {
        Path log = folder.resolve("tcpdump.log");
        Path file = folder.resolve("captured.pcap");
        List<String> command =
                List.of(
                        "tcpdump",
                        "-n",
                        "-i",
                        Cable.INTERFACE,
                        "-s",
                        SNAP_LENGTH,
                        "-B",
                        BUFFER_KIB,
                        "-Z",
                        "root",
                        "-w",
                        file.toString());
        Measured measured = play(cable, log, command);
        Files.deleteIfExists(file);
        String said = Files.readString(log);
        long dropped = number(BY_KERNEL, said);
        return measured.with(number(BY_FILTER, said), dropped, number(CAPTURED, said) + dropped);
    }

    private Measured rtt(Cable cable, Path folder) throws IOException {
        Path log = folder.resolve("rtt.log");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >/dev/null", "sh"));
        command.addAll(bench.beibu("rtt", "--interface", Cable.INTERFACE));
        Measured measured = play(cable, log, command);
        Matcher said = BY_RTT.matcher(Files.readString(log));
        boolean dropped = said.find();
        return measured.with(
                dropped ? Long.parseLong(said.group(2)) : -1,
                dropped ? Long.parseLong(said.group(1)) : 0,
                -1);
    }

    private Measured probe(Cable cable, Path folder) throws IOException {
        LiveProbe probe = new LiveProbe(bench.beibu(), folder, BUFFER);
        Measured measured = play(cable, folder.resolve("probe.log"), probe.command());
        ProbeFigures figures = probe.figures();
        return measured.with(figures.received(), figures.dropped(), figures.accounted());
    }

    /** Starts a capture, waits until it listens, plays, and lets it empty its buffer. */
    private Measured play(Cable cable, Path log, List<String> command) throws IOException {
        try (LabProcess process = cable.start(log, command)) {
            for (int i = 0; !cable.isCaptured(); i++) {
                if (!process.isAlive() || i > 100 * SECONDS_AT_MOST) {
                    throw new IOException(command + " does not capture: see " + log);
                }
                LockSupport.parkNanos(10_000_000);
            }
            Cable.Played played = cable.play(capture, packetsPerSecond);
            process.awaitIdle(); // it has emptied its buffer
            return new Measured(played, process.cpu().toMillis() / 1e3, -1, 0, -1);
        }
    }

    private static long number(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in: " + text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
