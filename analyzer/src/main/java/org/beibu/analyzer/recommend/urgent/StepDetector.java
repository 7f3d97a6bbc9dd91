package org.beibu.analyzer.recommend.urgent;

/**
 * Whether an exit has become better than the one in use at some moment that nobody knows: an
 * e-detector (Shin, Ramdas, Rinaldo 2023) of Shiryaev-Roberts form.
 *
 * <p>At every second a new test of signs begins, and all of them are added up: {@code M = (M + 1) *
 * (1 + lambda * s)} for each of nineteen bets, and the mean of these. As long as a second is won
 * with probability 1/2 at most, given the past, the mean time until M reaches a threshold is that
 * many seconds at least, whenever the change comes. Twenty straight wins reach 100,000.
 */
final class StepDetector {
    private static final int BETS = 19;
    private static final double BET_STEP = 0.05;

    /** Far above every threshold; keeps an old alarm from lasting for hours. */
    private static final double HIGHEST = 1e9;

    private final double[] sums = new double[BETS];
    private int streak;

    /** Adds a second that the other exit has won, or not. */
    void add(boolean won) {
        double sign = won ? 1 : -1;
        streak = won ? streak + 1 : 0;
        for (int i = 0; i < BETS; i++) {
            sums[i] = Math.min(HIGHEST, (sums[i] + 1) * (1 + sign * (i + 1) * BET_STEP));
        }
    }

    /** How many of the last seconds were won in a row. */
    int streak() {
        return streak;
    }

    /** The evidence now. */
    double value() {
        double all = 0;
        for (double sum : sums) {
            all += sum;
        }
        return all / BETS;
    }
}
