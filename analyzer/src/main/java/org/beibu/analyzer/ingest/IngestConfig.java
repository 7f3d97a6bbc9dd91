package org.beibu.analyzer.ingest;

import java.time.Duration;
import org.beibu.analyzer.delay.PrefixSet;
import org.beibu.analyzer.detect.DetectConfig;

/**
 * How ingest works.
 *
 * @param commitInterval how long samples may wait for their commit
 * @param memoryBytes how much the histograms that wait may hold; beyond it ingest commits early, or
 *     stops reading while the store refuses
 * @param maxSeries how many series may be open; samples of further ones are kept under -/-
 * @param countedPrefixes up to how many different prefixes are counted in each window; 0 = none
 * @param detect which paths are watched for shifts, outages and losses
 */
public record IngestConfig(
        Duration commitInterval,
        long memoryBytes,
        int maxSeries,
        int countedPrefixes,
        DetectConfig detect) {

    /** Commit each 500 ms, 64 MiB, 16384 series. */
    public static final IngestConfig DEFAULT =
            new IngestConfig(Duration.ofMillis(500), 64L << 20, 16_384);

    public IngestConfig {
        if (commitInterval.isNegative() || memoryBytes < 1 || maxSeries < 1) {
            throw new IllegalArgumentException(
                    "commit interval, memory and series must be positive: %s, %d, %d"
                            .formatted(commitInterval, memoryBytes, maxSeries));
        }
        if (countedPrefixes < 0 || countedPrefixes > PrefixSet.HIGHEST_LIMIT) {
            throw new IllegalArgumentException("counted prefixes: " + countedPrefixes);
        }
    }

    /** Paths are watched with everything at its default. */
    public IngestConfig(
            Duration commitInterval, long memoryBytes, int maxSeries, int countedPrefixes) {
        this(commitInterval, memoryBytes, maxSeries, countedPrefixes, DetectConfig.DEFAULT);
    }

    /** Prefixes are not counted. */
    public IngestConfig(Duration commitInterval, long memoryBytes, int maxSeries) {
        this(commitInterval, memoryBytes, maxSeries, 0);
    }
}
