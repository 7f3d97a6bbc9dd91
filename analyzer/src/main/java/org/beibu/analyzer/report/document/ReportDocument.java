package org.beibu.analyzer.report.document;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One report in one language.
 *
 * @param kind {@code capacity}, {@code latency}, {@code slo} or {@code gateway}; part of file names
 * @param sections in reading order; ids of sections, tables and charts are unique in the report
 */
public record ReportDocument(String kind, Cover cover, List<Section> sections) {

    /**
     * What stands on the first page.
     *
     * @param subtitle the time that the report speaks about, and of what
     * @param asOf the only "now" of a report
     * @param zone what times are shown in, and days begin in
     */
    public record Cover(
            ReportLanguage language, String title, String subtitle, Instant asOf, ZoneId zone) {
        public Cover {
            Identifiers.checkText("a report's title", title);
        }
    }

    public ReportDocument {
        Identifiers.check("a report's kind", kind);
        sections = List.copyOf(sections);
        if (sections.isEmpty()) {
            throw new IllegalArgumentException("a report needs a section");
        }
        Set<String> seen = new HashSet<>();
        Stream<String> ids =
                sections.stream()
                        .flatMap(
                                section ->
                                        Stream.concat(
                                                Stream.of(section.id()),
                                                section.blocks().stream()
                                                        .flatMap(
                                                                block -> block.anchor().stream())));
        ids.forEach(
                id -> {
                    if (!seen.add(id)) {
                        throw new IllegalArgumentException("the id '" + id + "' is there twice");
                    }
                });
    }

    /** Every table in reading order, those behind the charts among them: what XLSX and CSV hold. */
    public List<Table> tables() {
        return sections.stream()
                .flatMap(section -> section.blocks().stream())
                .flatMap(block -> block.figures().stream())
                .toList();
    }
}
