package org.beibu.analyzer.report.render.html;

import static org.beibu.analyzer.report.render.chart.Svg.escape;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.document.Tone;
import org.beibu.analyzer.report.render.CellText;
import org.beibu.analyzer.report.render.CellTone;
import org.beibu.analyzer.report.render.Words;
import org.beibu.analyzer.report.render.chart.ChartPainter;
import org.beibu.analyzer.report.render.chart.Svg;

/** Writes one block after another into a page. */
record BlockHtml(StringBuilder page, ZoneId zone, Words words) implements Block.Handler<Object> {

    /** A percentage is not torn from its sign. */
    private static String prose(String text) {
        return escape(text).replace(" %", "&nbsp;%");
    }

    @Override
    public Object paragraph(Block.Paragraph paragraph) {
        String style =
                switch (paragraph.emphasis()) {
                    case PLAIN -> "";
                    case LEAD -> " class=\"lead\"";
                    case DECISION -> " class=\"decision\"";
                    case SMALL -> " class=\"small\"";
                };
        return page.append("<p")
                .append(style)
                .append('>')
                .append(prose(paragraph.text()))
                .append("</p>\n");
    }

    @Override
    public Object subheading(Block.Subheading subheading) {
        return page.append("<h3>").append(escape(subheading.text())).append("</h3>\n");
    }

    @Override
    public Object bullets(Block.Bullets bullets) {
        page.append("<ul>\n");
        bullets.items().forEach(i -> page.append("<li>").append(prose(i)).append("</li>\n"));
        return page.append("</ul>\n");
    }

    @Override
    public Object remark(Block.Remark remark) {
        boolean plain = remark.tone() == Tone.PLAIN || remark.tone() == Tone.GOOD;
        return page.append("<aside class=\"remark")
                .append(tone(remark.tone(), " "))
                .append("\"><strong>")
                .append(escape(plain ? words.note() : words.warning()))
                .append("</strong> ")
                .append(prose(remark.text()))
                .append("</aside>\n");
    }

    private static String tone(Tone tone, String before) {
        return tone == Tone.PLAIN ? "" : before + tone.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Object table(Table table) {
        page.append("<div class=\"wide\">\n");
        rows(table, " id=\"" + table.id() + "\"");
        return page.append("</div>\n");
    }

    @Override
    public Object chart(Chart chart) {
        page.append("<figure id=\"").append(chart.head().id()).append("\">\n<figcaption><strong>");
        page.append(escape(chart.head().title())).append("</strong><br>");
        page.append(prose(chart.head().description())).append("</figcaption>\n");
        page.append(Svg.of(ChartPainter.paint(chart, zone, words), chart.head()));
        page.append("<details><summary>").append(escape(words.behind()));
        page.append("</summary>\n<div class=\"wide\">\n");
        rows(chart.behind(), "");
        return page.append("</div>\n</details>\n</figure>\n");
    }

    private void rows(Table table, String id) {
        page.append("<table").append(id).append(">\n<caption>").append(escape(table.caption()));
        page.append("</caption>\n<thead><tr>");
        for (Column column : table.columns()) {
            page.append("<th scope=\"col\"").append(column.isNumeric() ? " class=\"n\">" : ">");
            page.append(escape(CellText.heading(column))).append("</th>");
        }
        page.append("</tr></thead>\n<tbody>\n");
        for (List<Cell> row : table.rows()) {
            page.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                cell(row.get(i), table.columns().get(i));
            }
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table>\n");
    }

    private void cell(Cell cell, Column column) {
        boolean missing = cell instanceof Cell.NoData;
        String style =
                (column.isNumeric() ? "n" : "")
                        + (missing ? " none" : "")
                        + tone(CellTone.of(cell), " ")
                        + (column.kind() == Column.Kind.TEXT ? "" : " nowrap");
        page.append(style.isBlank() ? "<td>" : "<td class=\"" + style.strip() + "\">");
        page.append(CellTone.sign(CellTone.of(cell)));
        page.append(escape(CellText.of(cell, column, zone))).append("</td>");
    }
}
