package org.beibu.analyzer.report.document;

import java.util.List;

/**
 * A part of a report with a heading of its own in the table of contents.
 *
 * @param id the anchor, the same in every language
 */
public record Section(String id, String title, List<Block> blocks) {
    public Section {
        Identifiers.check("a section's id", id);
        Identifiers.checkText("a section's title", title);
        blocks = List.copyOf(blocks);
    }
}
