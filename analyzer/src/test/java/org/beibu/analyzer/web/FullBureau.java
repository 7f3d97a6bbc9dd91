package org.beibu.analyzer.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.alert.AlertsState;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.segments.SegmentPlan;
import org.beibu.analyzer.segments.SeriesSelector;
import org.beibu.analyzer.slo.Exclusions;
import org.beibu.analyzer.slo.SloConfig;
import org.beibu.analyzer.slo.SloReport;
import org.beibu.analyzer.slo.SloSources;
import org.beibu.analyzer.slo.SloView;
import org.beibu.analyzer.slo.StoredLosses;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.TrafficDirection;
import org.beibu.runtime.counters.Counters;

/** A bureau that measures everything there is to measure, so that no output stays empty. */
final class FullBureau {
    static final long SECOND = 1_000_000_000L;
    static final long NOW = 1_790_000_000L * SECOND;

    final MemoryDelayStore store = new MemoryDelayStore();
    final MemoryTraffic traffic = new MemoryTraffic();
    final MemoryLosses losses = new MemoryLosses();
    final LiveView live = new LiveView();
    final Counters counters = new Counters();
    final FakeBureau bureau = new FakeBureau(Catalogue.bundled(), Optional.of(store));

    FullBureau() {
        bureau.generate(NOW - 2 * SECOND);
        bureau.setAdded("gz-1", Duration.ofMillis(200)); // so that it departs
        live.publish(bureau.snapshot(NOW));
        PathId hanoi = new PathId("VN-HAN", "gz-1");
        traffic.record(new TrafficSeries(hanoi, TrafficDirection.OUTBOUND, 1), NOW, 1_500, 1);
        for (Metric metric : Metric.values()) {
            for (int i = 0; i < 400; i++) {
                stamp(hanoi, metric, i);
                stamp(new PathId("CN-BJS", "dom-1"), metric, i);
                stamp(new PathId("CN-GZ", "past"), metric, i);
            }
        }
        Series imported =
                new Series(hanoi, Method.IMPORTED, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);
        store.record(imported, NOW - 30 * SECOND, 40_000_000);
        for (Metric metric :
                List.of(Metric.FAR_ROUND_TRIP, Metric.FORWARD_ONE_WAY, Metric.BACKWARD_ONE_WAY)) {
            lose(hanoi, metric);
            lose(new PathId("CN-BJS", "dom-1"), metric);
        }
    }

    private void stamp(PathId path, Metric metric, int i) {
        Series series = new Series(path, Method.STAMP, metric, QualityClass.CLEAN);
        store.record(series, NOW - (150 - i / 4) * SECOND, 5_000_000 + i * 7_919L % 1_000_000);
    }

    private void lose(PathId path, Metric metric) {
        LossCounts counts = new LossCounts(600, 3, 0, 1, 2, new LossCounts.Episodes(1, 3, 1));
        losses.record(new LossSeries(path, Method.STAMP, metric), NOW - 90 * SECOND, counts);
    }

    /** Everything from the store and live, with the levels of the last hour. */
    WebSources sources() {
        return new WebSources(
                live,
                store,
                traffic.sources(),
                losses,
                query -> List.of(),
                PublicationRule.ALL,
                Catalogue.bundled(),
                counters,
                Optional.of(levels()));
    }

    private ServiceLevels levels() {
        SloSources sources =
                new SloSources(
                        store,
                        PublicationRule.ALL,
                        Optional.empty(),
                        new StoredLosses(losses),
                        Catalogue.bundled(),
                        Exclusions.NONE);
        SloView view = SloReport.of(sources, SloConfig.DEFAULT, NOW - 3_600 * SECOND, NOW);
        return new ServiceLevels(
                () -> Optional.of(view),
                () -> new AlertsState(NOW, List.of(), List.of(), List.of()),
                sources,
                SloConfig.DEFAULT);
    }

    /** From Beijing to Hanoi through Nanning, and past it through Guangzhou. */
    static SegmentPlan segments() {
        return new SegmentPlan(
                List.of(
                        new SegmentPlan.Segment(
                                "beijing",
                                SegmentPlan.NANNING,
                                "",
                                SeriesSelector.parse("CN-BJS/dom-1")),
                        new SegmentPlan.Segment(
                                "beijing",
                                "VN-HAN",
                                "guangzhou",
                                SeriesSelector.parse("CN-GZ/past"))));
    }

    /** A server of it on any free port, not started. */
    WebServer server() {
        return new WebServer(
                        new WebConfig(
                                "127.0.0.1", 0, Duration.ofSeconds(5), Duration.ofSeconds(10), 2),
                        sources(),
                        () -> NOW,
                        null)
                .compare(segments());
    }
}
