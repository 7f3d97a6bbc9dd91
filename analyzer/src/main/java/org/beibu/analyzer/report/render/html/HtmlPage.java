package org.beibu.analyzer.report.render.html;

import static org.beibu.analyzer.report.render.chart.Svg.escape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.render.Words;

/** Writes the page around the blocks: head, title, table of contents and sections. */
public final class HtmlPage {
    private static final String STYLE = style();

    private HtmlPage() {}

    private static String style() {
        try (InputStream in = HtmlPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String of(ReportDocument document) {
        ReportDocument.Cover cover = document.cover();
        Words words = Words.of(cover.language());
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"")
                .append(cover.language().tag())
                .append("\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append(
                        "<meta name=\"viewport\" content=\"width=device-width,"
                                + " initial-scale=1\">\n")
                .append("<meta name=\"generator\" content=\"Beibu\">\n<title>")
                .append(escape(cover.title()))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<header>\n<h1>")
                .append(escape(cover.title()))
                .append("</h1>\n<p class=\"subtitle\">")
                .append(escape(cover.subtitle()))
                .append("</p>\n</header>\n");
        contents(page, document, words);
        page.append("<main>\n");
        BlockHtml blocks = new BlockHtml(page, cover.zone(), words);
        for (Section section : document.sections()) {
            page.append("<section aria-labelledby=\"")
                    .append(section.id())
                    .append("\">\n<h2 id=\"")
                    .append(section.id())
                    .append("\">")
                    .append(escape(section.title()))
                    .append("</h2>\n");
            section.blocks().forEach(block -> block.handle(blocks));
            page.append("</section>\n");
        }
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void contents(StringBuilder page, ReportDocument document, Words words) {
        page.append("<nav aria-label=\"").append(escape(words.contents())).append("\">\n<h2>");
        page.append(escape(words.contents())).append("</h2>\n<ol>\n");
        for (Section section : document.sections()) {
            page.append("<li><a href=\"#").append(section.id()).append("\">");
            page.append(escape(section.title())).append("</a></li>\n");
        }
        page.append("</ol>\n</nav>\n");
    }
}
