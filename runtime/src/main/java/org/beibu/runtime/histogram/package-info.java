/**
 * Delay histograms: how many delays fell where, with exact count, minimum, maximum, sum and sum of
 * squares beside, and the octets in which they are kept.
 *
 * <p>Bucket layout and encoding are those of HdrHistogram (1 us to 60 s, three digits, V2), the
 * counts are held in small pages instead of one array of 147 KB, since thousands of histograms are
 * held at a time. Percentiles are read from merged histograms, never averaged.
 *
 * <p>Nothing here does I/O or reads a clock.
 *
 * <p>Thread rule: a DelayHistogram belongs to one thread; EncodedHistogram is immutable and may be
 * shared.
 */
@NullMarked
package org.beibu.runtime.histogram;

import org.jspecify.annotations.NullMarked;
