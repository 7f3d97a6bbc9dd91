package org.beibu.analyzer.web;

import java.util.Optional;
import org.beibu.analyzer.live.LivePath;

/**
 * The per-second medians of one live path, oldest first; the last second still runs. The arrays are
 * those of the snapshot and are never changed.
 *
 * @param fromSecond the first second, epoch seconds
 * @param p50Nanos median of each second, -1 where it has no samples
 * @param counts samples of each second
 */
@SuppressWarnings("ArrayRecordComponent")
public record RecentSeconds(long fromSecond, long[] p50Nanos, long[] counts) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** How many of the newest seconds still count as now. */
    private static final int NOW_SECONDS = 3;

    static RecentSeconds of(LivePath path) {
        long[] starts = path.secondStartNanos();
        long from = starts.length == 0 ? 0 : Math.floorDiv(starts[0], NANOS_PER_SECOND);
        return new RecentSeconds(from, path.secondP50Nanos(), path.secondCount());
    }

    /** Number of seconds. */
    public int length() {
        return p50Nanos.length;
    }

    /** Position of the newest second with samples, when it is one of the last few. */
    public Optional<Integer> newest() {
        for (int i = length() - 1; i >= Math.max(0, length() - NOW_SECONDS); i--) {
            if (p50Nanos[i] >= 0) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }
}
