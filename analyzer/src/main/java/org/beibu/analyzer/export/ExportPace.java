package org.beibu.analyzer.export;

import java.time.Duration;

/**
 * How fast and how much.
 *
 * @param interval a window that keeps changing is sent once in this time
 * @param timeout the longest wait for one answer
 * @param longestWait the longest wait between two attempts after failures
 * @param backfill how far back windows are sent when nothing was ever exported from this store
 * @param batchPoints points in one request, about
 * @param queuedWindows names of changed windows kept in memory; more are found again in the store
 */
public record ExportPace(
        Duration interval,
        Duration timeout,
        Duration longestWait,
        Duration backfill,
        int batchPoints,
        int queuedWindows) {

    public static final ExportPace DEFAULT =
            new ExportPace(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofDays(1),
                    2_000,
                    65_536);

    public ExportPace {
        if (interval.isNegative() || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("interval and timeout must be positive");
        }
        if (longestWait.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("longest wait must be 1 s or more: " + longestWait);
        }
        if (backfill.isNegative()) {
            throw new IllegalArgumentException("backfill must not be negative: " + backfill);
        }
        if (batchPoints < 1 || queuedWindows < 1) {
            throw new IllegalArgumentException("batch and queue hold at least one");
        }
    }
}
