package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** An export agent between a store and a server in memory, moved by hand. */
final class ExportRig {
    static final long SECOND = 1_000_000_000L;
    static final long START = 1_700_000_040L * SECOND;
    static final Series SERIES = series("VN-HAN", "gz-1");

    private static final long INTERVAL = 5 * SECOND;

    final MemoryStore store = new MemoryStore();
    final FakeServer server = new FakeServer();
    final Counters counters = new Counters();
    long wallNow = START;
    ExportAgent agent;

    private final Path directory;
    private final int queued;
    private final int capacity;
    private long now;
    private ExportQueue queue;

    /** An agent that has begun; so many names fit between the threads, and so many wait. */
    ExportRig(Path directory, int queued, int capacity) {
        this.directory = directory;
        this.queued = queued;
        this.capacity = capacity;
        this.queue = new ExportQueue(queued);
        this.agent = agent();
        agent.resume(0);
        step(0);
    }

    /** The file of the mark. */
    Path mark() {
        return directory.resolve("mark");
    }

    /** As ingest does: the commit first, its names afterwards. */
    void commit(Series series, long epochNanos, long... delays) {
        for (CommittedWindow committed : store.record(series, epochNanos, delays)) {
            WindowKey key = new WindowKey(committed.series(), committed.stored().window());
            if (LatencyPoints.EXPORTED.contains(key.window().resolution()) && !queue.offer(key)) {
                counters.addShared(ExportCounter.EXPORT_WINDOWS_POSTPONED, 1);
            }
        }
    }

    /** Lets what was committed become due, and be sent when the server takes it. */
    void settle() {
        step(0);
        step(INTERVAL);
    }

    void step(long nanos) {
        now += nanos;
        agent.doWork();
    }

    /** As after kill -9: what was in memory is gone. */
    void restart() {
        queue = new ExportQueue(queued);
        agent = agent();
        agent.resume(0);
    }

    private ExportAgent agent() {
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
                new ExportMark(mark()),
                new ExportAgent.Environment(() -> now, () -> wallNow, counters, 5 * SECOND));
    }

    void assertServerEqualsStore() {
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

    Map<String, Long> summaryCounts() {
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

    static Series series(String route, String exit) {
        return new Series(
                new PathId(route, exit),
                Method.HANDSHAKE,
                Metric.FAR_ROUND_TRIP,
                QualityClass.CLEAN);
    }
}
