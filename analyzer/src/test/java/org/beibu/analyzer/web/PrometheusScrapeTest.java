package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes the analyzer, and its quantiles are those of the store. */
@Tag("interop")
class PrometheusScrapeTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_700_000_000L * SECOND;
    private static final long DEADLINE_NANOS = 60 * SECOND;
    private static final Series SERIES =
            new Series(
                    new PathId("SG-SIN", "hk-3"),
                    Method.STAMP,
                    Metric.FAR_ROUND_TRIP,
                    QualityClass.CLEAN);

    private final MemoryDelayStore store = new MemoryDelayStore();
    private final LiveView live = new LiveView();
    private final WebServer server =
            new WebServer(
                    WebConfig.defaults().at("127.0.0.1", 0),
                    new WebSources(
                            live,
                            store,
                            new MemoryTraffic().sources(),
                            new MemoryLosses(),
                            query -> List.of(),
                            PublicationRule.ALL,
                            Catalogue.bundled(),
                            new Counters()),
                    () -> NOW,
                    null);

    @TempDir private Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void quantilesOfPrometheusAreThoseOfTheStoreWithinABucket()
            throws IOException, InterruptedException {
        Random random = new Random(8);
        for (int i = 0; i < 5_000; i++) {
            long delay = 35_000_000L + (long) (Math.exp(random.nextGaussian()) * 6_000_000);
            store.record(SERIES, NOW - (1 + i % 50) * SECOND, delay, 1);
        }
        live.publish(Snapshots.of(NOW, List.of(), List.of()));
        server.start();
        try (PrometheusProcess prometheus = new PrometheusProcess(directory, server)) {
            String labels = "{route=\"SG-SIN\",exit=\"hk-3\",method=\"stamp\",metric=\"far\"}";
            assertEquals(5_000, query(prometheus, "beibu_rtt_seconds_count" + labels));
            DelayHistogram all = store.merged(SERIES, Resolution.DAY, 0, NOW);
            double sum = query(prometheus, "beibu_rtt_seconds_sum" + labels);
            assertEquals(all.meanNanos() * 5_000 / 1e9, sum, 1e-6);
            for (int percentile : new int[] {50, 95, 99}) {
                double quantile =
                        query(
                                prometheus,
                                "histogram_quantile(0."
                                        + percentile
                                        + ",beibu_rtt_seconds_bucket"
                                        + labels
                                        + ")");
                double exact = all.percentileNanos(percentile) / 1e9;
                double above = bound(exact, true);
                double below = bound(exact, false);
                assertTrue(
                        below <= quantile && quantile <= above,
                        "p" + percentile + " " + quantile + " beside " + exact);
            }
        }
    }

    /** The bound of the bucket that holds a delay. */
    private static double bound(double seconds, boolean upper) {
        double below = 0;
        for (long micros : RttTotals.BOUNDS_MICROS) {
            if (micros / 1e6 >= seconds) {
                return upper ? micros / 1e6 : below;
            }
            below = micros / 1e6;
        }
        return upper ? Double.MAX_VALUE : below;
    }

    /** The value of an expression, as soon as there is one. */
    private static double query(PrometheusProcess prometheus, String expression)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (System.nanoTime() - deadline < 0) {
            List<String> values = prometheus.values(expression);
            if (!values.isEmpty()) {
                return Double.parseDouble(values.get(0));
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new IOException("no answer to " + expression + ": " + prometheus.log());
    }
}
