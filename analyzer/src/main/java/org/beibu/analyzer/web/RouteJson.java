package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.TracedEvent;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossWindow;
import org.beibu.analyzer.slo.BreachedMinutes;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.model.AseanRoute;
import org.beibu.model.Resolution;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one route in a range, schema {@code beibu/route/v1}: for each exit its windows
 * with bucket counts for a heat map, its loss, what its delay is made of, its distribution now and
 * the same weeks before, and the minutes that missed a target; and what happened. Reads the store,
 * so it must not run on the event loop.
 */
final class RouteJson {
    /** Cells of a column of the heat map, in equal ratios. */
    private static final int CELLS = 96;

    private final WebSources sources;
    private final RouteQuery query;
    private final DelayStore store;
    private final RouteFacts facts;

    private RouteJson(WebSources sources, RouteQuery query) {
        this.sources = sources;
        this.query = query;
        this.store = sources.store();
        this.facts = RouteFacts.of(query.routeId(), sources.catalogue());
    }

    /** The answer to a query. */
    static JsonObject read(WebSources sources, RouteQuery query) {
        return new RouteJson(sources, query.notFinerThan(sources.store().finest())).object();
    }

    private JsonObject object() {
        TimeRange range = query.range();
        RoutesView view =
                StoredRoutes.view(
                                store,
                                sources.catalogue(),
                                range.fromNanos(),
                                range.toNanos(),
                                query.choice())
                        .with(
                                PathLosses.read(
                                        sources.losses(), range.fromNanos(), range.toNanos()));
        if (facts.asean().isEmpty() && view.rows().isEmpty()) {
            throw new ProblemException(
                    404,
                    "no such route",
                    query.routeId(),
                    "see /api/v1/routes for the ids of the catalogue");
        }
        long weeks = query.weeksNanos();
        JsonArray exits = new JsonArray();
        SortedMap<String, List<BreachedMinutes.Column>> breached = breached();
        long[] bounds = bounds(view);
        for (PathRow row : view.rows()) {
            if (row.series().isPresent()) {
                exits.add(
                        exit(view, row, row.series().get(), bounds)
                                .put(
                                        "breached",
                                        columns(
                                                breached.getOrDefault(
                                                        row.path().exit(), List.of()))));
            }
        }
        return new JsonObject()
                .put("schema", "beibu/route/v1")
                .put("route", query.routeId())
                .put("destination", facts.destination())
                .put("country", facts.country())
                .put("country_code", facts.asean().map(AseanRoute::countryCode).orElse(""))
                .put("floor_ns", facts.floorNanos().orElse(null))
                .put("from", Moments.text(range.fromNanos()))
                .put("to", Moments.text(range.toNanos()))
                .put("resolution", range.resolution().toString())
                .put("resolution_ns", range.resolution().nanos())
                .put("before_from", Moments.text(range.fromNanos() - weeks))
                .put("before_to", Moments.text(range.toNanos() - weeks))
                .put("bucket_upper_ns", new JsonArray(Arrays.stream(bounds).boxed().toList()))
                .put("exits", exits)
                .put("events", EventsJson.rows(events()));
    }

    /** From the floor to what is beyond the p99 of every exit, so that all share one scale. */
    private long[] bounds(RoutesView view) {
        long low = facts.floorNanos().orElse(Long.MAX_VALUE);
        long high = 0;
        for (PathRow row : view.rows()) {
            if (row.isTimed()) {
                DelayFigures figures = row.figures();
                long least = figures.minNanos();
                low = Math.min(low, least > 0 ? least : figures.p50Nanos());
                high = Math.max(high, Math.max(figures.p50Nanos(), figures.p99Nanos()));
            }
        }
        if (high == 0) {
            return new long[0];
        }
        double from = low * 0.92;
        double ratio = Math.max(high * 1.2, low * 1.5) / from;
        long[] bounds = new long[CELLS];
        for (int i = 0; i < CELLS; i++) {
            bounds[i] = Math.round(from * Math.pow(ratio, (i + 1.0) / CELLS));
        }
        return bounds;
    }

    /** What was lost, by column; of the method that speaks for the row. */
    private JsonArray losses(PathRow row, PathLosses losses) {
        JsonArray all = new JsonArray();
        TimeRange range = query.range();
        losses.beside(row)
                .ifPresent(
                        series ->
                                sources.losses()
                                        .forEachLoss(
                                                range.resolution(),
                                                range.fromNanos(),
                                                range.toNanos(),
                                                one -> {
                                                    if (one.series().equals(series)) {
                                                        all.add(loss(one));
                                                    }
                                                }));
        return all;
    }

    private static JsonObject loss(LossWindow one) {
        return new JsonObject()
                .put("start_s", one.window().startNanos() / 1_000_000_000L)
                .put("sent", one.counts().sent())
                .put("lost", one.counts().lost());
    }

    private List<TracedEvent> events() {
        return sources.events()
                .events(
                        new EventQuery(
                                query.range().fromNanos(),
                                query.range().toNanos(),
                                Optional.of(query.routeId()),
                                query.choice().exit(),
                                Optional.empty()));
    }

    private SortedMap<String, List<BreachedMinutes.Column>> breached() {
        if (sources.levels().isEmpty() || facts.asean().isEmpty()) {
            return new TreeMap<>();
        }
        ServiceLevels levels = sources.levels().get();
        TimeRange range = query.range();
        return BreachedMinutes.of(
                levels.sources(),
                levels.config(),
                facts.asean().get(),
                new BreachedMinutes.Span(
                        range.fromNanos(),
                        range.toNanos(),
                        Math.max(range.resolution().nanos(), Resolution.MINUTE.nanos())));
    }

    private JsonObject exit(RoutesView view, PathRow row, Series series, long[] bounds) {
        TimeRange range = query.range();
        JsonObject json =
                DelayJson.series(
                        series,
                        store.windows(
                                series, range.resolution(), range.fromNanos(), range.toNanos()),
                        store.showsExtremes(series),
                        bounds);
        DelayFigures now = row.figures();
        boolean timed = row.isTimed();
        json.put("state", row.state())
                .put("min_ns", RowJson.shown(timed, now.minNanos()))
                .put("p50_ns", RowJson.shown(timed, now.p50Nanos()))
                .put("p95_ns", RowJson.shown(timed, now.p95Nanos()))
                .put("p99_ns", RowJson.shown(timed, now.p99Nanos()))
                .put("max_ns", RowJson.shown(timed, now.maxNanos()))
                .put("times_floor", RowJson.orNull(view.timesFloor(row)))
                .put("loss", LossJson.beside(row, view.losses()).orElse(null));
        Long floor = facts.floorNanos().orElse(null);
        DelayMakeup makeup = DelayMakeup.read(store, series, query);
        json.put("slow", DelayMakeup.parts(now, floor).put("loss_ratio", ratio(view, row)));
        json.put("slow_before", DelayMakeup.parts(makeup.figuresBefore(), floor));
        json.put("distribution", makeup.distribution());
        json.put("losses", losses(row, view.losses()));
        return json;
    }

    private static @Nullable Double ratio(RoutesView view, PathRow row) {
        return view.losses()
                .beside(row)
                .map(view.losses()::of)
                .map(LossCounts::ratio)
                .map(RowJson::orNull)
                .orElse(null);
    }

    private static JsonArray columns(List<BreachedMinutes.Column> columns) {
        JsonArray all = new JsonArray();
        for (BreachedMinutes.Column column : columns) {
            boolean timed = column.worst().kind().isPresent();
            all.add(
                    new JsonObject()
                            .put("start_s", column.startNanos() / 1_000_000_000L)
                            .put("minutes", column.minutes())
                            .put(
                                    "classes",
                                    new JsonArray(column.classes().stream().sorted().toList()))
                            .put("worst_start", Moments.text(column.worst().startNanos()))
                            .put("worst_p95_ns", timed ? column.worst().p95Nanos() : null)
                            .put("worst_count", column.worst().count())
                            .put("worst_sent", column.worst().sent())
                            .put("worst_lost", column.worst().lost()));
        }
        return all;
    }
}
