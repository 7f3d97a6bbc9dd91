/**
 * Which prefix groups should move now: costs, capacities, the price-based allocator, and the steps
 * in which a plan may be applied.
 *
 * <p>It is told what is proved ({@link org.beibu.analyzer.recommend.plan.Admission}) and what may
 * move ({@link org.beibu.analyzer.recommend.plan.Pace}); it knows no probes and no routers. The
 * same picture gives the same plan on any machine.
 *
 * <p>Thread rule: values; a {@link org.beibu.analyzer.recommend.plan.Planner} belongs to one
 * thread.
 */
@NullMarked
package org.beibu.analyzer.recommend.plan;

import org.jspecify.annotations.NullMarked;
