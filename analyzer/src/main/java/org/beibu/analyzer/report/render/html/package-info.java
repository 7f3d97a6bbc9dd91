/**
 * A report as one HTML file: style, charts and tables inside, no script, nothing asked of a
 * network. A table stands behind every chart, the heading row of a table is announced to screen
 * readers, a dark screen gets dark colours and a printer pages of A4. All text is escaped.
 *
 * <p>The style is the resource {@code report.css} beside the class. It computes nothing. Pure
 * functions, for any thread.
 */
@NullMarked
package org.beibu.analyzer.report.render.html;

import org.jspecify.annotations.NullMarked;
