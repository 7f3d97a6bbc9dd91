package org.beibu.analyzer.recommend.prove;

import java.util.Arrays;

/**
 * One block of two exits probed in the same minutes: what was sent and what came back.
 *
 * <p>A lost probe is an infinite delay in the median, so that loss weighs as it should. Skipping
 * blocks in which only the alternate was lossy, silent or too rarely probed would favour bad
 * alternates: they count as lost.
 */
public final class PairedBlock {
    private final double[] current;
    private final double[] alternate;
    private int currentProbes;
    private int alternateProbes;

    /** What a block says. */
    public enum Outcome {
        /** The alternate was better by more than the margin. */
        WON,
        /** It was not, or it could not be measured while the current exit could. */
        LOST,
        /** Nothing: the current exit was not measured, or neither answered. */
        NOTHING
    }

    /**
     * An empty block.
     *
     * @param mostProbes probes of an exit at most; further ones are left out
     */
    public PairedBlock(int mostProbes) {
        current = new double[mostProbes];
        alternate = new double[mostProbes];
    }

    /**
     * A probe through the current exit.
     *
     * @param milliseconds its delay; infinite when it was lost
     */
    public void current(double milliseconds) {
        if (currentProbes < current.length && milliseconds >= 0) {
            current[currentProbes++] = milliseconds;
        }
    }

    /**
     * A probe through the alternate exit.
     *
     * @param milliseconds its delay; infinite when it was lost
     */
    public void alternate(double milliseconds) {
        if (alternateProbes < alternate.length && milliseconds >= 0) {
            alternate[alternateProbes++] = milliseconds;
        }
    }

    /**
     * What the block says.
     *
     * @param margin by how much the alternate must be better, milliseconds
     * @param probeHealthy whether the probe itself worked all the time
     */
    public Outcome outcome(double margin, boolean probeHealthy) {
        return side(current, currentProbes)
                .against(side(alternate, alternateProbes), margin, probeHealthy);
    }

    private static BlockSide side(double[] delays, int probes) {
        int lost = 0;
        for (int i = 0; i < probes; i++) {
            lost += delays[i] == Double.POSITIVE_INFINITY ? 1 : 0;
        }
        return new BlockSide(probes, lost, median(delays, probes));
    }

    /** The median delay through the current exit, milliseconds; infinite when most were lost. */
    public double currentMedian() {
        return median(current, currentProbes);
    }

    /** The median delay through the alternate exit, milliseconds; infinite when most were lost. */
    public double alternateMedian() {
        return median(alternate, alternateProbes);
    }

    /** Makes it ready for the next block. */
    public void clear() {
        currentProbes = 0;
        alternateProbes = 0;
    }

    private static double median(double[] delays, int probes) {
        if (probes == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(delays, probes);
        Arrays.sort(sorted);
        double upper = sorted[probes / 2];
        double lower = sorted[(probes - 1) / 2];
        // The mean of two infinities would be right, that of one is infinite as it should be.
        return lower == upper ? upper : (lower + upper) / 2;
    }
}
