package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LivePath;
import org.beibu.analyzer.live.LiveProbe;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.Test;

class RoutesViewTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_790_000_000L * SECOND;
    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final Series SINGAPORE = series("SG-SIN", "hk-3");

    private final MemoryDelayStore store = new MemoryDelayStore();

    private static Series series(String route, String exit) {
        return new Series(
                new PathId(route, exit),
                Method.HANDSHAKE,
                Metric.FAR_ROUND_TRIP,
                QualityClass.CLEAN);
    }

    private static LivePath live(Series series, long... delays) {
        long[] sorted = delays.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return new LivePath(
                series,
                n,
                10 * SECOND,
                n == 0 ? 0 : sorted[(n + 1) / 2 - 1],
                n == 0 ? 0 : sorted[(int) Math.ceil(n * 0.95) - 1],
                n == 0 ? 0 : sorted[(int) Math.ceil(n * 0.99) - 1],
                n == 0 ? 0 : sorted[0],
                n == 0 ? 0 : sorted[n - 1],
                NOW - SECOND,
                n,
                new long[0],
                new long[0],
                new long[0]);
    }

    private static LiveSnapshot snapshot(LivePath... paths) {
        return Snapshots.of(NOW, List.of(paths), List.of());
    }

    private static PathRow row(RoutesView view, String route, String exit) {
        return view.rows().stream()
                .filter(row -> row.path().equals(new PathId(route, exit)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyRouteOfTheCatalogueHasARowForEachExit() {
        LiveSnapshot snapshot =
                snapshot(live(SINGAPORE, 40_000_000), live(series("VN-HAN", "gz-1"), 4_000_000));

        RoutesView view = LiveRoutes.view(snapshot, CATALOGUE, Set.of());

        assertEquals(List.of("gz-1", "hk-3"), view.exits());
        assertEquals(2 * CATALOGUE.routes().size(), view.rows().size());
        assertEquals(2, view.timedRows());
    }

    @Test
    void routeWithoutTimingsIsNoDataAndNeverZero() {
        RoutesView view =
                LiveRoutes.view(snapshot(live(SINGAPORE, 40_000_000)), CATALOGUE, Set.of());

        JsonObject davao =
                RoutesJson.object(view, 0).getJsonArray("rows").stream()
                        .map(JsonObject.class::cast)
                        .filter(row -> row.getString("route").equals("PH-DVO"))
                        .findFirst()
                        .orElseThrow();

        assertEquals("no-data", davao.getString("state"));
        assertEquals(0, davao.getLong("count"));
        for (String key : List.of("p50_ns", "p95_ns", "p99_ns", "min_ns", "times_floor")) {
            assertTrue(davao.containsKey(key), key);
            assertEquals(null, davao.getValue(key), key);
        }
        assertTrue(RoutesText.table(view).contains("PH-DVO"));
        assertTrue(RoutesText.table(view).lines().anyMatch(l -> l.matches("PH-DVO .* no data .*")));
    }

    @Test
    void pathThatFallsSilentKeepsItsRowWithoutFigures() {
        RoutesView view = LiveRoutes.view(snapshot(live(SINGAPORE)), CATALOGUE, Set.of("nn-2"));

        assertFalse(row(view, "SG-SIN", "hk-3").isTimed());
        assertFalse(row(view, "SG-SIN", "nn-2").isTimed());
        assertEquals(List.of("hk-3", "nn-2"), view.exits());
    }

    @Test
    void pageAndCommandShowTheSameFigures() {
        long[] delays = new long[200];
        for (int i = 0; i < delays.length; i++) {
            delays[i] = 40_000_000 + i * 50_000L;
            store.record(SINGAPORE, NOW - SECOND - i * 40_000_000L, delays[i]);
        }

        PathRow page =
                row(
                        LiveRoutes.view(snapshot(live(SINGAPORE, delays)), CATALOGUE, Set.of()),
                        "SG-SIN",
                        "hk-3");
        PathRow command =
                row(
                        StoredRoutes.view(store, CATALOGUE, NOW - 10 * SECOND, NOW, RowChoice.ALL),
                        "SG-SIN",
                        "hk-3");

        DelayFigures live = page.figures();
        DelayFigures stored = command.figures();
        assertEquals(live.count(), stored.count());
        assertEquals(live.minNanos(), stored.minNanos());
        assertEquals(live.maxNanos(), stored.maxNanos());
        // The histogram keeps three digits, the live figures of this test are exact.
        assertEquals(1.0, (double) stored.p50Nanos() / live.p50Nanos(), 0.001);
        assertEquals(1.0, (double) stored.p95Nanos() / live.p95Nanos(), 0.001);
        assertEquals(1.0, (double) stored.p99Nanos() / live.p99Nanos(), 0.001);
        assertEquals(page.series(), command.series());
    }

    @Test
    void timesFloorIsTheMedianAgainstTheFibreFloor() {
        RoutesView view =
                LiveRoutes.view(snapshot(live(SINGAPORE, 47_740_000)), CATALOGUE, Set.of());

        // The floor of Singapore is 23.87 ms in the catalogue's file.
        assertEquals(2.0, view.timesFloor(row(view, "SG-SIN", "hk-3")).orElseThrow(), 0.001);
    }

    @Test
    void samplesOutsideTheCatalogueAreListedLastAndHaveNoFloor() {
        RoutesView view =
                LiveRoutes.view(snapshot(live(series("-", "-"), 9_000_000)), CATALOGUE, Set.of());

        PathRow last = view.rows().get(view.rows().size() - 1);
        assertEquals("-", last.path().routeId());
        assertEquals(Optional.empty(), view.floorNanos(last));
        assertTrue(view.timesFloor(last).isEmpty());
    }

    @Test
    void onlyOneMetricKeepsARowForPathsThatHaveNoneOfIt() {
        Series near =
                new Series(
                        new PathId("VN-HAN", "hk-3"),
                        Method.HANDSHAKE,
                        Metric.NEAR_ROUND_TRIP,
                        QualityClass.CLEAN);

        RoutesView view =
                LiveRoutes.view(
                                snapshot(live(SINGAPORE, 40_000_000), live(near, 900_000)),
                                CATALOGUE,
                                Set.of())
                        .only(RowChoice.ALL.orMetric(Metric.FAR_ROUND_TRIP));

        assertFalse(row(view, "VN-HAN", "hk-3").isTimed());
        assertTrue(row(view, "SG-SIN", "hk-3").isTimed());
    }

    @Test
    void captureLossIsThatOfTheWorstProbeAndUnknownIsNotZero() {
        LiveProbe unknown = new LiveProbe("a", NOW, 10, 0, 0, -1, -1);
        LiveProbe lossy = new LiveProbe("b", NOW, 10, 1, 0, 0.1, 0.1);

        assertTrue(
                LiveRoutes.view(Snapshots.of(NOW, List.of(), List.of(unknown)), CATALOGUE, Set.of())
                        .captureLoss()
                        .isEmpty());
        assertEquals(
                0.1,
                LiveRoutes.view(
                                Snapshots.of(NOW, List.of(), List.of(unknown, lossy)),
                                CATALOGUE,
                                Set.of())
                        .captureLoss()
                        .orElseThrow());
    }

    @Test
    void everythingInTheStoreIsShownWhateverItsAge() {
        long year2015 = 1_430_000_000L * SECOND;
        store.record(SINGAPORE, year2015, 40_000_000);
        store.record(SINGAPORE, NOW + 3_600 * SECOND, 50_000_000);

        RoutesView view = StoredRoutes.view(store, CATALOGUE, StoredRoutes.ALL, NOW, RowChoice.ALL);

        assertEquals(2, row(view, "SG-SIN", "hk-3").figures().count());
        assertTrue(view.fromNanos() <= year2015 && view.fromNanos() > year2015 - 86_400 * SECOND);
        assertEquals(
                (NOW + 3_600 * SECOND) / (10 * SECOND) * (10 * SECOND),
                row(view, "SG-SIN", "hk-3").lastSample().orElseThrow().epochNanos());
    }

    @Test
    void plainTextHasOneFieldForEachHeading() {
        RoutesView view =
                LiveRoutes.view(snapshot(live(SINGAPORE, 40_000_000)), CATALOGUE, Set.of());

        List<String> lines = RoutesText.plain(view).lines().toList();

        int columns = lines.get(0).split("\t", -1).length;
        assertEquals(27, columns);
        lines.forEach(line -> assertEquals(columns, line.split("\t", -1).length, line));
    }
}
