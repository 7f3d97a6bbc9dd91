package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.beibu.analyzer.delay.TimingKind;
import org.beibu.analyzer.slo.Breach;
import org.beibu.analyzer.slo.Burn;
import org.beibu.analyzer.slo.BurnWindow;
import org.beibu.analyzer.slo.Fit;
import org.beibu.analyzer.slo.PathFigures;
import org.beibu.analyzer.slo.SloTarget;
import org.beibu.analyzer.slo.SloView;
import org.beibu.analyzer.slo.Tally;
import org.beibu.model.Method;

/**
 * Service levels as JSON, schema {@code beibu/slo/v1}; {@link RoutesJson} says what holds for its
 * fields. Shares and rates are null where nothing was measured.
 */
public final class SloJson {
    /** The schema's name. */
    public static final String SCHEMA = "beibu/slo/v1";

    private SloJson() {}

    /** The levels as text for people and programs, the same fields as the API's. */
    public static String text(SloView view) {
        return object(view).encodePrettily();
    }

    static JsonObject object(SloView view) {
        return new JsonObject()
                .put("schema", SCHEMA)
                .put("from", Moments.text(view.fromNanos()))
                .put("to", Moments.text(view.toNanos()))
                .put("min_samples", view.config().minSamples())
                .put("fit_window_ns", view.config().fitWindow().toNanos())
                .put("classes", array(view.config().targets(), SloJson::target))
                .put("burn_windows", array(view.config().burns(), SloJson::burnWindow))
                .put("routes", array(view.routes(), route -> route(view, route)));
    }

    private static <T> JsonArray array(
            List<T> all, java.util.function.Function<T, JsonObject> toJson) {
        return new JsonArray(all.stream().map(toJson).toList());
    }

    private static JsonObject target(SloTarget target) {
        return new JsonObject()
                .put("class", target.name())
                .put("delay_factor", target.delayFactor() == 0 ? null : target.delayFactor())
                .put("delay_cap_ns", target.delayCapNanos() == 0 ? null : target.delayCapNanos())
                .put("spread_ns", target.spreadNanos())
                .put("loss_ratio", target.lossRatio())
                .put("objective", target.objective());
    }

    private static JsonObject burnWindow(BurnWindow window) {
        return new JsonObject()
                .put("window", window.name())
                .put("rate", window.rate())
                .put("long_ns", window.longSpan().toNanos())
                .put("short_ns", window.shortSpan().toNanos())
                .put("severity", window.severity());
    }

    private static JsonObject route(SloView view, SloView.RouteLevels route) {
        JsonArray classes = new JsonArray();
        for (int i = 0; i < view.config().targets().size(); i++) {
            classes.add(cell(view, route, i));
        }
        return new JsonObject()
                .put("route", route.route().id())
                .put("destination", route.route().destination())
                .put("country", route.route().country())
                .put("country_code", route.route().countryCode())
                .put("floor_ns", route.route().fibreFloorNanos())
                .put("classes", classes)
                .put("exits", array(route.paths(), path -> path(view, path)));
    }

    /** What a matrix shows: the exit that stands worst, and which ones can carry the class now. */
    private static JsonObject cell(SloView view, SloView.RouteLevels route, int i) {
        Optional<SloView.PathLevels> worst = route.worst(i);
        Optional<SloView.Level> level = worst.map(path -> path.levels().get(i));
        return new JsonObject()
                .put("class", view.config().targets().get(i).name())
                .put("state", level.map(l -> l.state().toString()).orElse("no-data"))
                .put("worst_exit", worst.map(SloView.PathLevels::exit).orElse(null))
                .put(
                        "attainment",
                        level.map(l -> RowJson.orNull(l.tally().attainment())).orElse(null))
                .put("measured", level.map(l -> l.tally().measured()).orElse(0L))
                .put("methods", worst.map(SloJson::methods).orElseGet(JsonArray::new))
                .put("exits", route.paths().size())
                .put(
                        "exits_without_data",
                        route.paths().stream()
                                .filter(path -> path.levels().get(i).tally().measured() == 0)
                                .count())
                .put("carried_by", exits(route, i, Fit.State.CARRIES))
                .put("carried_loss_unknown_by", exits(route, i, Fit.State.DELAY_ONLY));
    }

    /** Those that have timed the minutes, each once. */
    private static JsonArray methods(SloView.PathLevels path) {
        return new JsonArray(
                path.kinds().keySet().stream()
                        .map(kind -> kind.method().toString())
                        .distinct()
                        .toList());
    }

    private static JsonArray exits(SloView.RouteLevels route, int i, Fit.State state) {
        return new JsonArray(
                route.paths().stream()
                        .filter(path -> path.levels().get(i).fit().state() == state)
                        .map(SloView.PathLevels::exit)
                        .toList());
    }

    private static JsonObject path(SloView view, SloView.PathLevels path) {
        JsonArray kinds = new JsonArray();
        path.kinds().forEach((kind, minutes) -> kinds.add(kind(kind).put("minutes", minutes)));
        return new JsonObject()
                .put("exit", path.exit())
                .put("timed_by", kinds)
                .put("now", figures(path.figures()))
                .put("levels", array(path.levels(), level -> level(view, path, level)));
    }

    private static JsonObject kind(TimingKind kind) {
        return new JsonObject()
                .put("method", kind.method().toString())
                .put("class", kind.qualityClass().toString());
    }

    private static JsonObject figures(PathFigures figures) {
        boolean timed = figures.kind().isPresent();
        boolean sent = figures.sent() > 0;
        return figures.kind()
                .map(SloJson::kind)
                .orElseGet(() -> new JsonObject().putNull("method").putNull("class"))
                .put("from", Moments.text(figures.fromNanos()))
                .put("to", Moments.text(figures.toNanos()))
                .put("count", figures.count())
                .put("p50_ns", timed ? figures.p50Nanos() : null)
                .put("p95_ns", timed ? figures.p95Nanos() : null)
                .put("spread_ns", timed ? figures.p95Nanos() - figures.p50Nanos() : null)
                .put("sent", figures.sent())
                .put("lost", figures.lost())
                .put(
                        "loss_methods",
                        new JsonArray(
                                figures.lossMethods().stream().map(Method::toString).toList()))
                .put("loss_ratio", sent ? (double) figures.lost() / figures.sent() : null);
    }

    private static JsonObject level(SloView view, SloView.PathLevels path, SloView.Level level) {
        double objective = level.target().objective();
        Tally tally = level.tally();
        OptionalDouble left = tally.budgetLeft(objective);
        return new JsonObject()
                .put("class", level.target().name())
                .put("state", level.state().toString())
                .put(
                        "delay_limit_ns",
                        level.delayLimitNanos().isPresent()
                                ? level.delayLimitNanos().getAsLong()
                                : null)
                .put("minutes", tally.minutes())
                .put("good", tally.good())
                .put("bad", tally.bad())
                .put("no_data", tally.noData())
                .put("excluded", tally.excluded())
                .put("samples", tally.samples())
                .put("loss_known", tally.lossKnown())
                .put("bad_by_p95", tally.badByDelay())
                .put("bad_by_spread", tally.badBySpread())
                .put("bad_by_loss", tally.badByLoss())
                .put("coverage", RowJson.orNull(tally.coverage()))
                .put("attainment", RowJson.orNull(tally.attainment()))
                .put("budget_minutes", tally.budgetMinutes(objective))
                .put("budget_left", RowJson.orNull(left))
                .put("burns", array(level.burns(), SloJson::burn))
                .put(
                        "fit",
                        fit(level.fit(), path.figures())
                                .put("statement", SloText.fit(view, path, level)));
    }

    private static JsonObject burn(Burn burn) {
        return new JsonObject()
                .put("window", burn.window().name())
                .put("long_rate", RowJson.orNull(burn.longRate()))
                .put("long_measured", burn.overLong().measured())
                .put("short_rate", RowJson.orNull(burn.shortRate()))
                .put("short_measured", burn.overShort().measured())
                .put("too_fast", burn.isTooFast());
    }

    private static JsonObject fit(Fit fit, PathFigures figures) {
        return new JsonObject()
                .put("state", fit.state().toString())
                .put("method", figures.kind().map(kind -> kind.method().toString()).orElse(null))
                .put("from", Moments.text(figures.fromNanos()))
                .put("to", Moments.text(figures.toNanos()))
                .put("count", figures.count())
                .put("sent", figures.sent())
                .put("excesses", array(fit.excesses(), SloJson::excess));
    }

    private static JsonObject excess(Fit.Excess excess) {
        String unit = excess.what() == Breach.LOSS ? "_ratio" : "_ns";
        return new JsonObject()
                .put("what", excess.what().toString())
                .put("value" + unit, number(excess.what(), excess.value()))
                .put("limit" + unit, number(excess.what(), excess.limit()))
                .put("over" + unit, number(excess.what(), excess.value() - excess.limit()));
    }

    private static Number number(Breach what, double value) {
        return what == Breach.LOSS ? (Number) value : (Number) Math.round(value);
    }
}
