package org.beibu.analyzer.detect;

import java.util.Arrays;

/**
 * A robust CUSUM on one value a second: the distance from the median of the last ten minutes in
 * units of their median absolute deviation, clipped, so that neither a spike nor a short burst can
 * raise the alarm and a lasting shift takes five seconds.
 *
 * <p>What glides is no shift: where the seconds just before already were half the way, the level is
 * learned anew and nothing is said. Owned by one thread; allocates nothing after construction.
 */
final class LevelWatch {
    private static final int MEMORY = 600;
    private static final int ENOUGH = 30;
    private static final int JUST_BEFORE = 15;
    private static final int KEPT_OF_A_GLIDE = 60;
    private static final int SECONDS_OF_A_SCALE = 10;
    private static final int SECONDS_OF_A_SHIFT = 4;
    private static final double CLIP = 4;
    private static final double LEAST_SCALE_MS = 0.02;
    private static final double DEVIATION = 1.4826;
    private static final double ERROR_OF_A_MEDIAN = 1.2533;

    /** The logistic distribution with this factor comes within 0.01 of the normal one. */
    private static final double LOGISTIC = 1.702;

    private final double drift;
    private final double limit;
    private final double leastMs;
    private final double[] ring = new double[MEMORY];
    private final double[] sorted = new double[MEMORY];
    private int count;
    private int next;
    private int sinceScale;
    private double median;
    private double scale;
    private double up;
    private double down;
    private int upRun;
    private int downRun;
    private double beforeMs;
    private double afterMs;
    private double logOdds;
    private int run;

    /**
     * @param drift what is taken off each second, in deviations
     * @param limit the sum that raises the alarm
     * @param leastMs smaller shifts are learned and not said
     */
    LevelWatch(double drift, double limit, double leastMs) {
        this.drift = drift;
        this.limit = limit;
        this.leastMs = leastMs;
    }

    /** Takes the value of a second; true when it shows a shift. */
    boolean second(double valueMs) {
        if (count < ENOUGH) {
            add(valueMs);
            learn();
            return false;
        }
        double distance = (valueMs - median) / scale;
        double clipped = Math.max(-CLIP, Math.min(CLIP, distance));
        up = Math.max(0, up + clipped - drift);
        down = Math.max(0, down - clipped - drift);
        upRun = up > 0 ? upRun + 1 : 0;
        downRun = down > 0 ? downRun + 1 : 0;
        add(valueMs);
        if (up > limit || down > limit) {
            return judge(up > limit ? upRun : downRun);
        }
        if (++sinceScale >= SECONDS_OF_A_SCALE && upRun + downRun == 0) {
            learn();
        }
        return false;
    }

    /** Whether it is a shift is asked of all seconds of the run, its figures of the new level. */
    private boolean judge(int length) {
        measure(Math.min(length, count));
        double moved = afterMs - median;
        double step = afterMs - beforeMs;
        boolean shift = step * moved > 0.5 * moved * moved && Math.abs(step) >= leastMs;
        if (shift) {
            measure(begin(run));
            logOdds = LOGISTIC * Math.abs(afterMs - median) / error();
        }
        forgetAllBut(shift ? run : Math.max(run, KEPT_OF_A_GLIDE));
        return shift;
    }

    private void measure(int length) {
        run = length;
        afterMs = recent(0, run);
        double justBefore = recent(run, Math.min(JUST_BEFORE, count - run));
        beforeMs = Double.isNaN(justBefore) ? median : justBefore;
    }

    /**
     * How many of the last seconds are the new level: those on whose far side of the middle the sum
     * of distances is largest. By chance the sum may have begun to grow before the shift.
     */
    private int begin(int longest) {
        double after = recent(0, Math.min(longest, SECONDS_OF_A_SHIFT));
        double middle = (median + after) / 2;
        double most = 0;
        double sum = 0;
        int best = 1;
        for (int i = 0; i < longest; i++) {
            double beyond = ring[Math.floorMod(next - 1 - i, MEMORY)] - middle;
            sum += after > median ? beyond : -beyond;
            if (sum > most) {
                most = sum;
                best = i + 1;
            }
        }
        return best;
    }

    /** The standard error of the distance of both medians. */
    private double error() {
        double others = Math.max(1, count - run);
        return ERROR_OF_A_MEDIAN * scale * Math.sqrt(1.0 / Math.max(1, run) + 1 / others);
    }

    /** The level is now this one; what was before says nothing about it. */
    void restart() {
        forgetAllBut(0);
    }

    private void forgetAllBut(int kept) {
        int keeps = Math.min(kept, count);
        for (int i = 0; i < keeps; i++) {
            sorted[i] = ring[Math.floorMod(next - keeps + i, MEMORY)];
        }
        System.arraycopy(sorted, 0, ring, 0, keeps);
        count = keeps;
        next = keeps % MEMORY;
        up = 0;
        down = 0;
        upRun = 0;
        downRun = 0;
        if (count >= ENOUGH) {
            learn();
        }
    }

    private void add(double valueMs) {
        ring[next] = valueMs;
        next = (next + 1) % MEMORY;
        count = Math.min(count + 1, MEMORY);
    }

    /** A short memory knows its own scatter badly: then the scale of before still counts. */
    private void learn() {
        sinceScale = 0;
        median = recent(0, count);
        for (int i = 0; i < count; i++) {
            sorted[i] = Math.abs(ring[i] - median);
        }
        double found = DEVIATION * medianOf(count) + LEAST_SCALE_MS;
        scale = count < 2 * ENOUGH ? Math.max(found, scale) : found;
    }

    /** The median of {@code length} seconds that end {@code ago} seconds ago; NaN of none. */
    private double recent(int ago, int length) {
        for (int i = 0; i < length; i++) {
            sorted[i] = ring[Math.floorMod(next - 1 - ago - i, MEMORY)];
        }
        return length <= 0 ? Double.NaN : medianOf(length);
    }

    private double medianOf(int length) {
        Arrays.sort(sorted, 0, length);
        return (sorted[(length - 1) / 2] + sorted[length / 2]) / 2;
    }

    /** The median of the seconds before the shift. */
    double beforeMs() {
        return beforeMs;
    }

    /** The median of the seconds since the shift. */
    double afterMs() {
        return afterMs;
    }

    /** How much likelier a shift is than chance, by the scatter of the seconds: a logarithm. */
    double logOdds() {
        return logOdds;
    }

    /** Seconds since the shift began. */
    int run() {
        return run;
    }
}
