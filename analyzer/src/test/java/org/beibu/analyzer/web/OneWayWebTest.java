package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

/** One-way delays and delay variation beside the round trips of their path. */
class OneWayWebTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_790_000_000L * SECOND;
    private static final PathId PATH = new PathId("VN-HAN", "gz-1");

    private final MemoryDelayStore store = new MemoryDelayStore();

    private void record(Metric metric, long... delays) {
        Series series = new Series(PATH, Method.STAMP, metric, QualityClass.CLEAN);
        for (int i = 0; i < delays.length; i++) {
            store.record(series, NOW - (20 - i) * SECOND, delays[i], 1);
        }
    }

    private JsonObject row(Metric metric) {
        RowChoice choice =
                new RowChoice(
                        Optional.of("VN-HAN"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(metric),
                        Optional.empty(),
                        false);
        RoutesView view =
                StoredRoutes.view(store, Catalogue.bundled(), NOW - 60 * SECOND, NOW, choice);
        assertEquals(1, view.rows().size(), "rows of other metrics stay out");
        return RowJson.object(view, view.rows().get(0), 0);
    }

    @Test
    void whatNeedsClocksInDoubtIsWithheldAndSaysSoAndTheRoundTripStays() {
        record(Metric.FAR_ROUND_TRIP, 10_000_000, 20_000_000, 30_000_000);
        record(Metric.FORWARD_ONE_WAY, 6_000_000, 12_000_000);
        record(Metric.CLOCK_ERROR, 100_000, 150_000);
        ClockDoubts doubts =
                new ClockDoubts(
                        Map.of(
                                PATH,
                                new ClockDoubts.Doubt("clock-step", NOW - 40 * SECOND, 4_000_000)));

        RoutesView all =
                StoredRoutes.view(store, Catalogue.bundled(), NOW - 60 * SECOND, NOW, RowChoice.ALL)
                        .with(doubts);

        for (PathRow row : all.rows().stream().filter(r -> r.series().isPresent()).toList()) {
            JsonObject json = RowJson.object(all, row, 0);
            boolean roundTrip = row.metric().orElseThrow() == Metric.FAR_ROUND_TRIP;
            assertEquals(roundTrip ? "timed" : "clocks-doubted", json.getString("state"));
            assertEquals(roundTrip, json.getValue("p50_ns") != null);
            JsonObject oneWay = json.getJsonObject("one_way");
            assertEquals("clocks-doubted", oneWay.getString("state"));
            assertNull(oneWay.getValue("forward"));
            assertNull(oneWay.getValue("error_ns"));
            assertEquals(4_000_000, oneWay.getJsonObject("clocks").getLong("moved_ns"));
        }
        assertTrue(RoutesText.table(all).contains("clocks doubted"), RoutesText.table(all));
    }

    @Test
    void rowOfTheRoundTripSaysEachDirectionWithTheLargestErrorBound() {
        record(Metric.FAR_ROUND_TRIP, 10_000_000, 20_000_000, 30_000_000);
        record(Metric.FORWARD_ONE_WAY, 6_000_000, 12_000_000);
        record(Metric.BACKWARD_ONE_WAY, 4_000_000);
        record(Metric.CLOCK_ERROR, 100_000, 150_000);
        record(Metric.ROUND_TRIP_VARIATION, 10_000_000, 10_000_000);

        JsonObject way = row(Metric.FAR_ROUND_TRIP).getJsonObject("one_way");

        assertEquals("timed", way.getString("state"));
        assertEquals(3, way.getLong("replies"));
        assertEquals(150_000, way.getLong("error_ns"));
        assertEquals(2, way.getJsonObject("forward").getLong("count"));
        assertEquals(12_000_000, way.getJsonObject("forward").getLong("max_ns"));
        assertEquals(
                6_000_000, way.getJsonObject("forward").getJsonObject("pdv").getLong("max_ns"));
        assertEquals(4_000_000, way.getJsonObject("backward").getLong("min_ns"));
        assertEquals(2, way.getJsonObject("ipdv").getLong("count"));
        assertEquals(20_000_000, way.getJsonObject("pdv").getLong("max_ns"));
    }

    @Test
    void withoutGoodClocksTheyAreNotDeterminableRatherThanZero() {
        record(Metric.FAR_ROUND_TRIP, 10_000_000);

        JsonObject way = row(Metric.FAR_ROUND_TRIP).getJsonObject("one_way");

        assertEquals("not-determinable", way.getString("state"));
        assertNull(way.getJsonObject("forward"));
        assertNull(way.getJsonObject("backward"));
        assertNull(way.getLong("error_ns"));
        assertNull(way.getJsonObject("ipdv").getLong("p50_ns"), "no pair, no variation");
    }

    @Test
    void pathWithoutSessionsSaysNothingOfDirections() {
        store.record(
                new Series(PATH, Method.HANDSHAKE, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN),
                NOW - SECOND,
                10_000_000,
                1);

        assertNull(row(Metric.FAR_ROUND_TRIP).getJsonObject("one_way"));
    }

    @Test
    void fibreFloorBoundsRoundTripsOnly() {
        record(Metric.FAR_ROUND_TRIP, 10_000_000);
        record(Metric.FORWARD_ONE_WAY, 6_000_000);

        assertNotNull(row(Metric.FAR_ROUND_TRIP).getDouble("times_floor"));
        assertNull(row(Metric.FORWARD_ONE_WAY).getDouble("times_floor"));
    }

    @Test
    void metricsKeepRoundTripsAndOneWayDelaysUnderNamesOfTheirOwn() {
        record(Metric.FAR_ROUND_TRIP, 10_000_000);
        record(Metric.FORWARD_ONE_WAY, 6_000_000);
        record(Metric.CLOCK_ERROR, 100_000);

        String text = metrics(ClockDoubts.NONE);

        assertTrue(
                text.contains(
                        "beibu_rtt_seconds_count{route=\"VN-HAN\",exit=\"gz-1\","
                                + "method=\"stamp\",metric=\"far\""),
                text);
        assertTrue(text.contains("beibu_one_way_delay_seconds_count{route=\"VN-HAN\""), text);
        assertTrue(text.contains("beibu_one_way_error_seconds_sum{route=\"VN-HAN\""), text);
        assertFalse(
                text.contains(
                        "beibu_rtt_seconds_count{route=\"VN-HAN\",exit=\"gz-1\","
                                + "method=\"stamp\",metric=\"forward\""),
                text);
    }

    @Test
    void metricsLeaveOneWayDelaysOutWhileClocksAreInDoubtAndSaySo() {
        record(Metric.FAR_ROUND_TRIP, 10_000_000);
        record(Metric.FORWARD_ONE_WAY, 6_000_000);
        record(Metric.CLOCK_ERROR, 100_000);

        String text =
                metrics(
                        new ClockDoubts(
                                Map.of(
                                        PathId.parse("VN-HAN/gz-1"),
                                        new ClockDoubts.Doubt("clock-step", NOW, 4_000_000))));

        assertTrue(text.contains("beibu_clock_in_doubt{route=\"VN-HAN\",exit=\"gz-1\"} 1\n"), text);
        assertTrue(text.contains("beibu_rtt_seconds_count{route=\"VN-HAN\""), text);
        assertFalse(text.contains("beibu_one_way_delay_seconds_count"), text);
        assertFalse(text.contains("beibu_one_way_error_seconds_count"), text);
        assertFalse(metrics(ClockDoubts.NONE).contains("beibu_clock_in_doubt{"));
    }

    private String metrics(ClockDoubts doubts) {
        return PrometheusText.of(
                new StoreTotals(new RttTotals(store).read(NOW), Map.of(), Map.of(), doubts),
                Snapshots.of(NOW, List.of(), List.of()),
                new WebSources(
                        new LiveView(),
                        store,
                        new MemoryTraffic().sources(),
                        new MemoryLosses(),
                        query -> List.of(),
                        PublicationRule.ALL,
                        Catalogue.bundled(),
                        new Counters()),
                "0.1.0");
    }
}
