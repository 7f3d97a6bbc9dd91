package org.beibu.analyzer.report.render;

import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Tone;

/** How a cell should be taken. */
public final class CellTone {
    private CellTone() {}

    public static Tone of(Cell cell) {
        if (cell instanceof Cell.Text text) {
            return text.tone();
        }
        return cell instanceof Cell.Figure figure ? figure.tone() : Tone.PLAIN;
    }

    /** A sign that says the same as the colour. */
    public static String sign(Tone tone) {
        return switch (tone) {
            case PLAIN -> "";
            case GOOD -> "● ";
            case WARN -> "▲ ";
            case BAD -> "◆ ";
        };
    }
}
