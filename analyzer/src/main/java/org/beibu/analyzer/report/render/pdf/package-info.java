/**
 * A report as PDF on A4: title, table of contents with page numbers, bookmarks, headers, tables
 * whose heading row is repeated on each page, and charts that are never cut.
 *
 * <p>The font is a resource (Noto Sans SC, SIL Open Font License, cut to GB 2312 and the Latin of
 * names; see {@code NotoSansSC-OFL.txt} beside it), and each file embeds only the glyphs it uses. A
 * character that the font lacks is set as a box. No font, clock or locale of the machine is asked.
 *
 * <p>PDFBox is known here only; its documents belong to the thread that writes one report.
 */
@NullMarked
package org.beibu.analyzer.report.render.pdf;

import org.jspecify.annotations.NullMarked;
