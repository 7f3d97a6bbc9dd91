package org.beibu.analyzer.segments;

/**
 * The percentiles that are composed, and how many samples each segment needs for them. Up to P99 it
 * is what a distribution-free upper bound takes at 95 %; P99.9 of a composition spreads by
 * milliseconds below 30,000.
 */
public enum Percentile {
    P50("p50", 0.5, 20),
    P95("p95", 0.95, 59),
    P99("p99", 0.99, 299),
    P999("p99_9", 0.999, 30_000);

    private static final int BEYOND = 10;

    private final String text;
    private final double share;
    private final long fewestSamples;

    Percentile(String text, double share, long fewestSamples) {
        this.text = text;
        this.share = share;
        this.fewestSamples = fewestSamples;
    }

    /** The share of samples that are not longer. */
    double share() {
        return share;
    }

    /** Fewer samples of a segment give no figure. */
    public long fewestSamples() {
        return fewestSamples;
    }

    /** The same where a publication floor is in force: {@value #BEYOND} samples lie beyond it. */
    long fewestPublished() {
        return Math.max(fewestSamples, (long) Math.ceil(BEYOND / (1 - share)));
    }

    /** The name in outputs, for example {@code p95}. */
    @Override
    public String toString() {
        return text;
    }
}
