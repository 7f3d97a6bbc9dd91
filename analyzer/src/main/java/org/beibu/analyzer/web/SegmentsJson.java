package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.segments.ComposedLoss;
import org.beibu.analyzer.segments.Correlation;
import org.beibu.analyzer.segments.Estimate;
import org.beibu.analyzer.segments.Percentile;
import org.beibu.analyzer.segments.SegmentsView;
import org.beibu.analyzer.segments.SpanFigures;
import org.beibu.model.Catalogue;
import org.jspecify.annotations.Nullable;

/** The comparison of gateways as JSON, schema {@code beibu/segments/v1}. */
public final class SegmentsJson {
    private SegmentsJson() {}

    /** The whole answer as text. */
    public static String text(SegmentsView view, Catalogue catalogue, long nowNanos) {
        JsonArray rows = new JsonArray();
        view.rows().forEach(row -> rows.add(row(row, catalogue)));
        return new JsonObject()
                .put("schema", "beibu/segments/v1")
                .put("time", Moments.text(nowNanos))
                .put("interval_percent", 95)
                .put("rows", rows)
                .encode();
    }

    private static JsonObject row(SegmentsView.Row row, Catalogue catalogue) {
        RouteFacts facts = RouteFacts.of(row.path().routeId(), catalogue);
        JsonArray direct = new JsonArray();
        row.direct().forEach(way -> direct.add(way(row, way)));
        return new JsonObject()
                .put("from", row.city())
                .put("route", row.path().routeId())
                .put("destination", facts.destination())
                .put("exit", row.path().exit())
                .put("state", row.composed().isPresent() ? "composed" : "no-data")
                .put("domestic", row.domestic().map(SegmentsJson::measured).orElse(null))
                .put("international", row.international().map(SegmentsJson::measured).orElse(null))
                .put("composed", composed(row))
                .put("correlation", row.correlation().map(SegmentsJson::correlation).orElse(null))
                .put("direct", direct)
                .put("notes", new JsonArray(row.notes()));
    }

    private static JsonObject measured(SegmentsView.Measured measured) {
        Series series = measured.series();
        JsonObject json =
                new JsonObject()
                        .put("route", series.path().routeId())
                        .put("exit", series.path().exit())
                        .put("method", series.method().toString())
                        .put("metric", series.metric().toString())
                        .put("class", series.qualityClass().toString())
                        .put("from", Moments.text(measured.span().fromNanos()))
                        .put("to", Moments.text(measured.span().toNanos()))
                        .put("resolution", measured.resolution().toString())
                        .put("count", measured.count())
                        .put("loss", loss(measured.losses()));
        return figures(json, measured.figures());
    }

    /** A composition holds as many sums as its smaller segment has samples. */
    private static @Nullable JsonObject composed(SegmentsView.Row row) {
        if (row.composed().isEmpty()) {
            return null;
        }
        SegmentsView.Measured first = row.domestic().orElseThrow();
        SegmentsView.Measured second = row.international().orElseThrow();
        JsonObject json =
                new JsonObject()
                        .put("method", "convolution")
                        .put(
                                "from",
                                Moments.text(
                                        Math.min(
                                                first.span().fromNanos(),
                                                second.span().fromNanos())))
                        .put(
                                "to",
                                Moments.text(
                                        Math.max(first.span().toNanos(), second.span().toNanos())))
                        .put("count", Math.min(first.count(), second.count()))
                        .put("loss", row.composedLoss().map(SegmentsJson::loss).orElse(null));
        return figures(json, row.composed().get());
    }

    /** Counts and share with Wilson's interval; null where nothing was sent. */
    private static @Nullable JsonObject loss(LossCounts counts) {
        return counts.interval()
                .map(
                        interval ->
                                new JsonObject()
                                        .put("sent", counts.sent())
                                        .put("lost", counts.lost())
                                        .put("ratio", counts.ratio().orElseThrow())
                                        .put("low", interval.low())
                                        .put("high", interval.high()))
                .orElse(null);
    }

    private static JsonObject loss(ComposedLoss loss) {
        return new JsonObject()
                .put("sent", loss.sent())
                .put("ratio", loss.ratio())
                .put("low", loss.low())
                .put("high", loss.high());
    }

    private static JsonObject figures(JsonObject json, SpanFigures figures) {
        OptionalDouble min = figures.minNanos();
        json.put("min_ns", min.isPresent() ? Math.round(min.getAsDouble()) : null);
        json.put("mean_ns", Math.round(figures.meanNanos()));
        for (Percentile percentile : Percentile.values()) {
            estimate(json, percentile.toString(), figures.at(percentile));
        }
        return json;
    }

    private static void estimate(JsonObject json, String name, Optional<Estimate> estimate) {
        json.put(name + "_ns", estimate.map(e -> Math.round(e.nanos())).orElse(null));
        json.put(name + "_low_ns", estimate.map(e -> Math.round(e.lowNanos())).orElse(null));
        json.put(name + "_high_ns", estimate.map(e -> Math.round(e.highNanos())).orElse(null));
    }

    private static JsonObject correlation(Correlation correlation) {
        return new JsonObject()
                .put("verdict", correlation.verdict().toString())
                .put("rho", RowJson.orNull(correlation.rho()))
                .put("windows", correlation.pairs());
    }

    private static JsonObject way(SegmentsView.Row row, SegmentsView.DirectWay way) {
        JsonObject saves = new JsonObject().put("method", "measured less composed");
        List<SegmentsView.Measured> parts =
                Stream.of(row.domestic(), row.international(), way.measured())
                        .flatMap(Optional::stream)
                        .toList();
        saves.put("count", parts.stream().mapToLong(SegmentsView.Measured::count).min().orElse(0));
        parts.stream()
                .mapToLong(part -> part.span().fromNanos())
                .min()
                .ifPresent(from -> saves.put("from", Moments.text(from)));
        parts.stream()
                .mapToLong(part -> part.span().toNanos())
                .max()
                .ifPresent(to -> saves.put("to", Moments.text(to)));
        estimate(saves, "p50", way.savedP50());
        estimate(saves, "p95", way.savedP95());
        return new JsonObject()
                .put("via", way.via())
                .put("measured", way.measured().map(SegmentsJson::measured).orElse(null))
                .put("nanning_saves", saves)
                .put("verdict_p50", way.savedP50().map(SegmentsView::verdict).orElse(null))
                .put("verdict_p95", way.savedP95().map(SegmentsView::verdict).orElse(null))
                .put("notes", new JsonArray(way.notes()));
    }
}
