/**
 * Distributions of domestic segments (Beijing, Shanghai, Guangzhou to Nanning) composed with those
 * of the international ones predict the delay end to end (RFC 6049: minima and means add, the
 * distribution is the convolution), beside what was measured the direct way through another bureau.
 *
 * <p>A composition assumes that the segments are independent. Where their windows rise and fall
 * together it says so: then its tail is too low. Intervals come from ranks, widened by how much
 * windows differ from one another. What the forwarding in Nanning itself takes is in none of it.
 *
 * <p>It reads the store and knows neither journal nor web. Methods of both segments are named and
 * never merged.
 *
 * <p>Thread rule: values are immutable; a reader belongs to the thread that owns its store.
 */
@NullMarked
package org.beibu.analyzer.segments;

import org.jspecify.annotations.NullMarked;
