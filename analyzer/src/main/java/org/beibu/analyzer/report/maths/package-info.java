/**
 * The arithmetic of reports: 5-minute rates and their 95th percentile, busy hours, trends,
 * forecasts with intervals that were tried on the past, dates of exhaustion, and delay against
 * load.
 *
 * <p>Rates are bits a second of 5-minute windows aligned to UTC; a missing one is NaN and never
 * zero. Sums come before percentiles. Nothing here reads a store, a clock or a configuration; what
 * is random has a seed, so that the same numbers give the same numbers.
 *
 * <p>Thread rule: values are not changed after they are made and may be shared.
 */
@NullMarked
package org.beibu.analyzer.report.maths;

import org.jspecify.annotations.NullMarked;
