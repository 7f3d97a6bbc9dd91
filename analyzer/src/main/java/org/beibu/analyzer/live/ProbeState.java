package org.beibu.analyzer.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.runtime.journal.CaptureSkipsRecord;
import org.beibu.runtime.journal.CaptureStatisticsRecord;

/** What one probe has said of itself in the last minute. Belongs to the ingest thread. */
final class ProbeState {
    private static final long WINDOW_NANOS = 10 * LiveRecorder.SECOND_NANOS;
    private static final long MINUTE_NANOS = 60 * LiveRecorder.SECOND_NANOS;

    /** One record a second is usual; more than these in a minute replace the oldest. */
    private static final int MAX_RECORDS = 256;

    private static final int MAX_REASONS = 64;

    private final Deque<CaptureStatisticsRecord> records = new ArrayDeque<>();
    private final Map<String, Long> skips = new TreeMap<>();
    private long lastHeartbeatNanos;

    void onHeartbeat(long epochNanos) {
        lastHeartbeatNanos = epochNanos; // the last one said, also when the clock was set back
    }

    /** Time of its last heartbeat or statistics; 0 when there was none. */
    long lastHeardNanos() {
        CaptureStatisticsRecord newest = records.peekLast();
        return newest == null
                ? lastHeartbeatNanos
                : Math.max(lastHeartbeatNanos, newest.epochNanos());
    }

    void onStatistics(CaptureStatisticsRecord totals) {
        CaptureStatisticsRecord newest = records.peekLast();
        if (newest != null
                && (totals.received() < newest.received()
                        || totals.epochNanos() < newest.epochNanos())) {
            records.clear(); // the capture began anew, or its clock was set back
            skips.clear();
        }
        records.addLast(totals);
        // One record older than the minute stays: the minute is counted from it.
        while (records.size() > MAX_RECORDS || secondIsOldEnough(totals.epochNanos())) {
            records.removeFirst();
        }
    }

    /** The total of one reason; a probe has some twenty. */
    void onSkips(CaptureSkipsRecord record) {
        if (skips.size() < MAX_REASONS || skips.containsKey(record.reason())) {
            skips.put(record.reason(), record.packets());
        }
    }

    private boolean secondIsOldEnough(long nowNanos) {
        return records.size() > 2
                && records.stream().skip(1).findFirst().orElseThrow().epochNanos()
                        <= nowNanos - MINUTE_NANOS;
    }

    LiveProbe show(String name, long nowNanos) {
        CaptureStatisticsRecord newest = records.peekLast();
        if (newest == null) {
            return new LiveProbe(name, lastHeartbeatNanos, 0, 0, 0, -1, -1);
        }
        return new LiveProbe(
                name,
                lastHeartbeatNanos,
                newest.received(),
                newest.dropped(),
                newest.droppedByInterface(),
                lossRatio(newest, WINDOW_NANOS, nowNanos),
                lossRatio(newest, MINUTE_NANOS, nowNanos),
                new CaptureDetail(
                        newest.used(),
                        newest.skipped(),
                        newest.timings(),
                        newest.behindNanos(),
                        skips));
    }

    /** {@code lost / offered} between the newest totals and those of a window before; or -1. */
    private double lossRatio(CaptureStatisticsRecord newest, long windowNanos, long nowNanos) {
        CaptureStatisticsRecord before = null;
        for (CaptureStatisticsRecord record : records) {
            boolean old = record.epochNanos() <= newest.epochNanos() - windowNanos;
            if (before == null || old) {
                before = record;
            }
        }
        boolean stale = newest.epochNanos() <= nowNanos - windowNanos;
        if (before == null || records.size() < 2 || stale) {
            return -1;
        }
        long byInterface = newest.droppedByInterface() - before.droppedByInterface();
        long lost = newest.dropped() - before.dropped() + byInterface;
        long offered = newest.received() - before.received() + byInterface;
        return offered <= 0 ? -1 : Math.min(1, Math.max(0, (double) lost / offered));
    }
}
