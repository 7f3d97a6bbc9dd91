package org.beibu.analyzer.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.delay.TimingKind;
import org.beibu.analyzer.live.CaptureDetail;
import org.beibu.analyzer.live.LiveHeadlines;
import org.beibu.analyzer.live.LivePath;
import org.beibu.analyzer.live.LiveProbe;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.analyzer.traffic.TrafficRate;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.TrafficDirection;

/**
 * Snapshots of a bureau with three exits, made of samples from a seed: what LiveRecorder would
 * publish, without packets. Two routes of the catalogue are never timed, one is timed through a
 * single exit, one path has gaps, and one path leads to hosts of no route.
 */
final class FakeBureau implements ExitControls {
    private static final long SECOND = 1_000_000_000L;
    private static final int KEPT = 120;
    private static final List<TimingKind> KINDS =
            List.of(
                    new TimingKind(Method.HANDSHAKE, QualityClass.CLEAN),
                    new TimingKind(Method.DATA_ACK, QualityClass.CLEAN),
                    new TimingKind(Method.DATA_ACK, QualityClass.DELAYED_ACK),
                    new TimingKind(Method.TIMESTAMP, QualityClass.FALLBACK));
    private static final List<String> EXITS = List.of("gz-1", "hk-3", "nn-2");

    /** The samples of one second of one path, sorted. */
    private final Map<Series, Map<Long, long[]>> samples = new LinkedHashMap<>();

    private final Map<String, Duration> added = new ConcurrentHashMap<>();
    private final Map<Series, Long> totals = new LinkedHashMap<>();
    private final Optional<MemoryDelayStore> store;
    private final SplittableRandom random = new SplittableRandom(7);
    private final Catalogue catalogue;
    private final LiveHeadlines headlines = new LiveHeadlines();
    private volatile boolean lively;
    private long generatedTo = Long.MIN_VALUE;

    FakeBureau(Catalogue catalogue, Optional<MemoryDelayStore> store) {
        this.catalogue = catalogue;
        this.store = store;
    }

    @Override
    public List<String> exits() {
        return EXITS;
    }

    @Override
    public Duration added(String exit) {
        return added.getOrDefault(exit, Duration.ZERO);
    }

    @Override
    public void setAdded(String exit, Duration more) {
        added.put(exit, more);
    }

    /** From now on delays swing, spread and leap as those of real links do; for pictures. */
    void liven() {
        lively = true;
    }

    /**
     * How much longer a lively path is at this moment, as a share: a swing, and a leap at times.
     */
    private double swing(String route, String exit, long at) {
        if (!lively) {
            return 0;
        }
        int own = Math.floorMod((route + exit).hashCode(), 1_000);
        double turn = at / (double) SECOND / (90 + own % 120) + own % 7;
        boolean leap = exit.equals("nn-2") && at / SECOND % 300 > 200;
        return 0.05 * (1 + Math.sin(turn)) + (leap ? 0.18 : 0);
    }

    /** Makes samples up to this moment, for each half second. */
    void generate(long nowNanos) {
        long from = Math.max(generatedTo, nowNanos - KEPT * SECOND) / (SECOND / 2) * (SECOND / 2);
        for (long at = from; at + SECOND / 2 <= nowNanos; at += SECOND / 2) {
            for (AseanRoute route : catalogue.routes()) {
                for (String exit : EXITS) {
                    fill(route, exit, at);
                }
            }
            fillUnrouted(at);
            generatedTo = at + SECOND / 2;
        }
    }

    private void fill(AseanRoute route, String exit, long at) {
        boolean never = route.id().equals("MM-NPT") || route.id().equals("PH-DVO");
        boolean oneExit = route.id().equals("TL-DIL") && !exit.equals("hk-3");
        boolean gap = route.id().equals("MM-RGN") && exit.equals("nn-2") && at / SECOND % 40 < 12;
        if (never || oneExit || gap) {
            return;
        }
        SplittableRandom fixed = new SplittableRandom((route.id() + exit).hashCode());
        double factor = 1.25 + fixed.nextDouble() * (route.id().startsWith("MM") ? 2.4 : 0.9);
        int busy = 1 + fixed.nextInt(9);
        for (TimingKind kind : KINDS) {
            Series series =
                    new Series(
                            new PathId(route.id(), exit),
                            kind.method(),
                            Metric.FAR_ROUND_TRIP,
                            kind.qualityClass());
            int n = kind.method() == Method.HANDSHAKE ? busy : busy * 3;
            double waited = kind.qualityClass() == QualityClass.DELAYED_ACK ? 9e6 : 0;
            double base =
                    route.fibreFloorNanos() * factor * (1 + swing(route.id(), exit, at))
                            + added(exit).toNanos()
                            + waited;
            for (int i = 0; i < n; i++) {
                double tail = -Math.log(1 - random.nextDouble()) * base * (lively ? 0.05 : 0.012);
                double spike = random.nextInt(60) == 0 ? base * 0.4 * random.nextDouble() : 0;
                add(series, at + i * SECOND / 2 / n, (long) (base + tail + spike));
            }
        }
    }

    private void fillUnrouted(long at) {
        PathId path = new PathId(AseanRoute.UNROUTED, "gz-1");
        Series series =
                new Series(path, Method.HANDSHAKE, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);
        add(series, at, 40_000_000 + random.nextLong(4_000_000));
    }

    private void add(Series series, long at, long delay) {
        Map<Long, long[]> seconds = samples.computeIfAbsent(series, s -> new LinkedHashMap<>());
        seconds.merge(at / SECOND, new long[] {delay}, (a, b) -> sorted(a, b));
        if (seconds.size() > 2 * KEPT) {
            seconds.keySet().removeIf(second -> second < at / SECOND - KEPT);
        }
        totals.merge(series, 1L, Long::sum);
        store.ifPresent(s -> s.record(series, at, delay));
    }

    private static long[] sorted(long[]... lists) {
        return Arrays.stream(lists).flatMapToLong(Arrays::stream).sorted().toArray();
    }

    LiveSnapshot snapshot(long nowNanos) {
        generate(nowNanos);
        List<LivePath> paths = new ArrayList<>();
        samples.forEach((series, seconds) -> paths.add(path(series, seconds, nowNanos)));
        paths.sort((a, b) -> a.series().compareTo(b.series()));
        LiveProbe probe =
                new LiveProbe(
                        "nn-probe-1",
                        nowNanos - SECOND / 3,
                        1_234_567,
                        12,
                        0,
                        0.0004,
                        0.0002,
                        new CaptureDetail(
                                1_200_000,
                                34_567,
                                98_765,
                                1_300_000,
                                Map.of(
                                        "not_ip", 30_000L,
                                        "later_fragment", 4_000L,
                                        "arp", 500L,
                                        "other_protocol", 60L,
                                        "no_time", 7L)));
        LiveProbe idle = new LiveProbe("nn-probe-2", nowNanos - SECOND / 3, 9, 0, 0, -1, -1);
        return new LiveSnapshot(
                nowNanos, paths, List.of(probe, idle), headlines.update(paths, nowNanos), rates());
    }

    /** Every path carries, and twice as much to the bureau as from it. */
    private List<TrafficRate> rates() {
        List<TrafficRate> rates = new ArrayList<>();
        for (AseanRoute route : catalogue.routes()) {
            for (String exit : EXITS) {
                PathId path = new PathId(route.id(), exit);
                double bits = 4e5 * Math.abs((route.id() + exit).hashCode() % 4_000);
                for (int serviceClass = 0; serviceClass < 2; serviceClass++) {
                    rates.add(rate(path, TrafficDirection.OUTBOUND, serviceClass, bits / 3));
                    rates.add(rate(path, TrafficDirection.INBOUND, serviceClass, bits * 2 / 3));
                }
            }
        }
        return rates;
    }

    private static TrafficRate rate(
            PathId path, TrafficDirection direction, int serviceClass, double bits) {
        return new TrafficRate(
                new TrafficSeries(path, direction, serviceClass), bits, bits / 8 / 900);
    }

    private LivePath path(Series series, Map<Long, long[]> seconds, long nowNanos) {
        long last = nowNanos / SECOND;
        long[] starts = new long[KEPT];
        long[] p50 = new long[KEPT];
        long[] counts = new long[KEPT];
        for (int i = 0; i < KEPT; i++) {
            long second = last - KEPT + 1 + i;
            long[] some = seconds.getOrDefault(second, new long[0]);
            starts[i] = second * SECOND;
            p50[i] = some.length == 0 ? -1 : rank(some, 50);
            counts[i] = some.length;
        }
        long[] window =
                sorted(
                        seconds.entrySet().stream()
                                .filter(e -> e.getKey() > last - 10)
                                .map(Map.Entry::getValue)
                                .toArray(long[][]::new));
        boolean none = window.length == 0;
        return new LivePath(
                series,
                window.length,
                10 * SECOND,
                none ? 0 : rank(window, 50),
                none ? 0 : rank(window, 95),
                none ? 0 : rank(window, 99),
                none ? 0 : window[0],
                none ? 0 : window[window.length - 1],
                seconds.keySet().stream().mapToLong(s -> s).max().orElse(0) * SECOND,
                totals.getOrDefault(series, 0L),
                starts,
                p50,
                counts);
    }

    private static long rank(long[] sorted, int percent) {
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }
}
