package org.beibu.analyzer.web;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.StringJoiner;
import org.beibu.analyzer.slo.Breach;
import org.beibu.analyzer.slo.Burn;
import org.beibu.analyzer.slo.BurnWindow;
import org.beibu.analyzer.slo.Fit;
import org.beibu.analyzer.slo.PathFigures;
import org.beibu.analyzer.slo.SloTarget;
import org.beibu.analyzer.slo.SloView;
import org.beibu.analyzer.slo.Tally;
import org.beibu.model.Method;

/** Service levels as text: a matrix of all routes, or one route with everything behind it. */
public final class SloText {
    private static final String NONE = "-";

    private SloText() {}

    /** A row a path, a column a class: state, share of good minutes, and what it can carry now. */
    public static String matrix(SloView view) {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("ROUTE", "DESTINATION", "EXIT", "TIMED BY"));
        for (SloTarget target : view.config().targets()) {
            head.add(target.name().toUpperCase(Locale.ROOT));
        }
        lines.add(head);
        for (SloView.RouteLevels route : view.routes()) {
            if (route.paths().isEmpty()) {
                List<String> line = start(route, NONE, NONE);
                view.config().targets().forEach(target -> line.add("no data"));
                lines.add(line);
            }
            for (SloView.PathLevels path : route.paths()) {
                List<String> line = start(route, path.exit(), methods(path));
                path.levels().forEach(level -> line.add(cell(level)));
                lines.add(line);
            }
        }
        StringBuilder out = new StringBuilder(head(view));
        out.append("# state, good minutes of the measured ones; +now / -now: can carry it now\n");
        Columns.align(lines, out);
        return out.toString();
    }

    private static List<String> start(SloView.RouteLevels route, String exit, String methods) {
        return new ArrayList<>(
                List.of(route.route().id(), route.route().destination(), exit, methods));
    }

    /** The methods that have timed the minutes. */
    private static String methods(SloView.PathLevels path) {
        Set<String> methods = new LinkedHashSet<>();
        path.kinds().keySet().forEach(kind -> methods.add(kind.method().toString()));
        return methods.isEmpty() ? NONE : String.join("+", methods);
    }

    private static String cell(SloView.Level level) {
        String now =
                switch (level.fit().state()) {
                    case CARRIES -> " +now";
                    case DELAY_ONLY -> " +now?";
                    case EXCEEDS -> " -now";
                    case NO_DATA, NOT_ATTAINABLE -> "";
                };
        long measured = level.tally().measured();
        String of = measured == 0 ? "" : " of " + measured + " min";
        return words(level) + attainment(level, " ") + of + now;
    }

    private static String words(SloView.Level level) {
        return level.state().toString().replace('-', ' ');
    }

    private static String attainment(SloView.Level level, String before) {
        OptionalDouble share = level.tally().attainment();
        return share.isPresent() ? before + percent(share.getAsDouble(), 3) : "";
    }

    private static String head(SloView view) {
        return "# from "
                + Moments.text(view.fromNanos())
                + " to "
                + Moments.text(view.toNanos())
                + ", minutes with fewer than "
                + view.config().minSamples()
                + " timings have no data\n";
    }

    /** Everything about the routes of a view. */
    public static String details(SloView view) {
        StringBuilder out = new StringBuilder(head(view));
        for (SloView.RouteLevels route : view.routes()) {
            out.append(
                    "%n%s %s, fibre floor %s ms%n"
                            .formatted(
                                    route.route().id(),
                                    route.route().destination(),
                                    millis(route.route().fibreFloorNanos())));
            if (route.paths().isEmpty()) {
                out.append("no data: no exit of this route was ever timed\n");
            }
            for (SloView.PathLevels path : route.paths()) {
                details(view, path, out);
            }
        }
        return out.toString();
    }

    private static void details(SloView view, SloView.PathLevels path, StringBuilder out) {
        out.append('\n').append(path.exit()).append(": minutes timed by ");
        StringJoiner kinds = new StringJoiner(", ");
        path.kinds().forEach((kind, minutes) -> kinds.add(kind + " (" + minutes + ")"));
        out.append(kinds.length() == 0 ? "nothing" : kinds).append('\n');
        List<List<String>> lines = new ArrayList<>();
        List<String> head =
                new ArrayList<>(
                        List.of(
                                "CLASS",
                                "STATE",
                                "OBJECTIVE",
                                "GOOD",
                                "GOOD/MEASURED",
                                "COVERAGE",
                                "BAD p95/SPREAD/LOSS",
                                "BUDGET LEFT"));
        for (BurnWindow window : view.config().burns()) {
            head.add("BURN " + window.name());
        }
        lines.add(head);
        path.levels().forEach(level -> lines.add(line(level)));
        Columns.align(lines, out);
        for (SloView.Level level : path.levels()) {
            out.append("  now ").append(level.target().name()).append(": ");
            out.append(fit(view, path, level)).append('\n');
        }
    }

    private static List<String> line(SloView.Level level) {
        Tally tally = level.tally();
        double objective = level.target().objective();
        List<String> line =
                new ArrayList<>(
                        List.of(
                                level.target().name(),
                                words(level),
                                percent(objective, 2),
                                attainment(level, "").isEmpty() ? NONE : attainment(level, ""),
                                tally.good() + "/" + tally.measured(),
                                share(tally.coverage(), 1),
                                tally.badByDelay()
                                        + "/"
                                        + tally.badBySpread()
                                        + "/"
                                        + (tally.lossKnown() == 0 ? NONE : tally.badByLoss()),
                                share(tally.budgetLeft(objective), 0)));
        level.burns().forEach(burn -> line.add(burn(burn)));
        return line;
    }

    private static String burn(Burn burn) {
        return rate(burn.longRate())
                + "/"
                + rate(burn.shortRate())
                + (burn.isTooFast() ? " !" : "");
    }

    private static String rate(OptionalDouble rate) {
        return rate.isPresent() ? format("%.1f", rate.getAsDouble()) : NONE;
    }

    private static String share(OptionalDouble share, int digits) {
        return share.isPresent() ? percent(share.getAsDouble(), digits) : NONE;
    }

    /**
     * Whether a path can carry a class now, and why not: by how much, over what, out of how many.
     */
    static String fit(SloView view, SloView.PathLevels path, SloView.Level level) {
        PathFigures figures = path.figures();
        Fit fit = level.fit();
        String over =
                BurnWindow.text(view.config().fitWindow())
                        + " to "
                        + Moments.text(figures.toNanos());
        return switch (fit.state()) {
            case CARRIES, DELAY_ONLY ->
                    "yes, "
                            + within(level, figures)
                            + loss(figures, level.target())
                            + basis(figures, over);
            case EXCEEDS -> "no, " + excesses(fit, figures) + basis(figures, over);
            case NO_DATA ->
                    "no data, "
                            + figures.count()
                            + " timings of a kind in "
                            + over
                            + ", "
                            + view.config().minSamples()
                            + " are needed";
            case NOT_ATTAINABLE ->
                    "not attainable at this distance: cap of "
                            + millis(level.target().delayCapNanos())
                            + " ms is under 1.2 x fibre floor";
        };
    }

    private static String within(SloView.Level level, PathFigures figures) {
        return "p95 "
                + millis(figures.p95Nanos())
                + " <= "
                + millis(level.delayLimitNanos().orElse(0))
                + " ms, spread "
                + millis(figures.p95Nanos() - figures.p50Nanos())
                + " <= "
                + millis(level.target().spreadNanos())
                + " ms, ";
    }

    private static String loss(PathFigures figures, SloTarget target) {
        if (figures.sent() == 0) {
            return "loss no data";
        }
        return "loss "
                + percent((double) figures.lost() / figures.sent(), 3)
                + " against "
                + percent(target.lossRatio(), 3)
                + packets(figures);
    }

    /** Out of how many, and by what they were sent. */
    private static String packets(PathFigures figures) {
        return " ("
                + figures.lost()
                + " of "
                + figures.sent()
                + " packets by "
                + String.join("+", figures.lossMethods().stream().map(Method::toString).toList())
                + ")";
    }

    private static String excesses(Fit fit, PathFigures figures) {
        StringJoiner text = new StringJoiner("; ");
        for (Fit.Excess excess : fit.excesses()) {
            if (excess.what() == Breach.LOSS) {
                text.add(
                        "loss "
                                + percent(excess.value(), 3)
                                + " is over "
                                + percent(excess.limit(), 3)
                                + packets(figures));
            } else {
                text.add(
                        excess.what()
                                + " "
                                + millis(Math.round(excess.value()))
                                + " ms is "
                                + millis(Math.round(excess.value() - excess.limit()))
                                + " ms over "
                                + millis(Math.round(excess.limit()))
                                + " ms");
            }
        }
        return text.toString();
    }

    private static String basis(PathFigures figures, String over) {
        return " ("
                + figures.kind().map(kind -> figures.count() + " timings by " + kind).orElse("none")
                + ", "
                + over
                + ")";
    }

    private static String millis(long nanos) {
        return format("%.1f", nanos / 1e6);
    }

    private static String percent(double share, int digits) {
        return format("%." + digits + "f%%", share * 100);
    }

    @SuppressWarnings("FormatStringAnnotation")
    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
