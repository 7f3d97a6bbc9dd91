package org.beibu.analyzer.recommend.live;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.recommend.held.Traffic;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.LossStore;
import org.beibu.analyzer.store.TrafficStore;
import org.beibu.model.AseanRoute;
import org.beibu.model.Exit;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.model.TrafficDirection;

/** Minutes from the store: round trips and losses of one active method, traffic to the routes. */
final class StoredMinutes implements MinuteSource {
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int TRAFFIC_MINUTES = 5;
    private static final int WEEK_MINUTES = 7 * 24 * 60;

    /** Room for what grows between two looks. */
    private static final double GROWTH = 1.1;

    /** Read at a time, so that a day of many paths does not lie in memory. */
    private static final int CHUNK_MINUTES = 30;

    private final DelayStore delays;
    private final LossStore losses;
    private final TrafficStore traffic;
    private final Method method;

    StoredMinutes(DelayStore delays, LossStore losses, TrafficStore traffic, Method method) {
        this.delays = delays;
        this.losses = losses;
        this.traffic = traffic;
        this.method = method;
    }

    @Override
    public void forEach(long fromMinute, long toMinute, Sink sink) {
        for (long from = fromMinute; from < toMinute; from += CHUNK_MINUTES) {
            long to = Math.min(toMinute, from + CHUNK_MINUTES);
            NavigableMap<Long, Map<PathId, PathMinute>> minutes = read(from, to);
            for (long minute = from; minute < to; minute++) {
                sink.minute(minute, minutes.getOrDefault(minute, new HashMap<>()));
            }
        }
    }

    private NavigableMap<Long, Map<PathId, PathMinute>> read(long from, long to) {
        NavigableMap<Long, Map<PathId, PathMinute>> minutes = new TreeMap<>();
        for (Series series : delays.series()) {
            if (isCompared(series)) {
                delays.forEachWindow(
                        series,
                        Resolution.MINUTE,
                        from * MINUTE_NANOS,
                        to * MINUTE_NANOS,
                        window ->
                                add(
                                        minutes,
                                        window.window().startNanos(),
                                        series.path(),
                                        new PathMinute(window.histogram(), window.count(), 0)));
            }
        }
        losses.forEachLoss(
                Resolution.MINUTE,
                from * MINUTE_NANOS,
                to * MINUTE_NANOS,
                window -> {
                    boolean isCompared =
                            window.series().method() == method
                                    && window.series().metric() == Metric.FAR_ROUND_TRIP;
                    if (isCompared && isNamed(window.series().path())) {
                        PathMinute lost =
                                new PathMinute(
                                        PathMinute.nothing().histogram(),
                                        0,
                                        window.counts().lost());
                        add(minutes, window.window().startNanos(), window.series().path(), lost);
                    }
                });
        return minutes;
    }

    private boolean isCompared(Series series) {
        return series.method() == method
                && series.metric() == Metric.FAR_ROUND_TRIP
                && !series.kind().isBiased()
                && isNamed(series.path());
    }

    private static boolean isNamed(PathId path) {
        return !path.exit().equals(Exit.UNKNOWN) && !path.routeId().equals(AseanRoute.UNROUTED);
    }

    private static void add(
            NavigableMap<Long, Map<PathId, PathMinute>> minutes,
            long startNanos,
            PathId path,
            PathMinute figures) {
        minutes.computeIfAbsent(Math.floorDiv(startNanos, MINUTE_NANOS), m -> new HashMap<>())
                .merge(path, figures, PathMinute::with);
    }

    /** The most of the last five minutes and the same five minutes a week ago, and a tenth more. */
    @Override
    public Traffic traffic(long minute) {
        SortedMap<String, SortedMap<String, Double>> gbit = new TreeMap<>();
        gbit(Resolution.MINUTE, minute - TRAFFIC_MINUTES)
                .forEach((path, rate) -> put(gbit, path, rate));
        long weekAgo = minute - TRAFFIC_MINUTES - WEEK_MINUTES;
        gbit(Resolution.FIVE_MINUTES, Math.floorDiv(weekAgo, TRAFFIC_MINUTES) * TRAFFIC_MINUTES)
                .forEach((path, rate) -> put(gbit, path, rate));
        return new Traffic(gbit);
    }

    private static void put(
            SortedMap<String, SortedMap<String, Double>> gbit, PathId path, double rate) {
        gbit.computeIfAbsent(path.routeId(), route -> new TreeMap<>())
                .merge(path.exit(), GROWTH * rate, Math::max);
    }

    private Map<PathId, Double> gbit(Resolution resolution, long fromMinute) {
        Map<PathId, Double> rates = new HashMap<>();
        traffic.forEachTraffic(
                resolution,
                fromMinute * MINUTE_NANOS,
                (fromMinute + TRAFFIC_MINUTES) * MINUTE_NANOS,
                window -> {
                    PathId path = window.series().path();
                    if (window.series().direction() == TrafficDirection.OUTBOUND
                            && !path.exit().equals(Exit.UNKNOWN)) {
                        rates.merge(
                                path,
                                window.volume().octets() * 8 / (TRAFFIC_MINUTES * 60 * 1e9),
                                Double::sum);
                    }
                });
        return rates;
    }
}
