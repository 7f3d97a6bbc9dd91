/**
 * A table as comma-separated values after RFC 4180: one heading line of keys with their units,
 * lines ended by CR LF, quotes where they are needed, a point before decimals, times as ISO 8601
 * with the offset, and an empty field for what is not known. Text that a spreadsheet would take for
 * a formula begins with an apostrophe; numbers are never touched.
 *
 * <p>It writes bytes only. Pure functions, for any thread.
 */
@NullMarked
package org.beibu.analyzer.report.render.csv;

import org.jspecify.annotations.NullMarked;
