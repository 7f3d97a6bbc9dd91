package org.beibu.analyzer.detect;

/**
 * Whether people would mark a split: how far the median moved and how long the shorter side lasted.
 * The figures are a logistic regression on the labels of thirty series (ADR 0025).
 *
 * @param movedMs distance of the medians
 * @param stepMs the same of the rows next to the split
 * @param rows length of the shorter side
 */
record Worth(double movedMs, double stepMs, int rows) {
    private static final int LOOKED_AT = 100;
    private static final int NEXT_TO_IT = 4;
    private static final int LONG_ENOUGH = 60;
    private static final double LEAST_WORTH = 3.1;
    private static final int ROWS_OF_A_SWING = 12;
    private static final double STEP_OF_A_SWING = 0.5;

    static Worth of(double[] smoothMs, int from, int split, int to) {
        return new Worth(
                distance(smoothMs, from, split, to, LOOKED_AT),
                distance(smoothMs, from, split, to, NEXT_TO_IT),
                Math.min(split - from, to - split));
    }

    private static double distance(double[] smoothMs, int from, int split, int to, int reach) {
        double before = Quantiles.median(smoothMs, Math.max(from, split - reach), split);
        double after = Quantiles.median(smoothMs, split, Math.min(to, split + reach));
        return Math.abs(after - before);
    }

    private double logMoved() {
        return Math.log(movedMs + 0.3);
    }

    private double logRows() {
        return Math.log(Math.min(rows, LONG_ENOUGH)) / Math.log(2);
    }

    /** False for what moved little and lasted a few rows. */
    boolean isWorthAMark() {
        return 0.8 * logMoved() + logRows() > LEAST_WORTH;
    }

    /** True when the level glided: at the split itself next to nothing happens. */
    boolean isSwing() {
        return rows >= ROWS_OF_A_SWING && stepMs < STEP_OF_A_SWING * movedMs;
    }

    /** The share of splits like this one that people marked. */
    double confidence() {
        return 1 / (1 + Math.exp(2.96 - 0.28 * logMoved() - 0.71 * logRows()));
    }
}
