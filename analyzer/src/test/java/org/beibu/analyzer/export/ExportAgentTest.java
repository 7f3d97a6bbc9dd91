package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.CommittedWindow;
import org.beibu.analyzer.traffic.ServiceClassNames;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportAgentTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_040L * SECOND;
    private static final long INTERVAL = 5 * SECOND;
    private static final Series SERIES = series("VN-HAN", "gz-1");

    @TempDir private Path directory;

    private final MemoryStore store = new MemoryStore();
    private final FakeServer server = new FakeServer();
    private final Counters counters = new Counters();
    private long now;
    private long wallNow = START;
    private ExportQueue queue = new ExportQueue(1_000);
    private ExportAgent agent;

    @BeforeEach
    void start() {
        agent = agent(1_000);
        agent.resume(0);
        step(0);
    }

    @Test
    void aWindowIsSentOnceAnInterval() {
        for (int i = 0; i < 8; i++) {
            commit(SERIES, START, 20_000_000);
            step(SECOND);
        }

        assertEquals(1, server.attempts.size());
        assertEquals(Map.of("10s", 6L, "1m", 6L), summaryCounts());
    }

    @Test
    void theFinalValueArrives() {
        commit(SERIES, START, 20_000_000);
        settle();
        commit(SERIES, START + SECOND, 30_000_000, 40_000_000);
        settle();

        assertEquals(Map.of("10s", 3L, "1m", 3L), summaryCounts());
        assertServerEqualsStore();
    }

    @Test
    void lateSamplesChangeTheWindowTheirTimeNames() {
        commit(SERIES, START, 20_000_000);
        settle();

        commit(SERIES, START - 3_600 * SECOND, 30_000_000);
        settle();

        assertServerEqualsStore();
    }

    @Test
    void afterAFailureTheSameBatchIsTriedAgainLater() {
        server.answer(WriteResult.UNREACHABLE, 3);
        commit(SERIES, START, 20_000_000);
        settle();
        assertEquals(1, server.attempts.size());

        step(SECOND / 16);
        assertEquals(1, server.attempts.size());
        for (int i = 0; i < 10; i++) {
            step(SECOND);
        }

        assertEquals(4, server.attempts.size());
        assertServerEqualsStore();
        assertEquals(3, counters.get(ExportCounter.EXPORT_FAILED_UNREACHABLE));
    }

    @Test
    void aMissingDatabaseIsWaitedFor() {
        server.answer(WriteResult.NOT_FOUND, 6);
        server.answer(WriteResult.UNAUTHORISED, 6);
        for (int i = 0; i < 600; i++) {
            commit(SERIES, START + i * SECOND, 20_000_000 + i);
            step(SECOND);
        }

        assertTrue(server.answers.isEmpty());
        settle();
        settle();
        assertServerEqualsStore();
    }

    @Test
    void theServersWishToWaitIsHeeded() {
        server.answers.add(new WriteOutcome(WriteResult.THROTTLED, "busy", 30 * SECOND));
        commit(SERIES, START, 20_000_000);
        settle();
        step(29 * SECOND);
        assertEquals(1, server.attempts.size());

        step(SECOND);

        assertEquals(2, server.attempts.size());
        assertServerEqualsStore();
    }

    @Test
    void aBatchThatIsTooLargeIsCutInHalf() {
        server.answer(WriteResult.TOO_LARGE, 3);
        for (int i = 0; i < 16; i++) {
            commit(series("VN-HAN", "x-" + i), START, 20_000_000);
        }
        settle();
        for (int i = 0; i < 10; i++) {
            step(0);
        }

        assertEquals(List.of(48, 24, 12, 6, 6, 12, 24), server.attempts);
        assertServerEqualsStore();
    }

    @Test
    void aSinglePointThatIsTooLargeIsGivenUp() {
        server.answer(WriteResult.TOO_LARGE, 1_000);
        commit(SERIES, START, 20_000_000);
        settle();
        for (int i = 0; i < 10; i++) {
            step(0);
        }

        assertEquals(3, counters.get(ExportCounter.EXPORT_POINTS_GIVEN_UP));
    }

    @Test
    void refusedPointsAreGivenUpAndTheNextOnesGoOn() {
        server.answer(WriteResult.REFUSED, 1);
        commit(SERIES, START, 20_000_000);
        settle();

        commit(series("VN-HAN", "hk-3"), START, 20_000_000);
        settle();

        assertEquals(3, counters.get(ExportCounter.EXPORT_POINTS_GIVEN_UP));
        assertEquals(3, counters.get(ExportCounter.EXPORT_POINTS_WRITTEN));
    }

    @Test
    void whatDidNotFitIsFoundInTheStore() {
        queue = new ExportQueue(8);
        agent = agent(4);
        agent.resume(0);
        step(0);
        server.answer(WriteResult.UNREACHABLE, 5);
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            commit(
                    series("VN-HAN", "x-" + random.nextInt(9)),
                    START + i * 20L * SECOND,
                    20_000_000);
            if (random.nextInt(20) == 0) {
                step(SECOND);
            }
        }

        for (int i = 0; i < 200; i++) {
            step(SECOND);
        }

        assertTrue(counters.get(ExportCounter.EXPORT_WINDOWS_POSTPONED) > 100);
        assertServerEqualsStore();
    }

    @Test
    void aRestartSendsWhatWasUnsent() throws IOException {
        commit(SERIES, START, 20_000_000);
        settle();
        server.answer(WriteResult.UNREACHABLE, 1_000_000);
        for (int i = 0; i < 1_800; i += 10) {
            wallNow = START + i * SECOND;
            commit(SERIES, START + i * SECOND, 30_000_000);
            step(10 * SECOND);
        }

        server.answers.clear();
        restart();
        for (int i = 0; i < 100; i++) {
            step(SECOND);
        }

        assertServerEqualsStore();
    }

    @Test
    void aRestartAfterALateSampleSendsItsWindow() {
        commit(SERIES, START, 20_000_000);
        settle();
        settle();
        server.answer(WriteResult.UNREACHABLE, 1_000_000);
        commit(SERIES, START - 86_400 * SECOND, 30_000_000);
        step(SECOND);

        server.answers.clear();
        restart();
        for (int i = 0; i < 100; i++) {
            step(SECOND);
        }

        assertServerEqualsStore();
    }

    @Test
    void aWindowInTheFutureDoesNotCarryTheMarkThere() throws IOException {
        commit(SERIES, START + 86_400L * 365 * SECOND, 20_000_000);
        settle();
        settle();
        settle();

        long mark = new ExportMark(directory.resolve("mark")).read().orElseThrow();

        assertTrue(mark <= wallNow, "mark " + mark);
    }

    @Test
    void theFirstStartSendsTheConfiguredPast() throws IOException {
        Files.delete(directory.resolve("mark"));
        store.record(SERIES, START - 7_200 * SECOND, 10_000_000);
        store.record(SERIES, START - 1_800 * SECOND, 20_000_000);

        agent.resume(3_600 * SECOND);
        for (int i = 0; i < 10; i++) {
            step(SECOND);
        }

        assertEquals(Map.of("10s", 1L, "1m", 1L), summaryCounts());
    }

    @Test
    void aStoreThatFailsIsAskedAgain() {
        store.failing = true;
        commit(SERIES, START, 20_000_000);
        settle();
        settle();
        assertEquals(0, server.attempts.size());
        assertTrue(counters.get(ExportCounter.EXPORT_FAILED_STORE) > 0);

        store.failing = false;
        for (int i = 0; i < 10; i++) {
            settle();
        }

        assertServerEqualsStore();
    }

    @Test
    void closingSendsWhatIsNotYetDue() {
        commit(SERIES, START, 20_000_000);

        agent.onClose();

        assertServerEqualsStore();
    }

    @Test
    void closingGivesUpAtTheFirstFailure() {
        server.answer(WriteResult.UNREACHABLE, 10);
        commit(SERIES, START, 20_000_000);

        agent.onClose();

        assertEquals(1, server.attempts.size());
    }

    @Test
    void hoursAndDaysAreNotSent() {
        commit(SERIES, START, 20_000_000);
        settle();

        assertFalse(server.points.keySet().stream().anyMatch(p -> p.contains("resolution=1h")));
        assertEquals(3, server.points.size());
    }

    /** As ingest does: the commit first, its names afterwards. */
    private void commit(Series series, long epochNanos, long... delays) {
        for (CommittedWindow committed : store.record(series, epochNanos, delays)) {
            WindowKey key = new WindowKey(committed.series(), committed.stored().window());
            if (LatencyPoints.EXPORTED.contains(key.window().resolution()) && !queue.offer(key)) {
                counters.addShared(ExportCounter.EXPORT_WINDOWS_POSTPONED, 1);
            }
        }
    }

    /** Lets what was committed become due, and be sent when the server takes it. */
    private void settle() {
        step(0);
        step(INTERVAL);
    }

    private void step(long nanos) {
        now += nanos;
        agent.doWork();
    }

    /** As after kill -9: what was in memory is gone. */
    private void restart() {
        queue = new ExportQueue(1_000);
        agent = agent(1_000);
        agent.resume(0);
    }

    private ExportAgent agent(int capacity) {
        LatencyPoints points = new LatencyPoints(new Catalogue(List.of()));
        return new ExportAgent(
                new UnsentWindows(
                        queue,
                        new ChangedWindows(capacity, INTERVAL),
                        new BatchReader(
                                new InfluxExporter.Stores(store, store, store),
                                new BatchReader.Encoders(
                                        points,
                                        new TrafficPoints(
                                                new ServiceClassNames(List.of("other", "voice")))),
                                400,
                                counters),
                        counters),
                new Delivery(server, new Backoff(SECOND / 4, 60 * SECOND, new Random(1)), counters),
                new ExportMark(directory.resolve("mark")),
                new ExportAgent.Environment(() -> now, () -> wallNow, counters, 5 * SECOND));
    }

    private void assertServerEqualsStore() {
        Map<String, Long> expected = new TreeMap<>();
        store.exportedCounts()
                .forEach(
                        (key, count) ->
                                expected.put(
                                        key.subject().series().orElseThrow().path().exit()
                                                + " "
                                                + key.window().resolution()
                                                + " "
                                                + key.window().startNanos() / SECOND,
                                        count));
        Map<String, Long> found = new TreeMap<>();
        server.points.forEach(
                (name, fields) -> {
                    if (name.startsWith(LatencyPoints.SUMMARY + ",")) {
                        found.put(
                                name.replaceAll(
                                        ".*exit=([^,]*),.*resolution=([^,]*),.* (.*)", "$1 $2 $3"),
                                count(fields));
                    }
                });
        Map<String, String> wrong = new TreeMap<>();
        expected.forEach(
                (name, count) -> {
                    if (!count.equals(found.get(name))) {
                        wrong.put(name, found.get(name) + " instead of " + count);
                    }
                });
        assertEquals(Map.of(), wrong);
        assertEquals(expected.keySet(), found.keySet());
    }

    private Map<String, Long> summaryCounts() {
        Map<String, Long> counts = new TreeMap<>();
        server.points.forEach(
                (name, fields) -> {
                    if (name.startsWith(LatencyPoints.SUMMARY + ",")) {
                        counts.merge(
                                name.replaceAll(".*resolution=([^,]*),.*", "$1"),
                                count(fields),
                                Long::sum);
                    }
                });
        return counts;
    }

    private static long count(String fields) {
        return Long.parseLong(fields.replaceAll("(?:.*,)?count=([0-9]+)i.*", "$1"));
    }

    private static Series series(String route, String exit) {
        return new Series(
                new PathId(route, exit),
                Method.HANDSHAKE,
                Metric.FAR_ROUND_TRIP,
                QualityClass.CLEAN);
    }
}
