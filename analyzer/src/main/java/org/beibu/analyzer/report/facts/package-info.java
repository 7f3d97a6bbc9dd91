/**
 * What the store knows, as the figures of reports: demand and growth of links, delays, service
 * levels, what would happen without a link, what moves really brought, and how much of all this was
 * counted at all.
 *
 * <p>It reads the store and reckons with {@code maths}; it writes no sentences. Whatever is not
 * known is empty and never zero.
 *
 * <p>Thread rule: readers belong to the thread that owns their store; facts are immutable.
 */
@NullMarked
package org.beibu.analyzer.report.facts;

import org.jspecify.annotations.NullMarked;
