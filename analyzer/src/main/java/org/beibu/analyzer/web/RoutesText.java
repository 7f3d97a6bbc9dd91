package org.beibu.analyzer.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.model.LossInterval;

/** The table of routes as text: aligned for people, or tab-separated in base units for programs. */
public final class RoutesText {
    private static final String NO_DATA = "no data";
    private static final String NONE = "-";
    private static final int FIRST_NUMBER = 6;

    private RoutesText() {}

    /** Columns for people, delays in milliseconds; the first line says which window. */
    public static String table(RoutesView view) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(
                List.of(
                        "ROUTE",
                        "DESTINATION",
                        "COUNTRY",
                        "EXIT",
                        "METHOD",
                        "CLASS",
                        "SAMPLES",
                        "CLEAN",
                        "P50 ms",
                        "P95 ms",
                        "P99 ms",
                        "MIN ms",
                        "FLOOR ms",
                        "x FLOOR",
                        "LOSS (95 %)",
                        "CAPT.LOSS",
                        "LAST SAMPLE"));
        view.rows().forEach(row -> lines.add(cells(view, row)));
        StringBuilder out = new StringBuilder();
        out.append("# ").append(view.source()).append(", from ");
        out.append(Moments.text(view.fromNanos())).append(" to ");
        out.append(Moments.text(view.toNanos()));
        out.append("; round trip from the capture point, ms\n");
        align(lines, FIRST_NUMBER, out);
        return out.toString();
    }

    private static List<String> cells(RoutesView view, PathRow row) {
        boolean timed = row.isTimed();
        DelayFigures figures = row.figures();
        RouteFacts facts = facts(view, row);
        return List.of(
                row.path().routeId(),
                facts.destination(),
                facts.country(),
                row.path().exit(),
                row.method().map(Object::toString).orElse(NONE),
                row.qualityClass().map(Object::toString).orElse(NONE),
                timed ? Long.toString(figures.count()) : row.withheld() ? hidden(row) : NO_DATA,
                timed ? number(row.standing().cleanShare(), "%.0f%%", 100) : NONE,
                timed ? millis(figures.p50Nanos()) : NONE,
                timed ? millis(figures.p95Nanos()) : NONE,
                timed ? millis(figures.p99Nanos()) : NONE,
                timed ? millis(figures.minNanos()) : NONE,
                facts.floorNanos().map(RoutesText::millis).orElse(NONE),
                number(view.timesFloor(row), "%.2f", 1),
                loss(view, row),
                timed ? number(view.captureLoss(), "%.2f%%", 100) : NONE,
                row.lastSample().map(last -> Moments.text(last.epochNanos())).orElse(NONE));
    }

    private static String hidden(PathRow row) {
        return row.state().replace('-', ' ');
    }

    /** A header line and tab-separated fields in base units, empty where unknown; never aligned. */
    public static String plain(RoutesView view) {
        StringBuilder out = new StringBuilder();
        out.append("route\tcountry\tdestination\texit\tmethod\tmetric\tfrom\tto\tcount\t");
        out.append("min_ns\tp50_ns\tp95_ns\tp99_ns\tmax_ns\tfloor_ns\ttimes_floor\t");
        out.append("capture_loss\tlast_sample\tclass\theadline\tclean_share\t");
        out.append("loss_method\tsent\tlost\tloss_ratio\tloss_low\tloss_high\n");
        for (PathRow row : view.rows()) {
            boolean timed = row.isTimed();
            DelayFigures figures = row.figures();
            RouteFacts facts = facts(view, row);
            out.append(row.path().routeId()).append('\t');
            out.append(facts.country()).append('\t').append(facts.destination()).append('\t');
            out.append(row.path().exit()).append('\t');
            out.append(row.method().map(Object::toString).orElse("")).append('\t');
            out.append(row.metric().map(Object::toString).orElse("")).append('\t');
            out.append(Moments.text(view.fromNanos())).append('\t');
            out.append(Moments.text(view.toNanos())).append('\t');
            out.append(row.withheld() && !timed ? hidden(row) : Long.toString(figures.count()));
            for (long nanos :
                    new long[] {
                        figures.minNanos(),
                        figures.p50Nanos(),
                        figures.p95Nanos(),
                        figures.p99Nanos(),
                        figures.maxNanos()
                    }) {
                boolean shown = timed && nanos != DelayFigures.HIDDEN;
                out.append('\t').append(shown ? Long.toString(nanos) : "");
            }
            out.append('\t').append(facts.floorNanos().map(Object::toString).orElse(""));
            out.append('\t').append(orEmpty(number(view.timesFloor(row), "%.4f", 1)));
            out.append('\t').append(orEmpty(number(view.captureLoss(), "%.6f", 1)));
            out.append('\t');
            out.append(row.lastSample().map(last -> Moments.text(last.epochNanos())).orElse(""));
            out.append('\t').append(row.qualityClass().map(Object::toString).orElse(""));
            out.append('\t').append(row.standing().headline() ? "yes" : "");
            out.append('\t').append(orEmpty(number(row.standing().cleanShare(), "%.6f", 1)));
            appendLoss(view, row, out);
            out.append('\n');
        }
        return out.toString();
    }

    /** Of the active packets on the row's path: they need not be of its method. */
    private static String loss(RoutesView view, PathRow row) {
        return view.losses()
                .beside(row)
                .map(s -> LossText.withCount(view.losses().of(s)))
                .orElse(NONE);
    }

    private static void appendLoss(RoutesView view, PathRow row, StringBuilder out) {
        Optional<LossSeries> series = view.losses().beside(row);
        LossCounts counts = series.map(view.losses()::of).orElse(LossCounts.NONE);
        Optional<LossInterval> interval = counts.interval();
        out.append('\t').append(series.map(s -> s.method().toString()).orElse(""));
        out.append('\t').append(series.isPresent() ? Long.toString(counts.sent()) : "");
        out.append('\t').append(series.isPresent() ? Long.toString(counts.lost()) : "");
        out.append('\t').append(orEmpty(number(counts.ratio(), "%.8f", 1)));
        out.append('\t').append(interval.map(i -> ratio(i.low())).orElse(""));
        out.append('\t').append(interval.map(i -> ratio(i.high())).orElse(""));
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.8f", value);
    }

    private static RouteFacts facts(RoutesView view, PathRow row) {
        return view.routes().stream()
                .filter(facts -> facts.id().equals(row.path().routeId()))
                .findFirst()
                .orElseThrow();
    }

    /** Texts to the left, numbers to the right, two spaces between. */
    static void align(List<List<String>> lines, int firstNumber, StringBuilder out) {
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                boolean left = i < firstNumber || i == columns - 1;
                text.append(i == 0 ? "" : "  ");
                text.append(
                        String.format(
                                Locale.ROOT,
                                "%" + (left ? "-" : "") + widths[i] + "s",
                                line.get(i)));
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
    }

    private static String millis(long nanos) {
        return nanos == DelayFigures.HIDDEN
                ? NONE
                : String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }

    private static String number(OptionalDouble value, String format, double factor) {
        return value.isPresent()
                ? String.format(Locale.ROOT, format, value.getAsDouble() * factor)
                : NONE;
    }

    private static String orEmpty(String text) {
        return text.equals(NONE) ? "" : text;
    }
}
