/**
 * What a report says, without how it looks: sections of paragraphs, bullets, tables, charts and
 * remarks in one language. Numbers keep their value and the decimals to show, times stay times, and
 * a value that is not known says why ({@link org.beibu.analyzer.report.document.Cell.NoData}).
 *
 * <p>It computes nothing, reads no store and writes no format. The contents are made by {@code
 * org.beibu.analyzer.report}, the formats by {@code org.beibu.analyzer.report.render}. All types
 * are immutable values, checked where they are made, for any thread.
 */
@NullMarked
package org.beibu.analyzer.report.document;

import org.jspecify.annotations.NullMarked;
