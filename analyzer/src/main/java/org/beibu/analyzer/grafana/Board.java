package org.beibu.analyzer.grafana;

import java.util.List;

/**
 * One dashboard.
 *
 * @param name the file's name, and the uid with the language behind it
 * @param title in English and Chinese
 * @param variables tags that the reader chooses by
 * @param panels in reading order
 */
public record Board(String name, String title, List<String> variables, List<Panel> panels) {
    public Board {
        variables = List.copyOf(variables);
        panels = List.copyOf(panels);
    }

    /** The same with what this language can ask; without panels where it can ask nothing. */
    Board in(Language language) {
        return new Board(
                name,
                title,
                variables,
                panels.stream().filter(panel -> panel.question().isIn(language)).toList());
    }
}
