package org.beibu.analyzer.live;

import java.util.Arrays;
import org.beibu.analyzer.delay.Series;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * The last two minutes of one series: a histogram for each of the newest twelve seconds, and count
 * and median of each of the last 120. Seconds follow the samples' own times, so that a reader that
 * catches up fills them as one that was in time. Belongs to the ingest thread.
 */
public final class LiveSeries {
    static final int SECONDS = 120;
    static final int WINDOW_SECONDS = 10;

    /** The sliding window, and two more for samples that come late or early. */
    private static final int SLOTS = WINDOW_SECONDS + 2;

    /** Whatever is later than this is of before a step back of the clock. */
    private static final int SECONDS_AHEAD = 2;

    private static final long NEVER = Long.MIN_VALUE;
    private static final long NANOS = LiveRecorder.SECOND_NANOS;

    private final Series series;
    private final DelayHistogram[] slots = new DelayHistogram[SLOTS];
    private final long[] slotSecond = filled(SLOTS, NEVER);
    private final long[] ringSecond = filled(SECONDS, NEVER);
    private final long[] ringCount = new long[SECONDS];
    private final long[] ringMedian = new long[SECONDS];
    private final DelayHistogram window = new DelayHistogram();
    private long lastSampleNanos = NEVER;
    private long total;

    LiveSeries(Series series) {
        this.series = series;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new DelayHistogram();
        }
    }

    private static long[] filled(int length, long value) {
        long[] array = new long[length];
        Arrays.fill(array, value);
        return array;
    }

    /** Adds a sample; false when its second is long over. */
    boolean record(long epochNanos, long delayNanos, long nowNanos) {
        long second = Math.floorDiv(epochNanos, NANOS);
        int slot = (int) Math.floorMod(second, (long) SLOTS);
        if (slotSecond[slot] > second) {
            forgetFuture(Math.floorDiv(nowNanos, NANOS));
        }
        if (slotSecond[slot] != second) {
            if (slotSecond[slot] > second) {
                return false;
            }
            close(slot);
            slots[slot].clear();
            slotSecond[slot] = second;
        }
        slots[slot].record(delayNanos);
        lastSampleNanos = Math.max(lastSampleNanos, epochNanos);
        total++;
        return true;
    }

    /**
     * Lets go of what lies ahead, since the clock was set back; else it would be shown for long.
     */
    private void forgetFuture(long nowSecond) {
        long last = nowSecond + SECONDS_AHEAD;
        for (int i = 0; i < SLOTS; i++) {
            if (slotSecond[i] > last) {
                slots[i].clear();
                slotSecond[i] = NEVER;
            }
        }
        long newest = NEVER;
        for (int i = 0; i < SECONDS; i++) {
            if (ringSecond[i] > last) {
                ringSecond[i] = NEVER;
            }
            newest = Math.max(newest, ringSecond[i]);
        }
        if (Math.floorDiv(lastSampleNanos, NANOS) > last) {
            lastSampleNanos = newest == NEVER ? NEVER : newest * NANOS;
        }
    }

    /** Enters count and median of a slot's second. */
    private void close(int slot) {
        long second = slotSecond[slot];
        if (second == NEVER) {
            return;
        }
        int place = (int) Math.floorMod(second, (long) SECONDS);
        if (ringSecond[place] <= second) {
            ringSecond[place] = second;
            ringCount[place] = slots[slot].count();
            ringMedian[place] = slots[slot].percentileNanos(50);
        }
    }

    /** Whether a sample is recent enough to be shown. */
    boolean isShown(long nowNanos) {
        forgetFuture(Math.floorDiv(nowNanos, NANOS));
        return lastSampleNanos > nowNanos - SECONDS * NANOS;
    }

    /**
     * The figures now.
     *
     * @param secondStarts the starts of the last 120 s, the running one last; shared by all paths
     */
    LivePath show(long[] secondStarts) {
        long nowSecond = secondStarts[SECONDS - 1] / NANOS;
        window.clear();
        for (int i = 0; i < SLOTS; i++) {
            close(i);
            long age = nowSecond - slotSecond[i];
            if (slotSecond[i] != NEVER && age >= -1 && age < WINDOW_SECONDS) {
                window.add(slots[i]);
            }
        }
        long[] medians = new long[SECONDS];
        long[] counts = new long[SECONDS];
        for (int i = 0; i < SECONDS; i++) {
            long second = secondStarts[i] / NANOS;
            int place = (int) Math.floorMod(second, (long) SECONDS);
            boolean known = ringSecond[place] == second;
            medians[i] = known ? ringMedian[place] : -1;
            counts[i] = known ? ringCount[place] : 0;
        }
        return new LivePath(
                series,
                window.count(),
                WINDOW_SECONDS * NANOS,
                window.percentileNanos(50),
                window.percentileNanos(95),
                window.percentileNanos(99),
                window.minNanos(),
                window.maxNanos(),
                lastSampleNanos,
                total,
                secondStarts,
                medians,
                counts);
    }
}
