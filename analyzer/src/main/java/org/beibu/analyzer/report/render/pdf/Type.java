package org.beibu.analyzer.report.render.pdf;

/**
 * How text is set, or a line drawn.
 *
 * @param size of letters, or the thickness of a line, in points
 */
record Type(double size, int rgb, boolean bold) {
    static final Type TITLE = new Type(23, Sheets.TEXT, true);
    static final Type SUBTITLE = new Type(10.5, Sheets.MUTED, false);
    static final Type SECTION = new Type(15, Sheets.TEXT, true);
    static final Type SUBHEADING = new Type(11, Sheets.TEXT, true);
    static final Type BODY = new Type(9.5, Sheets.TEXT, false);
    static final Type STRONG = new Type(9.5, Sheets.TEXT, true);
    static final Type LEAD = new Type(11, Sheets.TEXT, false);
    static final Type SMALL = new Type(8, Sheets.MUTED, false);
    static final Type RULE = new Type(0.6, Sheets.RULE, false);
    static final Type HEAVY_RULE = new Type(1, Sheets.MUTED, false);
    private static final double LEADING = 1.5;

    double lineHeight() {
        return size * LEADING;
    }

    Type in(int other) {
        return new Type(size, other, bold);
    }

    Type strong() {
        return new Type(size, rgb, true);
    }

    Type sized(double other) {
        return new Type(other, rgb, bold);
    }
}
