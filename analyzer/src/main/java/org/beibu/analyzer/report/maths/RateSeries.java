package org.beibu.analyzer.report.maths;

import java.util.Arrays;
import java.util.List;

/**
 * Mean rates of consecutive 5-minute windows, bits a second; NaN where nothing was counted. The
 * array is taken over and never changed.
 */
public final class RateSeries {
    /** Length of a window, seconds. */
    public static final long STEP = 300;

    private final long startSecond;
    private final double[] bitsPerSecond;

    /**
     * Rates from this moment on.
     *
     * @param startSecond start of the first window, epoch seconds, a multiple of 300
     */
    public RateSeries(long startSecond, double[] bitsPerSecond) {
        if (Math.floorMod(startSecond, STEP) != 0) {
            throw new IllegalArgumentException("not the start of 5 minutes: " + startSecond);
        }
        this.startSecond = startSecond;
        this.bitsPerSecond = bitsPerSecond;
    }

    /** Start of the first window, epoch seconds. */
    public long startSecond() {
        return startSecond;
    }

    /** How many windows there are, counted or not. */
    public int size() {
        return bitsPerSecond.length;
    }

    /** The rate of a window, NaN when missing. */
    public double at(int index) {
        return bitsPerSecond[index];
    }

    /** Start of a window, epoch seconds. */
    public long secondAt(int index) {
        return startSecond + index * STEP;
    }

    /** The part that starts in {@code [fromSecond, toSecond)}, as far as there is any. */
    public RateSeries between(long fromSecond, long toSecond) {
        int from = indexAtOrAfter(fromSecond);
        int to = Math.max(from, indexAtOrAfter(toSecond));
        return new RateSeries(secondAt(from), Arrays.copyOfRange(bitsPerSecond, from, to));
    }

    private int indexAtOrAfter(long second) {
        long index = -Math.floorDiv(-(second - startSecond), STEP);
        return (int) Math.max(0, Math.min(size(), index));
    }

    /** Window by window the sum; missing as soon as one member is missing there. */
    public static RateSeries sum(List<RateSeries> members) {
        RateSeries first = members.get(0);
        double[] sum = new double[first.size()];
        for (RateSeries member : members) {
            if (member.startSecond != first.startSecond || member.size() != first.size()) {
                throw new IllegalArgumentException("members must cover the same windows");
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] += member.bitsPerSecond[i]; // NaN stays NaN
            }
        }
        return new RateSeries(first.startSecond, sum);
    }

    /** All rates as an array of their own. */
    public double[] toArray() {
        return bitsPerSecond.clone();
    }

    /** How many windows were counted. */
    public int present() {
        int present = 0;
        for (double rate : bitsPerSecond) {
            present += Double.isNaN(rate) ? 0 : 1;
        }
        return present;
    }
}
