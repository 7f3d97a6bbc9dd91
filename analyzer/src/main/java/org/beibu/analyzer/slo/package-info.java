/**
 * Service levels: whether each route through each exit is good enough for what the bureau is for.
 *
 * <p>Each minute of a path becomes a {@link org.beibu.analyzer.slo.MinuteFact}: its p50 and p95 by
 * one method, and its loss. Targets judge facts, so that a change of the targets judges the past
 * anew. A minute is good, bad or without data, and without data is never good. Share of good
 * minutes, error budget, burn rates and the statement which classes a path can carry now are
 * functions of facts and of the windows of the store; {@code beibu slo} and the API use the same.
 *
 * <p>It measures nothing, and knows neither HTTP nor alerts. {@link
 * org.beibu.analyzer.slo.SloAgent} has a thread of its own, which alone writes the file of facts.
 */
@NullMarked
package org.beibu.analyzer.slo;

import org.jspecify.annotations.NullMarked;
