/**
 * Recommendations: which prefix group should leave through which exit, and why.
 *
 * <p>Evidence comes from {@code prove}, capacities and costs are weighed by {@code plan} and {@code
 * price}, {@code pace} says how often anything may move. This package ties them together over time.
 * It knows no BGP: it recommends, the router adapter decides and acts.
 *
 * <p>Thread rule: a {@link org.beibu.analyzer.recommend.Recommender} belongs to one thread; what it
 * gives are values.
 */
@NullMarked
package org.beibu.analyzer.recommend;

import org.jspecify.annotations.NullMarked;
