/**
 * How often anything may move: hold-down and flap damping of a prefix group, budget of all moves.
 *
 * <p>It knows no delays, loads or evidence, only when something moved. Minutes are a parameter;
 * nothing reads a clock.
 *
 * <p>Thread rule: {@link org.beibu.analyzer.recommend.pace.FlapPenalty} is a value; a {@link
 * org.beibu.analyzer.recommend.pace.MoveBudget} belongs to one thread.
 */
@NullMarked
package org.beibu.analyzer.recommend.pace;

import org.jspecify.annotations.NullMarked;
