package org.beibu.analyzer.report.maths;

/**
 * What a span of rates asks of a link.
 *
 * @param samples windows that were counted
 * @param expected windows of the span
 * @param p95 the 95th percentile by nearest rank of those counted, bit/s; NaN without any
 * @param mean their mean, bit/s; NaN without any
 * @param peak the highest, bit/s; NaN without any
 * @param peakSecond when the highest was first, epoch seconds; 0 without any
 */
public record Demand(
        int samples, long expected, double p95, double mean, double peak, long peakSecond) {
    /** With more percent missing than this a 95th percentile is provisional. */
    private static final long MOST_MISSING = 5;

    /** The demand of all windows of a series, where so many were to be expected. */
    public static Demand of(RateSeries rates, long expected) {
        double sum = 0;
        double peak = Double.NaN;
        long peakSecond = 0;
        int samples = 0;
        for (int i = 0; i < rates.size(); i++) {
            double rate = rates.at(i);
            if (Double.isNaN(rate)) {
                continue;
            }
            samples++;
            sum += rate;
            if (samples == 1 || rate > peak) {
                peak = rate;
                peakSecond = rates.secondAt(i);
            }
        }
        return new Demand(
                samples,
                Math.max(samples, expected),
                NearestRank.of(95, rates.toArray()),
                samples == 0 ? Double.NaN : sum / samples,
                peak,
                peakSecond);
    }

    /** The demand of a series all of whose windows were to be expected. */
    public static Demand of(RateSeries rates) {
        return of(rates, rates.size());
    }

    /** Share of the windows that are missing; 1 of an empty span. */
    public double missing() {
        return expected == 0 ? 1 : 1 - (double) samples / expected;
    }

    /** Whether too much is missing for the 95th percentile to be final. */
    public boolean provisional() {
        return 100 * (expected - samples) > MOST_MISSING * expected || expected == 0;
    }

    /** 95th percentile over mean; NaN without traffic. */
    public double peakToMean() {
        return mean > 0 ? p95 / mean : Double.NaN;
    }
}
