/**
 * The timing journal: an append-only queue of fixed-layout records on disk, where the probe leaves
 * its timings and the analyzer picks them up at its own pace. {@link JournalFormat} draws the
 * octets; Chronicle Queue carries them and never shows outside this package.
 *
 * <p>It knows nothing of histograms or windows, and does not say which record counts: it gives each
 * record a sequence number so that the reader can.
 *
 * <p>Hot package: after warm-up neither appending nor reading allocates.
 *
 * <p>Thread rule: a {@link JournalWriter} and a {@link JournalReader} belong to one thread each;
 * they meet on disk only, in one process or in two.
 */
@NullMarked
package org.beibu.runtime.journal;

import org.jspecify.annotations.NullMarked;
