/**
 * From the journal to the store: reads batches, drops what it has already seen, records each timing
 * into the histogram of its series and window, and commits histograms and journal position together
 * about twice a second.
 *
 * <p>It decides nothing about what the delays mean, and writes to no network.
 *
 * <p>Thread rule: one Ingest agent, run by one thread; listeners are called on that thread and must
 * not block.
 */
@NullMarked
package org.beibu.analyzer.ingest;

import org.jspecify.annotations.NullMarked;
