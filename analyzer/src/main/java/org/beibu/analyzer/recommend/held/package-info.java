/**
 * What the routers hold and use, as the analyzer is told: exits that hold a route to each prefix,
 * the one in use, the routers' own choice, and what each exit carries.
 *
 * <p>It comes from the router adapter's candidate feed ({@link
 * org.beibu.analyzer.recommend.held.CandidateFeed}); where no adapter is configured the traffic
 * alone says which exit a route takes. From both come the groups of prefixes that move together
 * ({@link org.beibu.analyzer.recommend.held.Grouping}). It measures nothing and decides nothing.
 *
 * <p>Thread rule: values are immutable; a feed belongs to the agent's thread, its answers arrive on
 * a thread of the HTTP client.
 */
@NullMarked
package org.beibu.analyzer.recommend.held;

import org.jspecify.annotations.NullMarked;
