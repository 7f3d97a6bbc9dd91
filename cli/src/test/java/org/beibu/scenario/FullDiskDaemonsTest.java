package org.beibu.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.beibu.scenario.TwoDaemons.Role;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk that another program fills while probe and analyzer are at work, and that is freed. */
@Tag("interop")
class FullDiskDaemonsTest {
    private static final int DISK_MIB = 160;
    private static final int PACKETS_PER_SECOND = 4_000;
    private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final String PROBE_STOPS = "appending stops";
    private static final String PROBE_GOES_ON = "appending goes on";
    private static final String ANALYZER_STOPS = "the journal keeps the timings, trying again";
    private static final String ANALYZER_GOES_ON = "the store takes commits again";

    @TempDir private Path directory;
    @AutoClose private LoopbackWire wire;
    private SimulatedInput input;
    private Path data;

    @BeforeEach
    void prepare() throws IOException {
        wire = new LoopbackWire();
        input = new SimulatedInput(directory);
        data = Files.createDirectory(directory.resolve("data"));
    }

    @ParameterizedTest
    @CsvSource({"EXT4, journal", "EXT4, store", "EXT4, .", "TMPFS, ."})
    void bothSayItOnceCountItAndGoOnAndNothingAcknowledgedIsLost(SmallDisk.Kind kind, String where)
            throws Exception {
        boolean store = where.equals("store");
        boolean journal = !store; // which stops first, and then there is nothing to commit
        Path mounted = data.resolve(where).normalize();
        wire.playForEver(input.browsing(3, 20_000), PACKETS_PER_SECOND);
        try (SmallDisk disk = SmallDisk.mount(kind, DISK_MIB, mounted)) {
            try (TwoDaemons daemons = new TwoDaemons(wire, input.config(), data)) {
                daemons.start(List.of(Role.values()));
                daemons.awaitLive();
                disk.fill();
                daemons.await(() -> !journal || said(daemons, Role.PROBE, PROBE_STOPS));
                daemons.await(() -> !store || said(daemons, Role.ANALYZER, ANALYZER_STOPS));
                daemons.runFor(FULL_NANOS);
                assertTrue(daemons.get("/api/v1/routes").contains("\"rows\""));
                assertCounted(daemons, journal, store);

                disk.free();
                daemons.await(() -> !journal || said(daemons, Role.PROBE, PROBE_GOES_ON));
                daemons.await(
                        () ->
                                !said(daemons, Role.ANALYZER, ANALYZER_STOPS)
                                        || said(daemons, Role.ANALYZER, ANALYZER_GOES_ON));
                daemons.runFor(FULL_NANOS);
                assertEquals(0, daemons.terminate(Role.PROBE));
                assertEquals(0, daemons.terminate(Role.ANALYZER));
                print(daemons);
                assertSaidOnce(daemons, journal, store);
            }
            assertIsWhole();
        }
    }

    private static boolean said(TwoDaemons daemons, Role role, String words) {
        return !daemons.lines(role, words).isEmpty();
    }

    private static void assertCounted(TwoDaemons daemons, boolean journal, boolean store)
            throws Exception {
        if (journal) {
            assertTrue(counter(daemons.probeMetrics(), "beibu_journal_records_not_kept_total") > 0);
        }
        if (store) {
            String metrics = daemons.get("/metrics");
            assertTrue(counter(metrics, "beibu_ingest_commit_failures_total") > 0, metrics);
        }
    }

    private static double counter(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void print(TwoDaemons daemons) {
        for (Role role : Role.values()) {
            System.out.println(role + ":\n" + daemons.talk(role));
        }
    }

    private static void assertSaidOnce(TwoDaemons daemons, boolean journal, boolean store) {
        int probe = journal ? 1 : 0;
        assertEquals(probe, daemons.lines(Role.PROBE, PROBE_STOPS).size());
        assertEquals(probe, daemons.lines(Role.PROBE, PROBE_GOES_ON).size());
        int stops = daemons.lines(Role.ANALYZER, ANALYZER_STOPS).size();
        // On a disk that both share the journal stops first; the store may come to feel it too.
        assertTrue(stops <= 1 && (stops == 1 || !store), () -> "said " + stops + " times");
        assertEquals(stops, daemons.lines(Role.ANALYZER, ANALYZER_GOES_ON).size());
    }

    private void assertIsWhole() throws Exception {
        assertEquals(List.of(), JournalAudit.of(data).breaks());
        Path log = directory.resolve("verify.log");
        List<String> words = List.of("verify", "--data", data.toString());
        try (ChildJvm verify = ChildJvm.beibu(List.of(), log, words)) {
            assertEquals(0, verify.exitCode(), verify.lastWords());
            System.out.println(verify.lastWords());
        }
    }
}
