package org.beibu.analyzer.recommend.prove;

/** The Mann-Whitney test on bins of 0.05 ms, with the correction for ties. */
final class RankSums {
    private static final double BIN = 0.05;
    private static final int BINS = 8_000;

    private final long[] current = new long[BINS];
    private final long[] alternate = new long[BINS];
    private long currentCount;
    private long alternateCount;

    void current(double delay) {
        current[bin(delay)]++;
        currentCount++;
    }

    void alternate(double delay) {
        alternate[bin(delay)]++;
        alternateCount++;
    }

    private static int bin(double delay) {
        return Math.min(BINS - 1, (int) (delay / BIN));
    }

    /** Standard normal when both are alike; positive when the alternate is faster. */
    double score() {
        double above = 0;
        double ties = 0;
        long alternateBelow = 0;
        for (int bin = 0; bin < BINS; bin++) {
            above += current[bin] * (alternateBelow + alternate[bin] / 2.0);
            alternateBelow += alternate[bin];
            double both = current[bin] + alternate[bin];
            ties += both * both * both - both;
        }
        double n = currentCount;
        double m = alternateCount;
        double total = n + m;
        double variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)));
        return (above - n * m / 2) / Math.sqrt(variance);
    }
}
