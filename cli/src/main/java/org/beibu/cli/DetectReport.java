package org.beibu.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beibu.analyzer.detect.Change;
import org.beibu.analyzer.detect.Detection;
import org.beibu.analyzer.detect.RttSeries;
import org.jspecify.annotations.Nullable;

/** The changes of a series, as text or as JSON. */
final class DetectReport {
    private final RttSeries series;
    private final Detection found;

    DetectReport(RttSeries series, Detection found) {
        this.series = series;
        this.found = found;
    }

    /** For a person: a line for each change. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                "%d rows, %d lost; %d changes; spikes and single losses: %d (%s)%n"
                        .formatted(
                                found.rows(),
                                found.lostRows(),
                                found.changes().size(),
                                found.notChanges().size(),
                                found.method()));
        if (!found.changes().isEmpty()) {
            text.append(
                    "%8s  %-20s  %-6s  %10s  %10s  %11s  %6s  %10s  %s%n"
                            .formatted(
                                    "ROW",
                                    "TIME",
                                    "KIND",
                                    "BEFORE ms",
                                    "AFTER ms",
                                    "ROWS",
                                    "LOSS",
                                    "CONFIDENCE",
                                    "CAUSE"));
        }
        for (Change change : found.changes()) {
            text.append(
                    "%8d  %-20s  %-6s  %10s  %10s  %11s  %5.0f%%  %10.2f  %s%n"
                            .formatted(
                                    change.index(),
                                    time(change.index()),
                                    change.kind().word(),
                                    figure(change.before().medianMs()),
                                    figure(change.after().medianMs()),
                                    change.before().rows() + "/" + change.after().rows(),
                                    100 * change.after().lossShare(),
                                    change.confidence(),
                                    change.cause().words()));
        }
        return text.toString();
    }

    private static String figure(double ms) {
        return Double.isNaN(ms) ? "-" : String.format(Locale.ROOT, "%.2f", ms);
    }

    private String time(int row) {
        return Instant.ofEpochMilli(series.epochMillis(row)).toString();
    }

    /** For a program: schema beibu/detect/v1. */
    String json() throws JsonProcessingException {
        List<Map<String, Object>> notChanges = found.notChanges().stream().map(this::json).toList();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("schema", "beibu/detect/v1");
        all.put("method", found.method());
        all.put("rows", found.rows());
        all.put("lost_rows", found.lostRows());
        all.put("changes", found.changes().stream().map(this::json).toList());
        all.put("not_changes", notChanges);
        return new ObjectMapper().writeValueAsString(all);
    }

    private Map<String, Object> json(Change change) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("index", change.index());
        one.put("time", time(change.index()));
        one.put("kind", change.kind().word());
        one.put("cause", change.cause().words());
        one.put("before_ms", rounded(change.before().medianMs()));
        one.put("after_ms", rounded(change.after().medianMs()));
        one.put("before_spread_ms", rounded(change.before().spreadMs()));
        one.put("after_spread_ms", rounded(change.after().spreadMs()));
        one.put("before_loss", rounded(change.before().lossShare()));
        one.put("after_loss", rounded(change.after().lossShare()));
        one.put("before_rows", change.before().rows());
        one.put("after_rows", change.after().rows());
        one.put("confidence", rounded(change.confidence()));
        one.put("decided_index", change.decidedIndex());
        return present(one);
    }

    private Map<String, Object> json(Detection.Episode episode) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("index", episode.index());
        one.put("time", time(episode.index()));
        one.put("rows", episode.rows());
        one.put("cause", episode.cause().words());
        one.put("peak_ms", rounded(episode.peakMs()));
        return present(one);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // null is JSON's null here
    private static Map<String, Object> present(Map<String, @Nullable Object> fields) {
        return (Map<String, Object>) (Map<String, ?>) fields;
    }

    private static @Nullable Double rounded(double value) {
        return Double.isNaN(value) ? null : Math.round(value * 1000) / 1000.0;
    }
}
