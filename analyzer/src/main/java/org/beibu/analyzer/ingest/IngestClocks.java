package org.beibu.analyzer.ingest;

import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * The two clocks of ingest.
 *
 * @param monotonic for intervals
 * @param wall for stamps, and for what is live
 */
public record IngestClocks(NanoClock monotonic, EpochNanoClock wall) {}
