package org.beibu.analyzer.report.render.pdf;

import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDBorderStyleDictionary;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.render.Figures;
import org.beibu.analyzer.report.render.Words;

/** What stands around the text: title, contents with page numbers, headers, footers, bookmarks. */
final class Furniture {
    private static final double HEADER = 42;
    private static final double FOOTER = 812;
    private static final double MARK = 24;

    private final ReportDocument report;
    private final Words words;
    private final Sheets sheets;
    private final List<Entry> entries = new ArrayList<>();
    private double contentsTop;

    /** Where a section begins. */
    private record Entry(String title, int page, double y) {}

    Furniture(ReportDocument report, Sheets sheets) {
        this.report = report;
        this.words = Words.of(report.cover().language());
        this.sheets = sheets;
    }

    private String asOf() {
        ReportDocument.Cover cover = report.cover();
        return words.asOf(Figures.time(cover.asOf(), cover.zone()) + " " + cover.zone());
    }

    /** The title, and room for a line of contents for each section and for those added. */
    void front(List<String> added) {
        ReportDocument.Cover cover = report.cover();
        BlockPdf blocks = new BlockPdf(sheets, cover.zone(), words);
        blocks.lines(cover.title(), Type.TITLE, 0);
        sheets.down(4);
        blocks.lines(cover.subtitle(), Type.SUBTITLE, 0);
        blocks.lines(asOf(), Type.SUBTITLE, 0);
        sheets.down(6);
        sheets.rule(Sheets.LEFT, sheets.y(), Sheets.WIDTH, new Type(2, Sheets.ACCENT, false));
        sheets.down(14);
        blocks.lines(words.contents(), Type.SUBHEADING, 0);
        contentsTop = sheets.y();
        List<Section> sections = report.sections();
        sheets.down((sections.size() + added.size()) * Type.BODY.lineHeight() + 6);
    }

    void section(String title, int page, double y) {
        entries.add(new Entry(title, page, y));
    }

    /** Fills what needed the page numbers. */
    void finish(PDDocument pdf) {
        for (int page = 0; page < sheets.pageCount(); page++) {
            sheets.reopen(page);
            if (page == 0) {
                contents();
            } else {
                around(report.cover().title(), asOf(), HEADER, Type.SMALL);
                sheets.rule(Sheets.LEFT, HEADER + 6, Sheets.WIDTH, Type.RULE);
            }
            String number = words.page(page + 1, sheets.pageCount());
            around("Beibu", number, FOOTER, Type.SMALL);
        }
        bookmarks(pdf);
    }

    private void around(String left, String right, double base, Type type) {
        sheets.text(left, Sheets.LEFT, base, type);
        double width = sheets.font().width(right, type.size());
        sheets.text(right, Sheets.LEFT + Sheets.WIDTH - width, base, type);
    }

    private void contents() {
        double y = contentsTop;
        for (Entry entry : entries) {
            y += Type.BODY.lineHeight();
            double base = y - 0.32 * Type.BODY.lineHeight();
            around(entry.title(), Integer.toString(entry.page() + 1), base, Type.BODY);
            double from = Sheets.LEFT + sheets.font().width(entry.title(), Type.BODY.size()) + 6;
            double width = Sheets.LEFT + Sheets.WIDTH - MARK - from;
            if (width > 0) {
                sheets.rule(from, base, width, Type.RULE);
            }
            link(entry, y);
        }
    }

    private void link(Entry entry, double y) {
        PDAnnotationLink link = new PDAnnotationLink();
        float height = (float) Type.BODY.lineHeight();
        link.setRectangle(
                new PDRectangle((float) Sheets.LEFT, Sheets.up(y), (float) Sheets.WIDTH, height));
        PDBorderStyleDictionary none = new PDBorderStyleDictionary();
        none.setWidth(0);
        link.setBorderStyle(none);
        link.setDestination(destination(entry));
        Sheets.unchecked(() -> sheets.page(0).getAnnotations().add(link));
    }

    private PDPageXYZDestination destination(Entry entry) {
        PDPageXYZDestination destination = new PDPageXYZDestination();
        destination.setPage(sheets.page(entry.page()));
        destination.setTop((int) Sheets.up(entry.y()));
        return destination;
    }

    private void bookmarks(PDDocument pdf) {
        PDDocumentOutline outline = new PDDocumentOutline();
        for (Entry entry : entries) {
            PDOutlineItem item = new PDOutlineItem();
            item.setTitle(entry.title());
            item.setDestination(destination(entry));
            outline.addLast(item);
        }
        pdf.getDocumentCatalog().setDocumentOutline(outline);
    }
}
