package org.beibu.analyzer.detect;

/**
 * One change of a series.
 *
 * @param index the zero-based row where the new regime begins
 * @param kind what changed
 * @param cause what it looks like the work of
 * @param before medians and loss of the regime that ended
 * @param after the same of the regime that began
 * @param confidence the share of changes of such size and length that people marked as changes
 * @param decidedIndex the last row that was needed to say so
 */
public record Change(
        int index,
        ChangeKind kind,
        ChangeCause cause,
        Regime before,
        Regime after,
        double confidence,
        int decidedIndex) {

    /**
     * What the rows near a change have in common, at most {@link Regime#ROWS} on each side.
     *
     * @param medianMs the median of the answered ones, NaN when none was
     * @param lowMs their tenth percentile, NaN when none was
     * @param spreadMs the distance of their quartiles, NaN when none was
     * @param lossShare the share of lost ones, 0 to 1
     * @param rows how many rows these figures are of
     */
    public record Regime(
            double medianMs, double lowMs, double spreadMs, double lossShare, int rows) {
        /** Rows that are looked at, at most: what a person compares is near by. */
        public static final int ROWS = 100;

        /** The figures of rows {@code from} to below {@code to}. */
        static Regime of(RttSeries series, int from, int to) {
            double[] answered = new double[to - from];
            int count = 0;
            for (int row = from; row < to; row++) {
                if (!series.isLost(row)) {
                    answered[count++] = series.rttMs(row);
                }
            }
            double[] sorted = Quantiles.sorted(answered, count);
            return new Regime(
                    Quantiles.of(sorted, 0.5),
                    Quantiles.of(sorted, 0.1),
                    Quantiles.of(sorted, 0.75) - Quantiles.of(sorted, 0.25),
                    to == from ? 0 : 1 - (double) count / (to - from),
                    to - from);
        }

        /** True when most rows were lost. */
        boolean isOutage() {
            return lossShare > 0.5;
        }
    }
}
