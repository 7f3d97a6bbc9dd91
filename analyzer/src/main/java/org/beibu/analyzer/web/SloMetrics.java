package org.beibu.analyzer.web;

import java.util.OptionalDouble;
import org.beibu.analyzer.slo.Burn;
import org.beibu.analyzer.slo.Fit;
import org.beibu.analyzer.slo.SloTarget;
import org.beibu.analyzer.slo.SloView;
import org.beibu.analyzer.slo.Tally;

/** Service levels as metrics. What was not measured has no line, so that it never looks fine. */
final class SloMetrics {
    private final PrometheusText text;

    SloMetrics(PrometheusText text) {
        this.text = text;
    }

    private interface Lines {
        void of(String labels, SloView.Level level);
    }

    void add(SloView view) {
        String objective = "beibu_slo_objective_ratio";
        text.head(objective, "gauge", "Share of minutes that must be within target");
        for (SloTarget target : view.config().targets()) {
            text.line(
                    objective,
                    PrometheusText.label("class", target.name()),
                    "" + target.objective());
        }
        String minutes = "beibu_slo_windows";
        text.head(
                minutes,
                "gauge",
                "Minutes of the period by what they were; /api/v1/slo says timed by which methods");
        forEach(view, (labels, level) -> minutes(minutes, labels, level.tally()));
        String attained = "beibu_slo_attainment_ratio";
        text.head(
                attained,
                "gauge",
                "Good minutes of the measured ones (beibu_slo_windows) of the period");
        forEach(view, (labels, level) -> line(attained, labels, level.tally().attainment()));
        String left = "beibu_slo_budget_left_ratio";
        text.head(left, "gauge", "Share of the error budget that is left; below 0 overdrawn");
        forEach(
                view,
                (labels, level) ->
                        line(left, labels, level.tally().budgetLeft(level.target().objective())));
        String burn = "beibu_slo_burn_rate";
        text.head(
                burn,
                "gauge",
                "How many times faster than allowed the budget is used up, in spans of /api/v1/slo");
        forEach(view, (labels, level) -> level.burns().forEach(one -> burn(burn, labels, one)));
        String carries = "beibu_slo_carries";
        text.head(carries, "gauge", "1 when the path can carry the class now, 0 when it cannot");
        forEach(view, (labels, level) -> carries(carries, labels, level.fit().state()));
    }

    private static void forEach(SloView view, Lines lines) {
        for (SloView.RouteLevels route : view.routes()) {
            for (SloView.PathLevels path : route.paths()) {
                for (SloView.Level level : path.levels()) {
                    lines.of(
                            String.join(
                                    ",",
                                    PrometheusText.label("route", route.route().id()),
                                    PrometheusText.label("exit", path.exit()),
                                    PrometheusText.label("class", level.target().name())),
                            level);
                }
            }
        }
    }

    private void minutes(String name, String labels, Tally tally) {
        text.line(name, labels + ",state=\"good\"", Long.toString(tally.good()));
        text.line(name, labels + ",state=\"bad\"", Long.toString(tally.bad()));
        text.line(name, labels + ",state=\"no-data\"", Long.toString(tally.noData()));
        text.line(name, labels + ",state=\"excluded\"", Long.toString(tally.excluded()));
    }

    private void burn(String name, String labels, Burn burn) {
        String window = "," + PrometheusText.label("window", burn.window().name());
        line(name, labels + window + ",span=\"long\"", burn.longRate());
        line(name, labels + window + ",span=\"short\"", burn.shortRate());
    }

    private void carries(String name, String labels, Fit.State state) {
        switch (state) {
            case CARRIES, DELAY_ONLY -> text.line(name, labels, "1");
            case EXCEEDS -> text.line(name, labels, "0");
            case NO_DATA, NOT_ATTAINABLE -> {
                // Nothing to say, so there is no line.
            }
        }
    }

    private void line(String name, String labels, OptionalDouble value) {
        if (value.isPresent()) {
            text.line(name, labels, Double.toString(value.getAsDouble()));
        }
    }
}
