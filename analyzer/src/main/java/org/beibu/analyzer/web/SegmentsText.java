package org.beibu.analyzer.web;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.beibu.analyzer.segments.Estimate;
import org.beibu.analyzer.segments.Percentile;
import org.beibu.analyzer.segments.SegmentsView;

/** The comparison of gateways as a table for a terminal; delays in milliseconds. */
public final class SegmentsText {
    private static final String NONE = "-";
    private static final List<String> HEADER =
            List.of(
                    "FROM",
                    "ROUTE",
                    "EXIT",
                    "COUNT",
                    "METHODS",
                    "P50",
                    "P95",
                    "P99",
                    "LOSS",
                    "PAST",
                    "COUNT",
                    "METHOD",
                    "P50",
                    "P95",
                    "LOSS",
                    "SAVES P50",
                    "SAVES P95",
                    "NOTE");

    private SegmentsText() {}

    /** The table, and below it what its notes say. */
    public static String table(SegmentsView view) {
        Set<String> notes = new LinkedHashSet<>();
        List<List<String>> lines = new ArrayList<>(List.of(HEADER));
        for (SegmentsView.Row row : view.rows()) {
            if (row.direct().isEmpty()) {
                lines.add(line(row, Optional.empty(), notes));
            }
            for (SegmentsView.DirectWay way : row.direct()) {
                lines.add(line(row, Optional.of(way), notes));
            }
        }
        StringBuilder out = new StringBuilder();
        out.append("Milliseconds, round trip, through Nanning (composed) and past it (measured);");
        out.append(" saved and loss with 95 % intervals; the notes name the time.\n\n");
        align(lines, out);
        int number = 1;
        for (String note : notes) {
            out.append(number == 1 ? "\n" : "").append('[').append(number++).append("] ");
            out.append(note).append('\n');
        }
        return out.toString();
    }

    /** From when to when, in windows of which length. */
    private static String windows(SegmentsView.Measured... parts) {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        Set<String> lengths = new LinkedHashSet<>();
        for (SegmentsView.Measured measured : parts) {
            from = Math.min(from, measured.span().fromNanos());
            to = Math.max(to, measured.span().toNanos());
            lengths.add(measured.resolution().toString());
        }
        return Moments.text(from)
                + " to "
                + Moments.text(to)
                + " by "
                + String.join(" and ", lengths);
    }

    private static List<String> line(
            SegmentsView.Row row, Optional<SegmentsView.DirectWay> way, Set<String> notes) {
        List<String> own = new ArrayList<>(row.notes());
        if (row.composed().isPresent()) {
            own.add(
                    "through Nanning: "
                            + windows(
                                    row.domestic().orElseThrow(),
                                    row.international().orElseThrow()));
        }
        way.ifPresent(
                w -> {
                    w.notes().forEach(note -> own.add("past via " + w.via() + ": " + note));
                    w.measured().ifPresent(m -> own.add("past via " + w.via() + ": " + windows(m)));
                });
        List<String> cells = new ArrayList<>();
        cells.add(row.city());
        cells.add(row.path().routeId());
        cells.add(row.path().exit());
        cells.add(row.composed().isEmpty() ? "no data" : Long.toString(count(row)));
        cells.add(row.composed().isEmpty() ? NONE : methods(row));
        for (Percentile p : List.of(Percentile.P50, Percentile.P95, Percentile.P99)) {
            cells.add(millis(row.composed().flatMap(figures -> figures.at(p))));
        }
        cells.add(
                row.composedLoss()
                        .map(
                                loss ->
                                        LossText.ratio(loss.ratio(), loss.low(), loss.high())
                                                + " of "
                                                + loss.sent())
                        .orElse(NONE));
        Optional<SegmentsView.Measured> past = way.flatMap(SegmentsView.DirectWay::measured);
        cells.add(way.map(SegmentsView.DirectWay::via).orElse(NONE));
        cells.add(past.map(m -> Long.toString(m.count())).orElse(NONE));
        cells.add(past.map(m -> m.series().method().toString()).orElse(NONE));
        cells.add(millis(past.flatMap(m -> m.figures().at(Percentile.P50))));
        cells.add(millis(past.flatMap(m -> m.figures().at(Percentile.P95))));
        cells.add(past.map(m -> LossText.withCount(m.losses())).orElse(NONE));
        cells.add(saved(way.flatMap(SegmentsView.DirectWay::savedP50)));
        cells.add(saved(way.flatMap(SegmentsView.DirectWay::savedP95)));
        cells.add(marks(own, notes));
        return cells;
    }

    private static String marks(List<String> own, Set<String> notes) {
        notes.addAll(own);
        List<String> all = List.copyOf(notes);
        return String.join(
                "", own.stream().map(note -> "[" + (all.indexOf(note) + 1) + "]").toList());
    }

    private static long count(SegmentsView.Row row) {
        return Math.min(
                row.domestic().orElseThrow().count(), row.international().orElseThrow().count());
    }

    private static String methods(SegmentsView.Row row) {
        return row.domestic().orElseThrow().series().method()
                + " + "
                + row.international().orElseThrow().series().method();
    }

    private static String millis(Optional<Estimate> estimate) {
        return estimate.map(e -> String.format(Locale.ROOT, "%.3f", e.nanos() / 1e6)).orElse(NONE);
    }

    private static String saved(Optional<Estimate> saved) {
        return saved.map(
                        e ->
                                String.format(
                                        Locale.ROOT,
                                        "%+.2f (%+.2f to %+.2f)",
                                        e.nanos() / 1e6,
                                        e.lowNanos() / 1e6,
                                        e.highNanos() / 1e6))
                .orElse(NONE);
    }

    private static void align(List<List<String>> lines, StringBuilder out) {
        Set<Integer> left = Set.of(0, 1, 2, 4, 9, 11, 17);
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                int column = i;
                int width = lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0);
                text.append(i == 0 ? "" : "  ");
                String format = "%" + (left.contains(i) ? "-" : "") + width + "s";
                text.append(String.format(Locale.ROOT, format, line.get(i)));
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
    }
}
