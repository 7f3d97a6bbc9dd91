package org.beibu.analyzer.recommend.plan;

/**
 * How much delay a link's own queue adds at a load. Near a full link delay grows without bound; up
 * to 98 % it is {@code slope * u / (1 - u)}, beyond it rises by 2 ms a percent. Half or twice the
 * true slope changes little: the curve only has to say that a full link is a bad one.
 *
 * @param slope milliseconds at half load, from 0
 */
public record DelayCurve(double slope) {
    /** What holds where nothing was fitted. */
    public static final DelayCurve USUAL = new DelayCurve(0.6);

    private static final double BEND = 0.98;
    private static final double BEYOND = 200;

    public DelayCurve {
        if (!(slope >= 0) || Double.isInfinite(slope)) {
            throw new IllegalArgumentException("slope from 0: " + slope);
        }
    }

    /**
     * The delay, milliseconds.
     *
     * @param load share of the capacity, from 0
     */
    public double milliseconds(double load) {
        double within = Math.min(load, BEND);
        return slope * within / (1 - within) + Math.max(0, load - BEND) * BEYOND;
    }
}
