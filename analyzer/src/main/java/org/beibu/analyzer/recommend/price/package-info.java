/**
 * Which link each prefix should take when links have capacities: the price-based allocator.
 *
 * <p>A price for each link, in cost per unit of load, is raised while the link is wanted by more
 * than it carries ({@link org.beibu.analyzer.recommend.price.DualAscent}). Prices give a proved
 * lower bound of the cost of every plan and point to good plans; repair and two searches make one
 * of them feasible and cheap. It decides nothing about evidence, budgets or BGP.
 *
 * <p>Everything is a function of the problem and of budgets counted in steps, so that the same
 * input gives the same plan on any machine; the clock only ends a run that takes too long, and that
 * is said. Thread rule: an instance belongs to the thread that made it.
 */
@NullMarked
package org.beibu.analyzer.recommend.price;

import org.jspecify.annotations.NullMarked;
