package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.analyzer.alert.AlertsState;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.publish.PublicationRule;
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
import org.beibu.model.TrafficDirection;
import org.beibu.runtime.counters.Counter;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final List<String> SLO_METRICS =
            List.of(
                    "beibu_slo_objective_ratio",
                    "beibu_slo_windows",
                    "beibu_slo_attainment_ratio",
                    "beibu_slo_budget_left_ratio",
                    "beibu_slo_burn_rate",
                    "beibu_slo_carries");
    private static final long NOW = 1_790_000_000_000_000_000L;

    @Test
    @Tag("interop")
    void promtoolFindsNothingToComplainAbout() throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(PROMTOOL),
                "skipped: " + PROMTOOL + " is missing (Debian package prometheus)");
        MemoryDelayStore store = new MemoryDelayStore();
        FakeBureau bureau = new FakeBureau(Catalogue.bundled(), Optional.of(store));
        MemoryTraffic traffic = new MemoryTraffic();
        traffic.record(
                new TrafficSeries(new PathId("VN-HAN", "gz-1"), TrafficDirection.OUTBOUND, 1),
                NOW,
                1_500,
                1);
        MemoryLosses losses = new MemoryLosses();
        losses.record(
                new LossSeries(new PathId("VN-HAN", "gz-1"), Method.STAMP, Metric.FAR_ROUND_TRIP),
                NOW,
                new LossCounts(100, 3, 0, 1, 2));
        Counters counters = new Counters();
        counters.register(WebCounter.class);
        String text =
                PrometheusText.of(
                        new StoreTotals(
                                new RttTotals(store).read(NOW),
                                traffic.trafficTotals(),
                                losses.lossTotals()),
                        bureau.snapshot(NOW),
                        new WebSources(
                                new LiveView(),
                                store,
                                traffic.sources(),
                                new MemoryLosses(),
                                query -> List.of(),
                                PublicationRule.ALL,
                                Catalogue.bundled(),
                                counters,
                                Optional.of(levels(store, losses))),
                        "0.1.0");
        for (String name : SLO_METRICS) {
            assertTrue(text.contains("\n" + name + "{"), name + " has no line");
        }

        Process promtool =
                new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
                        .redirectErrorStream(true)
                        .start();
        try (OutputStream in = promtool.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals("", said);
        assertEquals(0, promtool.waitFor());
    }

    /** The levels of the two minutes that the bureau was measured for. */
    private static ServiceLevels levels(MemoryDelayStore store, MemoryLosses losses) {
        SloSources sources =
                new SloSources(
                        store,
                        PublicationRule.ALL,
                        Optional.empty(),
                        new StoredLosses(losses),
                        Catalogue.bundled(),
                        Exclusions.NONE);
        SloView view = SloReport.of(sources, SloConfig.DEFAULT, NOW - 3_600_000_000_000L, NOW);
        return new ServiceLevels(
                () -> Optional.of(view),
                () -> new AlertsState(0, List.of(), List.of(), List.of()),
                sources,
                SloConfig.DEFAULT);
    }

    /** A counter whose name is also that of a metric with labels. */
    private enum Clash implements Counter {
        DROPPED;

        @Override
        public String label() {
            return "probe_capture_dropped";
        }

        @Override
        public String help() {
            return "Something else";
        }
    }

    @Test
    void everyMetricHasHelpAndTypeOnceEvenWhenACounterClashes() {
        FakeBureau bureau = new FakeBureau(Catalogue.bundled(), Optional.empty());
        Counters counters = new Counters();
        counters.register(Clash.class);

        String text =
                PrometheusText.of(
                        new StoreTotals(List.of(), Map.of(), Map.of()),
                        bureau.snapshot(NOW),
                        new WebSources(
                                new LiveView(),
                                new MemoryDelayStore(),
                                new MemoryTraffic().sources(),
                                new MemoryLosses(),
                                query -> List.of(),
                                PublicationRule.ALL,
                                Catalogue.bundled(),
                                counters),
                        "0.1.0");

        long types = text.lines().filter(line -> line.startsWith("# TYPE")).count();
        assertEquals(
                types,
                text.lines()
                        .filter(line -> line.startsWith("# TYPE"))
                        .map(line -> line.split(" ")[2])
                        .distinct()
                        .count());
        assertEquals(types, text.lines().filter(line -> line.startsWith("# HELP")).count());
    }
}
