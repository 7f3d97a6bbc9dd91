package org.beibu.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.OfflineAnalyzer;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalConfig;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;
import org.beibu.runtime.journal.LossWindowRecord;
import org.beibu.runtime.journal.RecordKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes in network namespaces: a probe with an active session, a reflector, and a relay
 * between them that drops, copies and reorders at known places in each direction. Both ends are
 * killed and started again; what the journal and the store tell is what the relay did.
 */
@Tag("interop")
class SessionFaultsTest {
    private static final String MAIN = "org.beibu.cli.Beibu";
    private static final int PORT = 18_862;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

    @TempDir private Path directory;

    /** What the windows of one life of the sender add up to. */
    private record Reported(
            long sent,
            long lost,
            long duplicates,
            long reordered,
            long forwardLost,
            long backwardLost) {}

    private ChildJvm probe(RelayWire wire) throws IOException {
        Path file = directory.resolve("beibu.yaml");
        Files.writeString(
                file,
                """
                shared:
                  data: %s
                probe:
                  active:
                    allow: 192.0.2.0/24
                  sessions:
                    - route: VN-HAN
                      target: %s:%d
                      interval: 10ms
                """
                        .formatted(directory, RelayWire.NEAR, PORT));
        return ChildJvm.start(
                wire.atSender(), log(), MAIN, List.of("probe", "--config", file.toString()));
    }

    private ChildJvm reflector(RelayWire wire) throws IOException {
        return ChildJvm.start(
                wire.atReflector(),
                log(),
                MAIN,
                List.of("reflector", "--stateful", "--listen", RelayWire.REFLECTOR + ":" + PORT));
    }

    private ChildJvm relay(RelayWire wire) throws IOException {
        return ChildJvm.start(
                wire.atRelay(),
                log(),
                FaultyRelayMain.class.getName(),
                List.of(
                        RelayWire.NEAR,
                        "" + PORT,
                        RelayWire.REFLECTOR,
                        "" + PORT,
                        truthFile().toString()));
    }

    private Path log() {
        return directory.resolve("talk.log");
    }

    private Path truthFile() {
        return directory.resolve("truth.txt");
    }

    private List<LossWindowRecord> windows() {
        List<LossWindowRecord> windows = new ArrayList<>();
        JournalConfig journal = JournalConfig.at(directory.resolve("journal"));
        if (!Files.isDirectory(journal.directory())) {
            return windows;
        }
        try (JournalReader reader = new JournalReader(journal, new Counters())) {
            reader.start(0);
            int read = 1;
            while (read > 0) {
                read =
                        reader.poll(
                                batch -> {
                                    for (int i = 0; i < batch.count(); i++) {
                                        if (batch.kind(i) == RecordKind.LOSS_WINDOW) {
                                            windows.add(batch.lossWindow(i));
                                        }
                                    }
                                },
                                1_024);
            }
        } catch (JournalException e) {
            return windows; // it is being made
        }
        return windows;
    }

    private static long roundTrips(List<LossWindowRecord> windows) {
        return windows.stream().filter(w -> w.metric() == Metric.FAR_ROUND_TRIP).count();
    }

    private void awaitWord(String word, ChildJvm child) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!child.lastWords().contains(word)) {
            assertTrue(child.isAlive() && System.nanoTime() - end < 0, child.lastWords());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    /** Waits until the journal has so many windows more than before. */
    private void awaitWindows(long more, ChildJvm probe) {
        long wanted = roundTrips(windows()) + more;
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (roundTrips(windows()) < wanted) {
            assertTrue(probe.isAlive() && System.nanoTime() - end < 0, probe.lastWordsOrNone());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
    }

    private static Reported sum(List<LossWindowRecord> windows) {
        long[] sums = new long[6];
        for (LossWindowRecord window : windows) {
            LossWindowRecord.Counts counts = window.counts();
            switch (window.metric()) {
                case FAR_ROUND_TRIP -> {
                    sums[0] += counts.sent();
                    sums[1] += counts.lost();
                    sums[2] += counts.duplicate();
                    sums[3] += counts.reordered();
                }
                case FORWARD_ONE_WAY -> sums[4] += counts.lost();
                case BACKWARD_ONE_WAY -> sums[5] += counts.lost();
                case NEAR_ROUND_TRIP, ROUND_TRIP_VARIATION, CLOCK_ERROR, END_TO_END_ROUND_TRIP ->
                        throw new AssertionError("no way that packets are lost on: " + window);
            }
        }
        return new Reported(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
    }

    private static void assertIsTruth(RelayTruth.Outcome truth, Reported reported) {
        assertEquals(truth.lost(), reported.lost, "lost of " + reported.sent);
        assertEquals(truth.duplicates(), reported.duplicates, "duplicates");
        assertEquals(truth.reordered(), reported.reordered, "reordered");
    }

    @Test
    void reportedLossDuplicatesAndReorderingAreWhatTheRelayDidOverKillsOfBothEnds()
            throws Exception {
        List<LossWindowRecord> first;
        List<LossWindowRecord> second;
        try (RelayWire wire = new RelayWire();
                ChildJvm relay = relay(wire);
                ChildJvm reflector = reflector(wire)) {
            awaitWord("listens to", reflector);
            try (ChildJvm probe = probe(wire)) {
                awaitWindows(3, probe);
                probe.kill();
            }
            first = windows();
            try (ChildJvm again = probe(wire)) {
                awaitWindows(1, again);
                reflector.kill();
                awaitWindows(1, again);
                try (ChildJvm back = reflector(wire)) {
                    awaitWindows(2, again);
                    assertTrue(back.isAlive(), back.lastWordsOrNone());
                    assertEquals(0, again.terminate(), again.lastWordsOrNone());
                }
            }
            second = windows().subList(first.size(), windows().size());
            relay.terminate();
        }

        RelayTruth truth = RelayTruth.read(truthFile());
        assertEquals(2, truth.lives());
        Reported before = sum(first);
        RelayTruth.Outcome done = truth.of(0, before.sent);
        assertTrue(before.sent > 1_500, "sent " + before.sent);
        assertTrue(done.duplicates() > 50 && done.reordered() > 30, "the relay did its work");
        assertIsTruth(done, before);
        Reported after = sum(second);
        assertIsTruth(truth.of(1, after.sent), after);
        assertTrue(after.lost > after.sent / 8, "the reflector was away");
        assertDirections(done, before);
        assertStoreTells(before, after);
    }

    /** The reflector was there all the time, so every loss but the last has a direction. */
    private static void assertDirections(RelayTruth.Outcome truth, Reported reported) {
        long backward = truth.lost() - truth.forwardLost();
        String words = "truth " + truth + ", reported " + reported;
        assertTrue(Math.abs(truth.forwardLost() - reported.forwardLost) <= 1, words);
        assertTrue(Math.abs(backward - reported.backwardLost) <= 1, words);
    }

    private void assertStoreTells(Reported before, Reported after) throws Exception {
        AnalyzerConfig config = AnalyzerConfig.of(SharedConfig.at(directory));
        try (OfflineAnalyzer analyzer =
                new OfflineAnalyzer(config, new SystemEpochNanoClock(), new Counters())) {
            analyzer.start();
            analyzer.drain();
        }
        Map<LossSeries, LossCounts> totals;
        try (SqliteDelayStore store = SqliteDelayStore.openReadOnly(config.storeFile())) {
            totals = store.lossTotals();
        }
        LossCounts all =
                totals.getOrDefault(
                        new LossSeries(
                                new PathId("VN-HAN", "-"), Method.STAMP, Metric.FAR_ROUND_TRIP),
                        LossCounts.NONE);
        assertEquals(before.sent + after.sent, all.sent());
        assertEquals(before.lost + after.lost, all.lost());
        assertEquals(before.duplicates + after.duplicates, all.duplicate());
        assertEquals(before.reordered + after.reordered, all.reordered());
        assertTrue(all.episodes().longest() > 100, "the reflector was away: " + all.episodes());
    }
}
