package org.beibu.analyzer.report.render;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.document.ReportLanguage;
import org.beibu.analyzer.report.render.csv.CsvTable;
import org.beibu.analyzer.report.render.html.HtmlPage;
import org.beibu.analyzer.report.render.pdf.PdfReport;
import org.beibu.analyzer.report.render.xlsx.Workbooks;

/** The formats that a report is written in. */
public enum ReportFormat {
    /** One file that asks for nothing else. */
    HTML("text/html; charset=utf-8") {
        @Override
        public List<RenderedFile> render(ReportDocument document) {
            return one(document, HtmlPage.of(document).getBytes(StandardCharsets.UTF_8));
        }
    },
    /** A4, with the fonts inside. */
    PDF("application/pdf") {
        @Override
        public List<RenderedFile> render(ReportDocument document) {
            return one(document, PdfReport.of(document));
        }
    },
    /** A sheet for each table. */
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") {
        @Override
        public List<RenderedFile> render(ReportDocument document) {
            return one(document, Workbooks.of(document));
        }
    },
    /** A file for each table, those behind the charts among them. */
    CSV("text/csv; charset=utf-8; header=present") {
        @Override
        public List<RenderedFile> render(ReportDocument document) {
            boolean mark = document.cover().language() == ReportLanguage.ZH;
            return document.tables().stream()
                    .map(
                            table ->
                                    new RenderedFile(
                                            document.kind() + "-" + table.id() + ".csv",
                                            mediaType(),
                                            CsvTable.of(table, document.cover().zone(), mark)))
                    .toList();
        }
    };

    private final String mediaType;

    ReportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The files of a report; the same document gives the same bytes. */
    public abstract List<RenderedFile> render(ReportDocument document);

    List<RenderedFile> one(ReportDocument document, byte[] bytes) {
        String name = document.kind() + "." + name().toLowerCase(Locale.ROOT);
        return List.of(new RenderedFile(name, mediaType, bytes));
    }

    /** Reads {@code html}, {@code pdf}, {@code xlsx} or {@code csv}. */
    public static ReportFormat parse(String text) {
        for (ReportFormat format : values()) {
            if (format.name().equalsIgnoreCase(text.strip())) {
                return format;
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no format of reports: html, pdf, xlsx or csv");
    }
}
