package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.delay.TimingKind;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowChoiceTest {
    private static final long NOW = 1_790_000_000L * 1_000_000_000L;
    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final PathId SINGAPORE = new PathId("SG-SIN", "gz-1");

    private final MemoryDelayStore store = new MemoryDelayStore();

    private static RowChoice choice(Map<String, String> parameters) {
        return RowChoice.parse(new Parameters(parameters));
    }

    private void record(PathId path, Method method, QualityClass quality, int count) {
        Series series = new Series(path, method, Metric.FAR_ROUND_TRIP, quality);
        for (int i = 0; i < count; i++) {
            store.record(series, NOW - 1, 40_000_000 + i);
        }
    }

    private List<PathRow> timed(Map<String, String> parameters) {
        return StoredRoutes.view(store, CATALOGUE, StoredRoutes.ALL, NOW, choice(parameters))
                .rows()
                .stream()
                .filter(PathRow::isTimed)
                .toList();
    }

    private static Set<TimingKind> kinds(List<PathRow> rows) {
        return rows.stream()
                .map(row -> row.series().orElseThrow().kind())
                .collect(Collectors.toSet());
    }

    private void fill() {
        record(SINGAPORE, Method.HANDSHAKE, QualityClass.CLEAN, 30);
        record(SINGAPORE, Method.DATA_ACK, QualityClass.CLEAN, 60);
        record(SINGAPORE, Method.DATA_ACK, QualityClass.DELAYED_ACK, 140);
        record(SINGAPORE, Method.TIMESTAMP, QualityClass.FALLBACK, 900);
    }

    @Test
    void everyMethodAndClassIsARowOfItsOwnUnlessAskedOtherwise() {
        fill();

        List<PathRow> all = timed(Map.of());

        assertEquals(
                List.of(30L, 900L, 60L, 140L), all.stream().map(r -> r.figures().count()).toList());
        assertEquals(1, all.stream().filter(row -> row.standing().headline()).count());
    }

    @Test
    void headlineRowsAreOneAPathAndCarryTheCleanShareOfTheirMethod() {
        fill();

        List<PathRow> head = timed(Map.of("rows", "headline"));
        List<PathRow> data = timed(Map.of("rows", "headline", "method", "data-ack"));

        assertEquals(Set.of(new TimingKind(Method.HANDSHAKE, QualityClass.CLEAN)), kinds(head));
        assertEquals(1.0, head.get(0).standing().cleanShare().orElseThrow());
        assertEquals(Set.of(new TimingKind(Method.DATA_ACK, QualityClass.CLEAN)), kinds(data));
        assertEquals(0.3, data.get(0).standing().cleanShare().orElseThrow(), 1e-9);
    }

    @Test
    void methodWhoseTimingsAreAllBiasedIsStillHeadedWithinItself() {
        fill();

        List<PathRow> rows = timed(Map.of("rows", "headline", "method", "timestamp"));

        assertEquals(Set.of(new TimingKind(Method.TIMESTAMP, QualityClass.FALLBACK)), kinds(rows));
        assertEquals(0.0, rows.get(0).standing().cleanShare().orElseThrow());
    }

    @Test
    void classAndRouteAndExitNarrowTheRowsButNotTheKindsThatAreOffered() {
        fill();
        record(new PathId("VN-HAN", "hk-3"), Method.DATA_ACK, QualityClass.DELAYED_ACK, 5);

        RoutesView view =
                StoredRoutes.view(
                        store,
                        CATALOGUE,
                        StoredRoutes.ALL,
                        NOW,
                        choice(Map.of("class", "delayed-ack")));

        assertEquals(2, view.timedRows());
        assertEquals(4, view.kinds().size());
        assertEquals(1, timed(Map.of("class", "delayed-ack", "exit", "hk-3")).size());
        assertEquals(1, timed(Map.of("class", "delayed-ack", "route", "SG-SIN")).size());
        assertEquals(0, timed(Map.of("metric", "near")).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"class=dirty", "rows=best", "method=ping", "metric=middle"})
    void faultsNameTheParameterAndTheFix(String fault) {
        String[] pair = fault.split("=", 2);

        ProblemException problem =
                assertThrows(ProblemException.class, () -> choice(Map.of(pair[0], pair[1])));

        assertEquals(400, problem.status());
        assertTrue(problem.where().contains(pair[0]), problem.getMessage());
        assertTrue(problem.fix().startsWith("use one of "), problem.fix());
    }

    @Test
    void headlineRowsOfOneClassAreRefusedSinceTheHeadlineHasItsOwn() {
        assertThrows(
                ProblemException.class, () -> choice(Map.of("rows", "headline", "class", "clean")));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new RowChoice(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(QualityClass.CLEAN),
                                true));
    }
}
