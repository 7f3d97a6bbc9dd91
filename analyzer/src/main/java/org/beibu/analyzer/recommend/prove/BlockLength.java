package org.beibu.analyzer.recommend.prove;

/**
 * How long a block must be for its sign to be nearly independent of the last one's: three times the
 * time over which the difference of two exits remembers itself.
 */
public final class BlockLength {
    /** The shortest block, minutes. */
    public static final int SHORTEST = 5;

    /** The longest block, minutes; also that of a pair about which too little is known. */
    public static final int LONGEST = 60;

    private static final int LEAST_MINUTES = 240;
    private static final int FURTHEST_LAG = 120;
    private static final double FORGOTTEN = 0.05;
    private static final double TIMES = 3;

    private BlockLength() {}

    /**
     * The length for a pair.
     *
     * @param differences median delay of one exit less that of the other, one for each minute, NaN
     *     where one is missing; best those of a day or more
     * @return minutes, {@value #SHORTEST} to {@value #LONGEST}
     */
    public static int minutes(double[] differences) {
        double tau = correlationTime(differences);
        return (int) Math.max(SHORTEST, Math.min(LONGEST, Math.ceil(TIMES * tau)));
    }

    /**
     * The sum of the autocorrelations from minus to plus infinity, in minutes; 1 for a series
     * without memory, infinite when there are fewer than {@value #LEAST_MINUTES} minutes.
     */
    public static double correlationTime(double[] differences) {
        double mean = 0;
        int present = 0;
        for (double difference : differences) {
            if (Double.isFinite(difference)) {
                mean += difference;
                present++;
            }
        }
        if (present < LEAST_MINUTES) {
            return Double.POSITIVE_INFINITY;
        }
        mean /= present;
        double variance = covariance(differences, mean, 0);
        if (!(variance > 0)) {
            return 1;
        }
        double tau = 1;
        for (int lag = 1; lag <= FURTHEST_LAG; lag++) {
            double correlation = covariance(differences, mean, lag) / variance;
            if (!(correlation > FORGOTTEN)) {
                return tau;
            }
            tau += 2 * correlation;
        }
        return tau;
    }

    /** The mean product of deviations so many minutes apart, over pairs of which both are there. */
    private static double covariance(double[] series, double mean, int lag) {
        double sum = 0;
        int present = 0;
        for (int i = lag; i < series.length; i++) {
            double product = (series[i] - mean) * (series[i - lag] - mean);
            if (Double.isFinite(product)) {
                sum += product;
                present++;
            }
        }
        // Divided by all minutes, not by the pairs: the estimate stays a proper correlation.
        return present == 0 ? 0 : sum / present * (1 - (double) lag / series.length);
    }
}
