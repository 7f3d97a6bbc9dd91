package org.beibu.analyzer.report.render.chart;

import java.util.List;
import java.util.Locale;
import org.beibu.analyzer.report.document.Tone;

/**
 * A colour of a drawing.
 *
 * @param name the class by which a style sheet gives it another shade in the dark; empty for none
 * @param rgb on white paper
 */
public record Colour(String name, int rgb) {
    static final Colour TEXT = new Colour("text", 0x1f2933);
    static final Colour MUTED = new Colour("muted", 0x5f6b7a);
    static final Colour GRID = new Colour("grid", 0xdfe3e8);

    /** What labels are laid on. */
    public static final Colour PAPER = new Colour("paper", 0xffffff);

    private static final Colour WARN = new Colour("warn", 0xa86400);
    private static final Colour BAD = new Colour("bad", 0xb3261e);
    private static final Colour GOOD = new Colour("good", 0x1b7f4b);

    /** After Okabe and Ito, which the colour-blind tell apart; darker where text has the colour. */
    private static final List<Colour> SERIES =
            List.of(
                    new Colour("s1", 0x0067a3),
                    new Colour("s2", 0xc2540a),
                    new Colour("s3", 0x00805c),
                    new Colour("s4", 0xa8518a),
                    new Colour("s5", 0x8a6d00),
                    new Colour("s6", 0x3b8fc4),
                    new Colour("s7", 0x555f6b));

    /** From little to much, readable in grey. */
    private static final List<Colour> HEAT =
            List.of(
                    new Colour("", 0xf1f6fa),
                    new Colour("", 0xd3e4f0),
                    new Colour("", 0xaccde3),
                    new Colour("", 0x7cb0d2),
                    new Colour("", 0x4a8fbd),
                    new Colour("", 0x2a6c9e),
                    new Colour("", 0x154a75));

    private static final Colour DARK = new Colour("", 0x14202b);
    private static final Colour WHITE = new Colour("", 0xffffff);
    private static final int FIRST_DARK_FIELD = 4;

    static Colour series(int index) {
        return SERIES.get(index % SERIES.size());
    }

    static Colour of(Tone tone) {
        return switch (tone) {
            case PLAIN -> MUTED;
            case GOOD -> GOOD;
            case WARN -> WARN;
            case BAD -> BAD;
        };
    }

    static int heatSteps() {
        return HEAT.size();
    }

    static Colour heat(int step) {
        return HEAT.get(step);
    }

    /** What text on a field of heat is written in. */
    static Colour onHeat(int step) {
        return step >= FIRST_DARK_FIELD ? WHITE : DARK;
    }

    String hex() {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }
}
