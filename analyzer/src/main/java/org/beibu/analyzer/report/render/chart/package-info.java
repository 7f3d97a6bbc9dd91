/**
 * Draws charts: nice ticks, axes of time in the report's zone, names at the ends of lines, and the
 * same picture for HTML and PDF. {@link org.beibu.analyzer.report.render.chart.ChartPainter} turns
 * a chart of the document into a {@link org.beibu.analyzer.report.render.chart.Drawing} of lines,
 * areas, dots and labels; {@link org.beibu.analyzer.report.render.chart.Svg} writes one as text,
 * and the PDF renderer paints the same one on a page.
 *
 * <p>Widths of text come from a table of the font that the PDF embeds, so nothing here asks the
 * machine for a font, and the same chart is always the same bytes. Series differ by dash and by the
 * shape of dots as well as by colour. Pure functions, for any thread.
 */
@NullMarked
package org.beibu.analyzer.report.render.chart;

import org.jspecify.annotations.NullMarked;
