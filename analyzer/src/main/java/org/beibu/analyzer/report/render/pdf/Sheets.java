package org.beibu.analyzer.report.render.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/**
 * The pages of a document while they are filled from top to bottom; places are counted from the top
 * left corner, downwards, in points. Belongs to the thread that writes the report.
 */
final class Sheets {
    static final double LEFT = 50;
    static final double WIDTH = 495;
    static final double TOP = 66;
    static final double BOTTOM = 784;
    static final int TEXT = 0x1f2933;
    static final int MUTED = 0x5f6b7a;
    static final int ACCENT = 0x0067a3;
    static final int RULE = 0xdfe3e8;
    static final int SOFT = 0xf5f7f9;
    private static final double HEIGHT = PDRectangle.A4.getHeight();
    private static final double BOLD = 0.032;

    private final PDDocument document;
    private final ReportFont font;
    private final List<PDPage> pages = new ArrayList<>();
    private PDPageContentStream content;
    private double y = TOP;

    /** Something that writes and may fail as files do. */
    interface Writing {
        void write() throws IOException;
    }

    Sheets(PDDocument document) throws IOException {
        this.document = document;
        this.font = new ReportFont(document);
        this.content = add();
    }

    /** What is written goes to memory, so a failure is a mistake of the program. */
    static void unchecked(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException("a page could not be written", e);
        }
    }

    private PDPageContentStream add() throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        pages.add(page);
        return new PDPageContentStream(document, page);
    }

    void newPage() {
        unchecked(
                () -> {
                    content.close();
                    content = add();
                });
        y = TOP;
    }

    /** Begins a new page when less than a height is left. */
    void room(double height) {
        if (y + height > BOTTOM && y > TOP) {
            newPage();
        }
    }

    double y() {
        return y;
    }

    void down(double height) {
        y += height;
    }

    int pageCount() {
        return pages.size();
    }

    PDPage page(int index) {
        return pages.get(index);
    }

    ReportFont font() {
        return font;
    }

    PDPageContentStream content() {
        return content;
    }

    /** Goes back to a page that was left, to add to it. */
    void reopen(int index) {
        unchecked(
                () -> {
                    content.close();
                    content =
                            new PDPageContentStream(
                                    document, pages.get(index), AppendMode.APPEND, true, true);
                });
    }

    void finish() {
        unchecked(() -> content.close());
    }

    static float up(double fromTop) {
        return (float) (HEIGHT - fromTop);
    }

    /** Text with its base line at a place. */
    void text(String text, double x, double base, Type type) {
        String shown = font.shown(text);
        if (shown.isBlank()) {
            return;
        }
        unchecked(
                () -> {
                    content.beginText();
                    content.setFont(font.embedded(), (float) type.size());
                    content.setNonStrokingColor(
                            red(type.rgb()), green(type.rgb()), blue(type.rgb()));
                    if (type.bold()) {
                        content.setRenderingMode(RenderingMode.FILL_STROKE);
                        content.setStrokingColor(
                                red(type.rgb()), green(type.rgb()), blue(type.rgb()));
                        content.setLineWidth((float) (type.size() * BOLD));
                    } else {
                        content.setRenderingMode(RenderingMode.FILL);
                    }
                    content.newLineAtOffset((float) x, up(base));
                    content.showText(shown);
                    content.endText();
                });
    }

    void rule(double x, double fromTop, double width, Type pen) {
        unchecked(
                () -> {
                    content.setStrokingColor(red(pen.rgb()), green(pen.rgb()), blue(pen.rgb()));
                    content.setLineWidth((float) pen.size());
                    content.moveTo((float) x, up(fromTop));
                    content.lineTo((float) (x + width), up(fromTop));
                    content.stroke();
                });
    }

    void box(double x, double fromTop, double width, double height, int rgb) {
        unchecked(
                () -> {
                    content.setNonStrokingColor(red(rgb), green(rgb), blue(rgb));
                    content.addRect((float) x, up(fromTop + height), (float) width, (float) height);
                    content.fill();
                });
    }

    void opacity(double opacity) {
        PDExtendedGraphicsState state = new PDExtendedGraphicsState();
        state.setNonStrokingAlphaConstant((float) opacity);
        unchecked(() -> content.setGraphicsStateParameters(state));
    }

    static float red(int rgb) {
        return (rgb >> 16 & 0xff) / 255f;
    }

    static float green(int rgb) {
        return (rgb >> 8 & 0xff) / 255f;
    }

    static float blue(int rgb) {
        return (rgb & 0xff) / 255f;
    }
}
