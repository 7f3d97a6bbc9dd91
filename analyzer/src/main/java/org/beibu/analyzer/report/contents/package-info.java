/**
 * What the reports say: sentences that carry decisions and their dates, tables, and charts, made of
 * facts in English or Chinese. Both languages have the same keys in {@code words_en.properties} and
 * {@code words_zh.properties}; ids of sections, tables and columns are the same in both.
 *
 * <p>It reckons nothing that another reader of the facts would have to reckon again, and writes no
 * format. Where something is not known it says so, and why.
 *
 * <p>Thread rule: everything is made by the thread that asks for a report; what comes out is
 * immutable.
 */
@NullMarked
package org.beibu.analyzer.report.contents;

import org.jspecify.annotations.NullMarked;
