/**
 * Reports for planners: capacity, latency, service levels, and what the bureau saves beside other
 * gateways. This package holds what is asked for ({@link org.beibu.analyzer.report.ReportConfig},
 * {@link org.beibu.analyzer.report.ReportSpan}) and puts the parts together: {@code facts} reads
 * the store, {@code maths} reckons, {@code contents} writes sentences, tables and charts in a
 * language, {@code document} is what comes out, and the renderers give it a format.
 *
 * <p>Equal stores, configurations and moments give equal documents: nothing here reads a clock, and
 * what is drawn at random has a fixed seed.
 *
 * <p>Thread rule: a report is made by the one thread that asks for it, on a store of its own that
 * is open for reading; analyzers may write meanwhile.
 */
@NullMarked
package org.beibu.analyzer.report;

import org.jspecify.annotations.NullMarked;
