package org.beibu.analyzer.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.model.Metric;

/** Losses as text for people: one line a path and method. */
public final class LossText {
    private static final String NONE = "-";
    private static final int FIRST_NUMBER = 3;

    private LossText() {}

    /** Ratio and interval in per cent, such as {@code 0.10% (0.03-0.29%)}; a dash for no data. */
    public static String ratio(LossCounts counts) {
        return counts.interval()
                .map(
                        interval ->
                                ratio(
                                        counts.ratio().orElseThrow(),
                                        interval.low(),
                                        interval.high()))
                .orElse(NONE);
    }

    static String ratio(double ratio, double low, double high) {
        return percent(ratio) + " (" + percent(low).replace("%", "") + "-" + percent(high) + ")";
    }

    private static String percent(double ratio) {
        double percent = ratio * 100;
        String format = percent != 0 && percent < 0.1 ? "%.3f%%" : "%.2f%%";
        return percent == 0 ? "0%" : String.format(Locale.ROOT, format, percent);
    }

    /** The ratio with the number of packets, for a column beside delays. */
    static String withCount(LossCounts counts) {
        return counts.isKnown() ? ratio(counts) + " of " + counts.sent() : NONE;
    }

    /** The chosen paths; the first line says which range. */
    public static String table(PathLosses losses, RowChoice choice) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(
                List.of(
                        "ROUTE",
                        "EXIT",
                        "METHOD",
                        "SENT",
                        "LOST",
                        "LOSS (95 %)",
                        "FORWARD",
                        "BACKWARD",
                        "LATE",
                        "DUP",
                        "REORD",
                        "EPISODES",
                        "LONGEST"));
        losses.roundTrips().stream()
                .filter(choice::holds)
                .forEach(series -> lines.add(cells(series, losses)));
        StringBuilder out = new StringBuilder();
        out.append("# from ").append(Moments.text(losses.fromNanos()));
        out.append(" to ").append(Moments.text(losses.toNanos()));
        out.append("; packets of active sessions, ratio with its 95 % interval\n");
        RoutesText.align(lines, FIRST_NUMBER, out);
        return out.toString();
    }

    private static List<String> cells(LossSeries series, PathLosses losses) {
        LossCounts counts = losses.of(series);
        var episodes = counts.countedEpisodes();
        return List.of(
                series.path().routeId(),
                series.path().exit(),
                series.method().toString(),
                counts.isKnown() ? Long.toString(counts.sent()) : "no data",
                Long.toString(counts.lost()),
                ratio(counts),
                way(losses.of(series.on(Metric.FORWARD_ONE_WAY))),
                way(losses.of(series.on(Metric.BACKWARD_ONE_WAY))),
                Long.toString(counts.late()),
                Long.toString(counts.duplicate()),
                Long.toString(counts.reordered()),
                episodes.map(runs -> Long.toString(runs.count())).orElse(NONE),
                episodes.map(runs -> Long.toString(runs.longest())).orElse(NONE));
    }

    private static String way(LossCounts counts) {
        return counts.isKnown() ? counts.lost() + ": " + ratio(counts) : NONE;
    }
}
