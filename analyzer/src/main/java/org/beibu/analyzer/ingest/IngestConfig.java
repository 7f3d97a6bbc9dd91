package org.beibu.analyzer.ingest;

import java.time.Duration;

/**
 * How ingest works.
 *
 * @param commitInterval how long samples may wait for their commit
 * @param memoryBytes how much the histograms that wait may hold; beyond it ingest commits early, or
 *     stops reading while the store refuses
 * @param maxSeries how many series may be open; samples of further ones are kept under -/-
 */
public record IngestConfig(Duration commitInterval, long memoryBytes, int maxSeries) {

    /** Commit each 500 ms, 64 MiB, 16384 series. */
    public static final IngestConfig DEFAULT =
            new IngestConfig(Duration.ofMillis(500), 64L << 20, 16_384);

    public IngestConfig {
        if (commitInterval.isNegative() || memoryBytes < 1 || maxSeries < 1) {
            throw new IllegalArgumentException(
                    "commit interval, memory and series must be positive: %s, %d, %d"
                            .formatted(commitInterval, memoryBytes, maxSeries));
        }
    }
}
