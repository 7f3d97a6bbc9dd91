package org.beibu.analyzer.recommend.live;

import java.util.Arrays;
import org.beibu.analyzer.recommend.prove.BlockLength;
import org.beibu.runtime.histogram.DelayHistogram;
import org.jspecify.annotations.Nullable;

/**
 * The last day of one path: the median of each minute, and whole minutes as far back as a block
 * reaches.
 */
final class PathHistory {
    static final int MINUTES = 1_440;

    private final double[] medians = new double[MINUTES];
    private final @Nullable PathMinute[] minutes = new PathMinute[BlockLength.LONGEST];
    private long newest = Long.MIN_VALUE;
    private long newestAnswered = Long.MIN_VALUE;

    PathHistory() {
        Arrays.fill(medians, Double.NaN);
    }

    /** Adds a minute; those between it and the last one had no packets. */
    void add(long minute, PathMinute figures) {
        if (newest != Long.MIN_VALUE) {
            for (long gap = Math.max(newest + 1, minute - MINUTES); gap < minute; gap++) {
                put(gap, PathMinute.nothing());
            }
        }
        put(minute, figures);
    }

    private void put(long minute, PathMinute figures) {
        medians[Math.floorMod(minute, MINUTES)] = figures.percentile(50);
        minutes[Math.floorMod(minute, minutes.length)] = figures;
        newest = minute;
        if (figures.histogram().count() > 0) {
            newestAnswered = minute;
        }
    }

    /** The minutes {@code [to - length, to)} together, as far as they are there. */
    PathMinute together(long to, int length) {
        DelayHistogram histogram = new DelayHistogram();
        long sent = 0;
        long lost = 0;
        for (long minute = to - length; minute < to; minute++) {
            PathMinute figures = minutes[Math.floorMod(minute, minutes.length)];
            if (figures != null && minute <= newest && minute > newest - minutes.length) {
                histogram.add(figures.histogram());
                sent += figures.sent();
                lost += figures.lost();
            }
        }
        return new PathMinute(histogram, sent, lost);
    }

    /** This minute's median less that of another path, for each of the last day, oldest first. */
    double[] differences(PathHistory other) {
        double[] differences = new double[MINUTES];
        long last = Math.min(newest, other.newest);
        for (int i = 0; i < MINUTES; i++) {
            long minute = last - MINUTES + 1 + i;
            differences[i] = median(minute) - other.median(minute);
        }
        return differences;
    }

    private double median(long minute) {
        return minute > newest || minute <= newest - MINUTES
                ? Double.NaN
                : medians[Math.floorMod(minute, MINUTES)];
    }

    /** The median of the last day's medians, milliseconds; NaN when there are none. */
    double usual() {
        double[] known = Arrays.stream(medians).filter(median -> !Double.isNaN(median)).toArray();
        Arrays.sort(known);
        return known.length == 0 ? Double.NaN : known[known.length / 2];
    }

    /** The last minute in which something came back. */
    long newestAnswered() {
        return newestAnswered;
    }
}
