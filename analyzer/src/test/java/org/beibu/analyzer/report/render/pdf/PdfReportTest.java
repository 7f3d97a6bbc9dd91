package org.beibu.analyzer.report.render.pdf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.document.ReportLanguage;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.render.SampleReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PdfReportTest {
    private static final byte[] ENGLISH = PdfReport.of(SampleReport.in(ReportLanguage.EN));
    private static final byte[] CHINESE = PdfReport.of(SampleReport.in(ReportLanguage.ZH));

    private static byte[] file(ReportLanguage language) {
        return language == ReportLanguage.EN ? ENGLISH : CHINESE;
    }

    private static String text(byte[] file) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(file)) {
            return new PDFTextStripper().getText(pdf);
        }
    }

    private static ReportDocument saying(String text) {
        return new ReportDocument(
                "capacity",
                new ReportDocument.Cover(
                        ReportLanguage.ZH, "容量", "2026", Instant.EPOCH, ZoneOffset.UTC),
                List.of(new Section("one", "一", List.of(Block.Paragraph.of(text)))));
    }

    @ParameterizedTest
    @EnumSource(ReportLanguage.class)
    void theSameReportIsTheSameBytes(ReportLanguage language) {
        assertArrayEquals(file(language), PdfReport.of(SampleReport.in(language)));
    }

    @Test
    void textComesOutAsItWentIn() throws IOException {
        assertTrue(text(ENGLISH).contains("Order 100 Gbit/s more on nanning-hanoi-1 by"));
        assertTrue(text(CHINESE).contains("请在2026-11-15之前为 nanning-hanoi-1 订购"));
        assertTrue(text(CHINESE).contains("容量 200 Gbit/s"), "a label in a chart");
    }

    @ParameterizedTest
    @EnumSource(ReportLanguage.class)
    void everyFontIsInsideAndOnlyItsUsedGlyphs(ReportLanguage language) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(file(language))) {
            for (PDPage page : pdf.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertTrue(font.isEmbedded(), font.getName());
                    assertTrue(font.getName().matches("[A-Z]{6}\\+NotoSansSC.*"), font.getName());
                }
            }
        }
        assertTrue(file(language).length < 150_000, "bytes: " + file(language).length);
    }

    @ParameterizedTest
    @EnumSource(ReportLanguage.class)
    void nothingIsCutAtTheEdgesOfAPage(ReportLanguage language) throws IOException {
        List<String> outside = new ArrayList<>();
        PDFTextStripper stripper =
                new PDFTextStripper() {
                    @Override
                    protected void processTextPosition(TextPosition text) {
                        float x = text.getXDirAdj();
                        boolean inside = x >= 48 && x + text.getWidthDirAdj() <= 547;
                        if (!inside || text.getYDirAdj() < 30 || text.getYDirAdj() > 815) {
                            outside.add(text.getUnicode() + " at " + x + " " + text.getYDirAdj());
                        }
                    }
                };
        try (PDDocument pdf = Loader.loadPDF(file(language))) {
            stripper.getText(pdf);
        }

        assertEquals(List.of(), outside);
    }

    @Test
    void theHeadingRowOfALongTableIsOnEachOfItsPages() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(ENGLISH)) {
            PDFTextStripper stripper = new PDFTextStripper();
            int tables = 0;
            int headings = 0;
            for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                String text = stripper.getText(pdf);
                tables += text.contains("2026-05 ") ? 1 : 0;
                headings += text.contains("Absolute peak at") ? 1 : 0;
            }
            assertTrue(tables >= 2, "the table takes two pages");
            assertEquals(tables, headings);
        }
    }

    @Test
    void contentsAndBookmarksNameTheSections() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(ENGLISH)) {
            List<String> bookmarks = new ArrayList<>();
            for (PDOutlineItem item : pdf.getDocumentCatalog().getDocumentOutline().children()) {
                bookmarks.add(item.getTitle());
            }
            List<String> sections =
                    new ArrayList<>(
                            SampleReport.in(ReportLanguage.EN).sections().stream()
                                    .map(Section::title)
                                    .toList());
            sections.add("Figures behind the charts");
            assertEquals(sections, bookmarks);
            assertEquals(sections.size(), pdf.getPage(0).getAnnotations().size());
            assertEquals("en", pdf.getDocumentCatalog().getLanguage());
            assertEquals(
                    "Capacity report: links to ASEAN", pdf.getDocumentInformation().getTitle());
        }
    }

    @Test
    void aCharacterThatTheFontLacksIsABox() throws IOException {
        assertTrue(text(PdfReport.of(saying("南宁𠀀\u0001北海"))).contains("南宁□□北海"));
    }

    @Test
    void aReportWithoutChartsHasNoFiguresBehindThem() throws IOException {
        assertFalse(text(PdfReport.of(saying("正文"))).contains("各图数据"));
    }
}
