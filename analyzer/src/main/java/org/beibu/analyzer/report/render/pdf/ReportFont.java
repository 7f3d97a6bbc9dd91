package org.beibu.analyzer.report.render.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The one font of a document: what it can show, and how wide. */
final class ReportFont {
    private static final String RESOURCE = "NotoSansSC.ttf";
    private static final int MISSING = '□';

    private final TrueTypeFont outlines;
    private final CmapLookup glyphs;
    private final PDType0Font embedded;
    private final double em;

    ReportFont(PDDocument document) throws IOException {
        try (InputStream in = ReportFont.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not in the program");
            }
            this.outlines = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
        }
        this.glyphs = outlines.getUnicodeCmapLookup();
        this.embedded = PDType0Font.load(document, outlines, true);
        this.em = outlines.getUnitsPerEm();
    }

    PDType0Font embedded() {
        return embedded;
    }

    /** The text as it can be set: white space as spaces, what the font lacks as a box. */
    String shown(String text) {
        return text.codePoints()
                .map(c -> Character.isWhitespace(c) ? ' ' : c)
                .map(c -> glyphs.getGlyphId(c) == 0 ? MISSING : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    double width(String text, double size) {
        return shown(text).codePoints().mapToDouble(this::advance).sum() * size / em;
    }

    private double advance(int codePoint) {
        try {
            return outlines.getAdvanceWidth(glyphs.getGlyphId(codePoint));
        } catch (IOException e) {
            throw new UncheckedIOException("the font of the program is damaged", e);
        }
    }
}
