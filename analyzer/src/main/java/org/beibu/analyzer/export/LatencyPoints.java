package org.beibu.analyzer.export;

import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.delay.Tails;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * The points of one window.
 *
 * <pre>
 * beibu_latency       tags route, exit, method, metric, class, resolution (10s, 1m)
 *                     fields count, min_ns, p50_ns, p95_ns, p99_ns, max_ns (integers), mean_ns (float),
 *                     floor_ns (integer, of routes in the catalogue)
 * beibu_latency_hist  tags route, exit, method, metric, class, le (upper bound in ns); 1 min windows only
 *                     field count (integer, of this band alone; empty bands are left out)
 * time                start of the window, seconds
 * </pre>
 *
 * <p>Counts of a window only grow, so a band once sent is never left stale by a later sending.
 */
final class LatencyPoints {
    static final String SUMMARY = "beibu_latency";
    static final String BANDS = "beibu_latency_hist";

    /** The resolutions that are exported; longer windows are grouped by the query. */
    static final Set<Resolution> EXPORTED =
            Collections.unmodifiableSet(EnumSet.of(Resolution.TEN_SECONDS, Resolution.MINUTE));

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Catalogue catalogue;

    LatencyPoints(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Appends the points of the window. */
    void append(Series series, Window window, DelayHistogram histogram, List<Point> to) {
        append(series, new StoredWindow(window, histogram), true, to);
    }

    /** Appends the points of the window, without what a few samples alone decide if so asked. */
    void append(Series series, StoredWindow stored, boolean extremes, List<Point> to) {
        Window window = stored.window();
        DelayHistogram histogram = stored.histogram();
        Point summary = summary(series, window, histogram);
        addTails(summary, histogram, extremes);
        to.add(summary);
        if (window.resolution() == Resolution.MINUTE) {
            appendBands(series, window, bands(histogram, extremes), to);
        }
    }

    private static void addTails(Point summary, DelayHistogram histogram, boolean extremes) {
        if (extremes) {
            summary.addField("min_ns", histogram.minNanos())
                    .addField("max_ns", histogram.maxNanos());
        }
        if (extremes || histogram.count() >= 20L * PublicationRule.SAMPLES_BEYOND) {
            summary.addField("p95_ns", histogram.percentileNanos(95));
        }
        if (extremes || histogram.count() >= 100L * PublicationRule.SAMPLES_BEYOND) {
            summary.addField("p99_ns", histogram.percentileNanos(99));
        }
    }

    private static long[] bands(DelayHistogram histogram, boolean extremes) {
        long[] counts = histogram.bucketCounts(DelayBands.upperBoundsNanos());
        if (!extremes) {
            Tails.fold(counts, PublicationRule.SAMPLES_BEYOND);
        }
        return counts;
    }

    private static void appendBands(Series series, Window window, long[] counts, List<Point> to) {
        int last = DelayBands.count() - 1;
        // The last bucket of the histogram reaches a little beyond its longest delay.
        counts[last] += counts[last + 1];
        for (int band = 0; band <= last; band++) {
            if (counts[band] > 0) {
                to.add(
                        point(BANDS, series, window)
                                .addTag("le", DelayBands.label(band))
                                .addField("count", counts[band]));
            }
        }
    }

    private Point summary(Series series, Window window, DelayHistogram histogram) {
        Point point =
                point(SUMMARY, series, window)
                        .addTag("resolution", window.resolution().toString())
                        .addField("count", histogram.count())
                        .addField("p50_ns", histogram.percentileNanos(50))
                        .addField("mean_ns", histogram.meanNanos());
        catalogue
                .find(series.path().routeId())
                .filter(route -> series.metric().isRoundTrip())
                .map(AseanRoute::fibreFloorNanos)
                .ifPresent(floor -> point.addField("floor_ns", floor));
        return point;
    }

    private static Point point(String measurement, Series series, Window window) {
        return Point.measurement(measurement)
                .addTag("route", series.path().routeId())
                .addTag("exit", series.path().exit())
                .addTag("method", series.method().toString())
                .addTag("metric", series.metric().toString())
                .addTag("class", series.qualityClass().toString())
                .time(window.startNanos() / NANOS_PER_SECOND, WritePrecision.S);
    }
}
