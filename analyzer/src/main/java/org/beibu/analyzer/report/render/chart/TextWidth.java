package org.beibu.analyzer.report.render.chart;

/**
 * How wide text is, in the font that the PDF embeds (Noto Sans SC); other sans-serif fonts, which a
 * browser may show, are within a tenth.
 */
public final class TextWidth {
    private static final int FIRST = ' ';
    private static final double EM = 1000;
    private static final int LATIN_END = 0x2000;

    /** Advance widths of U+0020 to U+007E in thousandths of the size. */
    private static final int[] ASCII = {
        224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555,
        555, 555, 555, 555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638,
        688, 589, 552, 689, 728, 293, 535, 646, 543, 812, 723, 742, 633, 742, 635, 596, 599, 721,
        575, 878, 573, 531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620, 554, 325, 564,
        607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521,
        475, 338, 270, 338, 555
    };

    private static final int LATIN = 580;
    private static final int WIDE = 1000;

    private TextWidth() {}

    /** The width of text of a size, in the same unit as the size. */
    public static double of(String text, double size) {
        return size * text.codePoints().map(TextWidth::thousandths).sum() / EM;
    }

    private static int thousandths(int codePoint) {
        int index = codePoint - FIRST;
        if (index >= 0 && index < ASCII.length) {
            return ASCII[index];
        }
        return codePoint < LATIN_END ? LATIN : WIDE;
    }

    /** The text, shortened with an ellipsis where it is wider than a width. */
    static String fit(String text, double size, double width) {
        if (of(text, size) <= width) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        for (int n = points.length - 1; n > 0; n--) {
            String cut = new String(points, 0, n).strip() + "…";
            if (of(cut, size) <= width) {
                return cut;
            }
        }
        return "…";
    }
}
