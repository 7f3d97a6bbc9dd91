/**
 * What became of the packets of active methods: counts by path, method and direction, and what they
 * say of the loss ratio, in words that store, web, export and commands share.
 *
 * <p>Counts are sums and may be added over windows and sessions; a ratio is always computed from
 * added counts, and always with its interval. A window in which nothing was sent says nothing: it
 * is no loss of zero. Nothing here does I/O or reads a clock; packets are counted by the probe.
 *
 * <p>Losses are those of the bureau's own packets, so the publication floor does not apply.
 *
 * <p>Thread rule: everything is immutable and may be shared.
 */
@NullMarked
package org.beibu.analyzer.loss;

import org.jspecify.annotations.NullMarked;
