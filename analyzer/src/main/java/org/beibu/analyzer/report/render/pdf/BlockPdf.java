package org.beibu.analyzer.report.render.pdf;

import java.time.ZoneId;
import java.util.List;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.document.Tone;
import org.beibu.analyzer.report.render.Words;
import org.beibu.analyzer.report.render.chart.ChartPainter;
import org.beibu.analyzer.report.render.chart.Drawing;

/** Sets one block below the other. */
record BlockPdf(Sheets sheets, ZoneId zone, Words words) implements Block.Handler<Object> {
    private static final double INDENT = 12;
    private static final double BAR = 2.5;
    private static final Object SET = new Object();

    /**
     * Lines of one kind of text, indented; a line never stands on another page than its fellows.
     */
    void lines(String text, Type type, double indent) {
        List<String> lines = broken(text, type, indent);
        for (int i = 0; i < lines.size(); i++) {
            boolean first = i == 0 && lines.size() > 1;
            sheets.room(first ? 2 * type.lineHeight() : type.lineHeight());
            sheets.down(type.lineHeight());
            double base = sheets.y() - 0.32 * type.lineHeight();
            sheets.text(lines.get(i), Sheets.LEFT + indent, base, type);
        }
    }

    private List<String> broken(String text, Type type, double indent) {
        return Lines.of(
                text, Sheets.WIDTH - indent, piece -> sheets.font().width(piece, type.size()));
    }

    @Override
    public Object paragraph(Block.Paragraph paragraph) {
        switch (paragraph.emphasis()) {
            case PLAIN -> lines(paragraph.text(), Type.BODY, 0);
            case LEAD -> lines(paragraph.text(), Type.LEAD, 0);
            case DECISION -> boxed(paragraph.text(), Type.STRONG, Sheets.ACCENT);
            case SMALL -> lines(paragraph.text(), Type.SMALL, 0);
        }
        sheets.down(6);
        return SET;
    }

    /** Text on a soft ground with a bar at the left, whole on one page. */
    private void boxed(String text, Type type, int bar) {
        int count = broken(text, type, INDENT + 6).size();
        double height = count * type.lineHeight() + 8;
        sheets.room(height);
        sheets.box(Sheets.LEFT, sheets.y(), Sheets.WIDTH, height, Sheets.SOFT);
        sheets.box(Sheets.LEFT, sheets.y(), BAR, height, bar);
        sheets.down(4);
        for (String line : broken(text, type, INDENT + 6)) {
            sheets.down(type.lineHeight());
            double base = sheets.y() - 0.32 * type.lineHeight();
            sheets.text(line, Sheets.LEFT + INDENT, base, type);
        }
        sheets.down(4);
    }

    @Override
    public Object subheading(Block.Subheading subheading) {
        sheets.room(70);
        sheets.down(8);
        lines(subheading.text(), Type.SUBHEADING, 0);
        sheets.down(2);
        return SET;
    }

    @Override
    public Object bullets(Block.Bullets bullets) {
        for (String item : bullets.items()) {
            sheets.room(Type.BODY.lineHeight());
            double base = sheets.y() + 0.68 * Type.BODY.lineHeight();
            sheets.text("•", Sheets.LEFT + 2, base, Type.BODY);
            lines(item, Type.BODY, INDENT);
            sheets.down(2);
        }
        sheets.down(4);
        return SET;
    }

    @Override
    public Object remark(Block.Remark remark) {
        boolean plain = remark.tone() == Tone.PLAIN || remark.tone() == Tone.GOOD;
        String word = plain ? words.note() : words.warning();
        int bar = remark.tone() == Tone.PLAIN ? Sheets.MUTED : TablePdf.rgb(remark.tone());
        boxed(word + "  " + remark.text(), Type.BODY, bar);
        sheets.down(8);
        return SET;
    }

    @Override
    public Object table(Table table) {
        sheets.down(4);
        new TablePdf(sheets, table, zone).write();
        return SET;
    }

    @Override
    public Object chart(Chart chart) {
        Drawing drawing = ChartPainter.paint(chart, zone, words);
        int lines = broken(chart.head().description(), Type.SMALL, 0).size();
        double height = ChartPdf.height(drawing);
        sheets.down(4);
        sheets.room(Type.SUBHEADING.lineHeight() + lines * Type.SMALL.lineHeight() + height + 6);
        lines(chart.head().title(), Type.STRONG, 0);
        lines(chart.head().description(), Type.SMALL, 0);
        sheets.down(4);
        ChartPdf.paint(sheets, drawing);
        sheets.down(height + 10);
        return SET;
    }
}
