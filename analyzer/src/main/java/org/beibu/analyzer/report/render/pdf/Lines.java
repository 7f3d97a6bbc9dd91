package org.beibu.analyzer.report.render.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Breaks text into lines: Latin at spaces and after hyphens and slashes, Chinese between any two
 * characters, but never so that a line begins with a closing mark or ends with an opening one.
 */
final class Lines {
    private static final String NOT_FIRST = "，。、；：？！）》」』】〕”’…％,.;:?!)]}%";
    private static final String NOT_LAST = "（《「『【〔“‘([{";
    private static final String BREAK_AFTER = "-/–—";
    private static final int WIDE = 0x2E80;

    private Lines() {}

    static List<String> of(String text, double width, ToDoubleFunction<String> measure) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String piece : pieces(text)) {
            if (!line.isEmpty() && measure.applyAsDouble((line + piece).stripTrailing()) > width) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(piece);
            while (measure.applyAsDouble(line.toString().stripTrailing()) > width) {
                int fits = fitting(line, width, measure);
                lines.add(line.substring(0, fits));
                line.delete(0, fits);
            }
        }
        if (!line.toString().isBlank() || lines.isEmpty()) {
            lines.add(line.toString().strip());
        }
        return lines;
    }

    /** How many characters of a word that is too long fit; at least one. */
    private static int fitting(StringBuilder line, double width, ToDoubleFunction<String> measure) {
        int end = line.offsetByCodePoints(0, 1);
        while (end < line.length()) {
            int next = line.offsetByCodePoints(end, 1);
            if (measure.applyAsDouble(line.substring(0, next)) > width) {
                break;
            }
            end = next;
        }
        return end;
    }

    /** The widest piece that is never broken. */
    static double widestPiece(String text, ToDoubleFunction<String> measure) {
        return pieces(text).stream()
                .mapToDouble(piece -> measure.applyAsDouble(piece.strip()))
                .max()
                .orElse(0);
    }

    /** The text in pieces between which a line may end. */
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int before = 0;
        for (int c : text.codePoints().toArray()) {
            if (!piece.isEmpty() && mayBreak(before, c)) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.appendCodePoint(c);
            before = c;
        }
        if (!piece.isEmpty()) {
            pieces.add(piece.toString());
        }
        return pieces;
    }

    private static boolean mayBreak(int before, int after) {
        if (after == ' ' || NOT_FIRST.indexOf(after) >= 0 || NOT_LAST.indexOf(before) >= 0) {
            return false;
        }
        return before == ' '
                || before >= WIDE
                || after >= WIDE
                || (BREAK_AFTER.indexOf(before) >= 0 && !Character.isDigit(after));
    }
}
