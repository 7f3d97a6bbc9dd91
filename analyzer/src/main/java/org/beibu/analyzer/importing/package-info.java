/**
 * Brings in what others have measured: SmokePing's round-robin databases, ping results of RIPE
 * Atlas, and CSV. Each source is a path of its own ({@code -/SOURCE}, or of a route that the
 * operator names) with a method and a metric of its own, so it is never merged with live timings.
 *
 * <p>Samples go into the timing journal like those of a probe, and from there into the store. The
 * content of a file names the probe, so that a second import of it adds nothing; what an earlier
 * file of the same source covered is passed over. Lines that cannot be read are counted and named,
 * and the rest is taken.
 *
 * <p>Thread rule: everything belongs to the thread of the command; no clock is read.
 */
@NullMarked
package org.beibu.analyzer.importing;

import org.jspecify.annotations.NullMarked;
