package org.beibu.analyzer.web;

import java.util.List;

/** Lines of text as columns, two spaces between, nothing at the end of a line. */
final class Columns {
    private Columns() {}

    /** Appends the lines, each with as many cells as the first. */
    static void align(List<List<String>> lines, StringBuilder out) {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = line.get(i);
                text.append(i == 0 ? "" : "  ").append(cell);
                text.append(" ".repeat(widths[i] - cell.length()));
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
    }
}
