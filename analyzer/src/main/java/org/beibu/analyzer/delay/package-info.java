/**
 * What the analyzer keeps delays by: the {@link org.beibu.analyzer.delay.Series}, which of them a
 * path is judged by (headlines, clean shares) and how many networks stand behind one. The
 * histograms themselves are in {@code runtime.histogram}.
 *
 * <p>Nothing here does I/O or reads a clock.
 *
 * <p>Thread rule: Series is immutable and may be shared; all others belong to one thread.
 */
@NullMarked
package org.beibu.analyzer.delay;

import org.jspecify.annotations.NullMarked;
