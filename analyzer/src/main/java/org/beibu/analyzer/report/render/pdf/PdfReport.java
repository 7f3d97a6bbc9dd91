package org.beibu.analyzer.report.render.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.render.Words;

/** Writes the document: title and contents, sections, and the figures behind the charts. */
public final class PdfReport {
    private static final int MOST_ROWS = 40;

    private final ReportDocument report;
    private final Words words;
    private final Sheets sheets;
    private final BlockPdf blocks;
    private final Furniture furniture;

    private PdfReport(ReportDocument report, PDDocument pdf) throws IOException {
        this.report = report;
        this.words = Words.of(report.cover().language());
        this.sheets = new Sheets(pdf);
        ZoneId zone = report.cover().zone();
        this.blocks = new BlockPdf(sheets, zone, words);
        this.furniture = new Furniture(report, sheets);
    }

    public static byte[] of(ReportDocument report) {
        try (PDDocument pdf = new PDDocument()) {
            describe(pdf, report);
            new PdfReport(report, pdf).write(pdf);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            pdf.save(out, CompressParameters.NO_COMPRESSION); // of objects; pages are compressed
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("the PDF of " + report.kind() + " was not written", e);
        }
    }

    /** Title, language and time of the report, and an identity that follows from the contents. */
    private static void describe(PDDocument pdf, ReportDocument report) {
        PDDocumentInformation about = new PDDocumentInformation();
        about.setTitle(report.cover().title());
        about.setSubject(report.cover().subtitle());
        about.setCreator("Beibu");
        about.setProducer("Beibu");
        about.setCreationDate(GregorianCalendar.from(report.cover().asOf().atZone(ZoneOffset.UTC)));
        pdf.setDocumentInformation(about);
        pdf.setDocumentId(fingerprint(report));
        pdf.getDocumentCatalog().setLanguage(report.cover().language().tag());
        PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        pdf.getDocumentCatalog().setViewerPreferences(preferences);
    }

    private static long fingerprint(ReportDocument report) {
        try {
            byte[] text = report.toString().getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text)).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void write(PDDocument pdf) {
        List<Chart> charts = charts();
        furniture.front(charts.isEmpty() ? List.of() : List.of(words.behindAll()));
        for (Section section : report.sections()) {
            begin(section.title());
            section.blocks().forEach(block -> block.handle(blocks));
        }
        if (!charts.isEmpty()) {
            begin(words.behindAll());
            charts.forEach(this::behind);
        }
        furniture.finish(pdf);
        sheets.finish();
    }

    private void begin(String title) {
        sheets.room(110);
        sheets.down(14);
        furniture.section(title, sheets.pageCount() - 1, sheets.y());
        blocks.lines(title, Type.SECTION, 0);
        sheets.rule(Sheets.LEFT, sheets.y(), Sheets.WIDTH, Type.RULE);
        sheets.down(8);
    }

    private List<Chart> charts() {
        List<Chart> charts = new ArrayList<>();
        for (Section section : report.sections()) {
            for (Block block : section.blocks()) {
                if (block instanceof Chart chart && !chart.isBlank()) {
                    charts.add(chart);
                }
            }
        }
        return charts;
    }

    /** The table behind a chart; of a long one some rows, as many as a page holds. */
    private void behind(Chart chart) {
        Table whole = chart.behind();
        int every = (whole.rows().size() + MOST_ROWS - 1) / MOST_ROWS;
        if (every <= 1) {
            blocks.table(whole);
            return;
        }
        List<List<Cell>> some = new ArrayList<>();
        for (int i = 0; i < whole.rows().size(); i += every) {
            some.add(whole.rows().get(i));
        }
        blocks.table(new Table(whole.id(), whole.caption(), whole.columns(), some));
        blocks.lines(words.everyNth(every), Type.SMALL, 0);
        sheets.down(8);
    }
}
