package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.influxdb.client.write.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.Test;

class LatencyPointsTest {
    private static final AseanRoute HANOI =
            new AseanRoute("VN-HAN", "VN", "Viet Nam", "Hanoi", 21.0285, 105.8542, List.of());
    private static final Series SERIES =
            new Series(
                    new PathId("VN-HAN", "gz-1"),
                    Method.HANDSHAKE,
                    Metric.FAR_ROUND_TRIP,
                    QualityClass.CLEAN);
    private static final long START = 1_700_000_040_000_000_000L;

    private final LatencyPoints points = new LatencyPoints(new Catalogue(List.of(HANOI)));

    @Test
    void tenSecondsGiveOneSummary() {
        DelayHistogram histogram = histogram(10_000_000, 20_000_000, 30_000_000, 40_000_000);

        List<String> lines = lines(SERIES, Resolution.TEN_SECONDS, histogram);

        assertEquals(1, lines.size());
        String line = lines.get(0);
        assertTrue(
                line.startsWith(
                        "beibu_latency,class=clean,exit=gz-1,method=handshake,metric=far,resolution=10s,"
                                + "route=VN-HAN "),
                line);
        assertTrue(line.endsWith(" 1700000040"), line);
        assertTrue(line.contains("count=4i"), line);
        assertTrue(line.contains("min_ns=10000000i"), line);
        assertTrue(line.contains("max_ns=40000000i"), line);
        assertTrue(line.contains("mean_ns=25000000.0"), line);
        assertTrue(line.contains("floor_ns=" + HANOI.fibreFloorNanos() + "i"), line);
        assertTrue(line.matches(".*p50_ns=(19|20)[0-9]{6}i.*"), line);
        assertTrue(line.matches(".*p99_ns=(39|40)[0-9]{6}i.*"), line);
    }

    @Test
    void aMinuteAddsTheCountsOfItsBands() {
        DelayHistogram histogram = histogram(50_000, 20_000_000, 20_100_000, 200_000_000);

        List<String> lines = lines(SERIES, Resolution.MINUTE, histogram);

        String tags =
                "class=clean,exit=gz-1,le=%s,method=handshake,metric=far,route=VN-HAN count=%di 1700000040";
        assertEquals(
                List.of(
                        "beibu_latency_hist," + tags.formatted("00000100000", 1),
                        "beibu_latency_hist," + tags.formatted("00023700000", 2),
                        "beibu_latency_hist," + tags.formatted("00237000000", 1)),
                lines.subList(1, lines.size()));
    }

    @Test
    void theLongestDelayIsInTheLastBand() {
        List<String> lines = lines(SERIES, Resolution.MINUTE, histogram(60_000_000_000L));

        assertEquals(2, lines.size());
        assertTrue(lines.get(1).contains("le=60000000000,"), lines.get(1));
    }

    @Test
    void bandsHoldEverySampleOnce() {
        Random random = new Random(7);
        DelayHistogram histogram = new DelayHistogram();
        for (int i = 0; i < 20_000; i++) {
            histogram.record((long) Math.exp(random.nextDouble() * Math.log(60e9)));
        }

        List<String> lines = lines(SERIES, Resolution.MINUTE, histogram);

        long sum = 0;
        for (String line : lines.subList(1, lines.size())) {
            sum += Long.parseLong(line.replaceAll(".*count=([0-9]+)i.*", "$1"));
        }
        assertEquals(20_000, sum);
    }

    @Test
    void whatNoRouteHoldsHasNoFloor() {
        Series unrouted =
                new Series(
                        new PathId("-", "-"),
                        Method.TIMESTAMP,
                        Metric.FAR_ROUND_TRIP,
                        QualityClass.CLEAN);

        List<String> lines = lines(unrouted, Resolution.TEN_SECONDS, histogram(1_000_000));

        assertTrue(lines.get(0).contains(",route=- "), lines.get(0));
        assertFalse(lines.get(0).contains("floor_ns"), lines.get(0));
    }

    private List<String> lines(Series series, Resolution resolution, DelayHistogram histogram) {
        List<Point> to = new ArrayList<>();
        points.append(series, new Window(START, resolution), histogram, to);
        return to.stream().map(Point::toLineProtocol).toList();
    }

    private static DelayHistogram histogram(long... delays) {
        DelayHistogram histogram = new DelayHistogram();
        for (long delay : delays) {
            histogram.record(delay);
        }
        return histogram;
    }
}
