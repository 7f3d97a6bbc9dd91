package org.beibu.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.beibu.analyzer.importing.SeriesImport;
import org.beibu.probe.ImportSummary;

/** The closing summary of an import, as text or as JSON. */
final class ImportReport {
    private final Path data;
    private final List<ImportRun.Imported> files;
    private final List<ImportRun.ImportedSeries> series;

    ImportReport(Path data, List<ImportRun.Imported> files, List<ImportRun.ImportedSeries> series) {
        this.series = series;
        this.data = data;
        this.files = files;
    }

    /** For a person: totals, and a line for each file when there are several. */
    String text() {
        StringBuilder text = new StringBuilder();
        series.forEach(file -> text(file, text));
        if (files.isEmpty()) {
            return text.toString();
        }
        if (files.size() > 1) {
            for (ImportRun.Imported file : files) {
                ImportSummary summary = file.summary();
                text.append(
                        "%s: %d packets, %d timings, %d new%n"
                                .formatted(
                                        file.file(),
                                        summary.packets(),
                                        summary.found(),
                                        summary.added()));
            }
            text.append(System.lineSeparator());
        }
        line(text, "data", data.toString());
        line(text, "packets", sum(ImportSummary::packets));
        line(text, "timings", sum(ImportSummary::found));
        lines(text, merged(ImportSummary::timings));
        line(text, "already imported", sum(ImportSummary::alreadyImported));
        line(text, "new", sum(ImportSummary::added));
        line(text, "timings by route", "");
        lines(text, merged(ImportSummary::routes));
        line(text, "skipped packets", merged(ImportSummary::skipped).isEmpty() ? "0" : "");
        lines(text, merged(ImportSummary::skipped));
        return text.toString();
    }

    private static void text(ImportRun.ImportedSeries file, StringBuilder text) {
        text.append("%s: %s%n".formatted(file.file(), file.format()));
        for (SeriesImport.Outcome source : file.outcomes()) {
            text.append(
                    "  %s %s: %d timings, %d lost, %d already imported, %d new%n"
                            .formatted(
                                    source.path(),
                                    file.format().method(),
                                    source.samples(),
                                    source.lost(),
                                    source.alreadyImported(),
                                    source.added()));
        }
        long unreadable = file.rows().refused();
        long passed = file.rows().passedOver();
        text.append("  %d unreadable, %d passed over%n".formatted(unreadable, passed));
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append("%-20s %s".formatted(name, value).stripTrailing())
                .append(System.lineSeparator());
    }

    private static void lines(StringBuilder text, Map<String, Long> counts) {
        counts.forEach((name, count) -> line(text, "  " + name, count));
    }

    private long sum(ToLongFunction<ImportSummary> part) {
        return files.stream().mapToLong(file -> part.applyAsLong(file.summary())).sum();
    }

    private Map<String, Long> merged(Function<ImportSummary, Map<String, Long>> part) {
        Map<String, Long> all = new TreeMap<>();
        for (ImportRun.Imported file : files) {
            part.apply(file.summary()).forEach((name, count) -> all.merge(name, count, Long::sum));
        }
        return all;
    }

    /** For a program: schema beibu/import/v1. */
    String json() throws JsonProcessingException {
        List<Object> each = new ArrayList<>();
        for (ImportRun.Imported file : files) {
            ImportSummary summary = file.summary();
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("file", file.file().toString());
            one.put("probe", summary.probe());
            one.put("packets", summary.packets());
            one.put("timings", summary.timings());
            one.put("already_imported", summary.alreadyImported());
            one.put("new", summary.added());
            one.put("routes", summary.routes());
            one.put("skipped", summary.skipped());
            one.put("damage", summary.damage().orElse(null));
            each.add(one);
        }
        series.forEach(file -> each.add(json(file)));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("schema", "beibu/import/v1");
        all.put("data", data.toString());
        all.put("files", each);
        return new ObjectMapper().writeValueAsString(all);
    }

    private static Map<String, Object> json(ImportRun.ImportedSeries file) {
        List<Object> sources = new ArrayList<>();
        for (SeriesImport.Outcome source : file.outcomes()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("path", source.path().toString());
            one.put("method", file.format().method().toString());
            one.put("timings", source.samples());
            one.put("lost", source.lost());
            one.put("already_imported", source.alreadyImported());
            one.put("new", source.added());
            sources.add(one);
        }
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("file", file.file().toString());
        one.put("format", file.format().toString());
        one.put("sources", sources);
        one.put("unreadable", file.rows().refused());
        one.put("passed_over", file.rows().passedOver());
        return one;
    }
}
