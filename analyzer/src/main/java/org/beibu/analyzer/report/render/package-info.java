/**
 * Formats of a report: {@link org.beibu.analyzer.report.render.ReportFormat} turns a document into
 * the files of HTML, PDF, XLSX or CSV. The same document gives the same bytes on every machine: no
 * clock, no locale and no font of the machine is asked.
 *
 * <p>Here is what formats share: how figures are written, and the few words that pages add. Each
 * format has a package of its own, which alone knows its library. Pure functions, for any thread.
 */
@NullMarked
package org.beibu.analyzer.report.render;

import org.jspecify.annotations.NullMarked;
