/**
 * A report as a workbook: a sheet that names the others, and one for each table, with a frozen
 * heading row. Numbers are numbers with a format, shares percentages, days and times dates of the
 * report's zone, and text is never a formula. A missing value is its reason as text, or nothing.
 *
 * <p>The library stamps files with the time of writing; {@link
 * org.beibu.analyzer.report.render.xlsx.FixedZip} puts the report's own time in its place. Pure
 * functions, for any thread.
 */
@NullMarked
package org.beibu.analyzer.report.render.xlsx;

import org.jspecify.annotations.NullMarked;
