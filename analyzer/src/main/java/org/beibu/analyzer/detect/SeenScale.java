package org.beibu.analyzer.detect;

/**
 * The scale on which changes of a path look equally large to a person: the square root of the delay
 * above the path's floor. 2 ms matter on a quiet path just above its floor and not within a queue
 * of 80 ms.
 *
 * <p>A lost answer counts as a very late one, and a row of the scale is the median of itself and
 * its neighbours: what lasts one row, a spike or one lost packet, is gone, and a step stays where
 * it is.
 *
 * @param floorMs the path's floor
 * @param noise standard deviation of the scale from row to row, from its median
 */
record SeenScale(double floorMs, double noise) {
    /** How much above the floor a lost answer counts. */
    static final double LOST_MS = 200;

    /**
     * Share of answers below the floor: a figure of one strange answer must not shift the scale.
     */
    private static final double FLOOR_SHARE = 0.001;

    /** 1.4826 median absolute deviations are a standard deviation; differences have two of them. */
    private static final double DEVIATIONS = 1.4826 / Math.sqrt(2);

    /** The scale of a path with these answers, in their order. */
    static SeenScale of(double[] answeredMs) {
        double floor = Quantiles.of(Quantiles.sorted(answeredMs, answeredMs.length), FLOOR_SHARE);
        if (answeredMs.length < 2) {
            return new SeenScale(Double.isNaN(floor) ? 0 : floor, 0);
        }
        double[] steps = new double[answeredMs.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.abs(seen(answeredMs[i + 1] - floor) - seen(answeredMs[i] - floor));
        }
        return new SeenScale(floor, DEVIATIONS * Quantiles.median(steps, 0, steps.length));
    }

    private static double seen(double aboveFloorMs) {
        return Math.sqrt(Math.max(aboveFloorMs, 0));
    }

    /** The delay of a row, without what lasts one row only. */
    double smoothMs(RttSeries series, int row) {
        double here = delay(series, row);
        double before = row > 0 ? delay(series, row - 1) : here;
        double after = row + 1 < series.rows() ? delay(series, row + 1) : here;
        return Math.max(Math.min(before, here), Math.min(Math.max(before, here), after));
    }

    private double delay(RttSeries series, int row) {
        return series.isLost(row) ? floorMs + LOST_MS : series.rttMs(row);
    }

    /** The place of a delay on the scale. */
    double at(double delayMs) {
        return seen(delayMs - floorMs);
    }

    /** The noise that a change must stand out from: that of the series, and what nobody sees. */
    double change() {
        return Math.hypot(LEAST_CHANGE, NOISES * noise);
    }

    private static final double LEAST_CHANGE = 0.25;
    private static final double NOISES = 3;
}
