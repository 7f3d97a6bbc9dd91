package org.beibu.simulator.world;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beibu.analyzer.ingest.Ingest;
import org.beibu.analyzer.ingest.IngestClocks;
import org.beibu.analyzer.ingest.IngestConfig;
import org.beibu.analyzer.live.LiveRecorder;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.model.ClockQuality;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.HeartbeatRecord;
import org.beibu.runtime.journal.JournalConfig;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalReader;
import org.beibu.runtime.journal.JournalWriter;
import org.beibu.runtime.journal.LossWindowRecord;
import org.beibu.runtime.journal.TimingRecord;
import org.beibu.simulator.world.PathWorld.Incident;

/** A probe that asks over several paths of simulated weather and writes a journal of it. */
final class JournalledWorld {
    static final long SECOND = 1_000_000_000L;

    /** 2026-11-20 00:00:00 UTC, a full day, so that the evening comes at its hour. */
    static final long START = 1_795_132_800L * SECOND;

    private static final long GIVEN_UP_SECONDS = 3;

    final Counters counters = new Counters();
    private final Path directory;
    private final JournalConfig config;
    private final Map<PathId, PathWorld> worlds = new HashMap<>();
    private final Map<PathId, int[]> windows = new HashMap<>();
    private final List<Reply> replies = new ArrayList<>();
    private final TimingRecord timing = new TimingRecord();
    private long second;

    private record Reply(PathId path, long atNanos, double delayMs) {}

    JournalledWorld(Path directory) {
        this.directory = directory;
        this.config =
                JournalConfig.at(directory.resolve("journal"))
                        .withFreeSpaceFloor(JournalConfig.LOWEST_FLOOR_BYTES);
    }

    void path(PathId path, long seed, Incident... incidents) {
        worlds.put(path, new PathWorld(seed, 0.2, List.of(incidents)));
        windows.put(path, new int[2]);
    }

    long nowNanos() {
        return START + second * SECOND;
    }

    /** So many seconds more, written as they come. */
    void run(int seconds) throws JournalException {
        try (JournalWriter writer =
                new JournalWriter(config, "nanning-1", this::nowNanos, new Counters())) {
            writer.start();
            for (int i = 0; i < seconds; i++) {
                second(writer);
                second++;
                writer.append(new HeartbeatRecord(nowNanos(), START, SECOND, 0));
                writer.flush();
            }
        }
    }

    private void second(JournalWriter writer) {
        worlds.forEach(
                (path, world) ->
                        world.second(second, (sent, delay, forward) -> packet(path, sent, delay)));
        replies.sort(Comparator.comparingLong(Reply::atNanos));
        long until = nowNanos() + SECOND;
        for (Reply reply : replies) {
            if (reply.atNanos < until) {
                writer.append(timing(reply));
            }
        }
        replies.removeIf(reply -> reply.atNanos < until);
        if (second % 10 == GIVEN_UP_SECONDS) {
            windows.forEach((path, counts) -> window(writer, path, counts));
        }
    }

    private void packet(PathId path, long sentNanos, double delayMs) {
        int[] counts = windows.getOrDefault(path, new int[2]);
        counts[0]++;
        if (Double.isNaN(delayMs)) {
            counts[1]++;
        } else {
            long at = START + sentNanos + (long) (delayMs * 1e6);
            replies.add(new Reply(path, at, delayMs));
        }
    }

    private TimingRecord timing(Reply reply) {
        String exit = reply.path.exit();
        return timing.epochNanos(reply.atNanos)
                .delayNanos((long) (reply.delayMs * 1e6))
                .method(Method.STAMP)
                .metric(Metric.FAR_ROUND_TRIP)
                .qualityClass(QualityClass.CLEAN)
                .clockQuality(ClockQuality.SIMULATED)
                .prefix(0, 0x0000_ffff_c000_0200L, 24)
                .routeKey(AsciiKey.route(reply.path.routeId()))
                .exitKey(AsciiKey.exitHigh(exit), AsciiKey.exitLow(exit));
    }

    /** All that was sent since the last one; its begin is that of the ten seconds before. */
    private void window(JournalWriter writer, PathId path, int[] counts) {
        long start = nowNanos() - (10 + GIVEN_UP_SECONDS) * SECOND;
        writer.append(
                new LossWindowRecord(
                        Method.STAMP,
                        Metric.FAR_ROUND_TRIP,
                        path,
                        start,
                        10 * SECOND,
                        new LossWindowRecord.Counts(counts[0], counts[1], 0, 0, 0)));
        counts[0] = 0;
        counts[1] = 0;
    }

    Path storeFile(String name) {
        return directory.resolve(name).resolve("beibu.sqlite");
    }

    /** Takes what the journal holds by now into a store, as an analyzer that starts anew. */
    void takeIn(String name, IngestConfig how) throws JournalException {
        try (SqliteDelayStore store = SqliteDelayStore.open(storeFile(name));
                Ingest ingest =
                        new Ingest(
                                new JournalReader(config, counters),
                                store,
                                new LiveRecorder(new LiveView(), 8, counters),
                                how,
                                new Ingest.Environment(
                                        new IngestClocks(System::nanoTime, this::nowNanos),
                                        counters))) {
            ingest.start();
            ingest.drain();
        }
    }
}
