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
import org.beibu.probe.ImportSummary;

/** The closing summary of an import, as text or as JSON. */
final class ImportReport {
    private final Path data;
    private final List<ImportRun.Imported> files;

    ImportReport(Path data, List<ImportRun.Imported> files) {
        this.data = data;
        this.files = files;
    }

    /** For a person: totals, and a line for each file when there are several. */
    String text() {
        StringBuilder text = new StringBuilder();
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
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("schema", "beibu/import/v1");
        all.put("data", data.toString());
        all.put("files", each);
        return new ObjectMapper().writeValueAsString(all);
    }
}
