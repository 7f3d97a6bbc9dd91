package org.beibu.analyzer.delay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.Test;

class HeadlinesTest {
    private final Map<Series, Long> counts = new HashMap<>();

    private static Series series(String exit, Method method, QualityClass quality) {
        return new Series(new PathId("VN-HAN", exit), method, Metric.FAR_ROUND_TRIP, quality);
    }

    private Series timed(String exit, Method method, QualityClass quality, long count) {
        Series series = series(exit, method, quality);
        counts.put(series, count);
        return series;
    }

    @Test
    void cleanHandshakesHeadAPathWhereThereAreEnough() {
        Series handshake = timed("gz-1", Method.HANDSHAKE, QualityClass.CLEAN, 20);
        timed("gz-1", Method.DATA_ACK, QualityClass.CLEAN, 5_000);
        timed("gz-1", Method.DATA_ACK, QualityClass.DELAYED_ACK, 9_000);

        assertEquals(Set.of(handshake), Headlines.of(counts).ofPath());
    }

    @Test
    void tooFewHandshakesGiveWayToDataAcks() {
        timed("gz-1", Method.HANDSHAKE, QualityClass.CLEAN, 19);
        Series data = timed("gz-1", Method.DATA_ACK, QualityClass.CLEAN, 5_000);

        assertEquals(Set.of(data), Headlines.of(counts).ofPath());
    }

    @Test
    void biasedClassNeverHeadsBesideAnUnbiasedOneWithEnough() {
        Series old = timed("gz-1", Method.DNS, QualityClass.UNCLASSIFIED, 20);
        timed("gz-1", Method.HANDSHAKE, QualityClass.AMBIGUOUS, 9_000);
        timed("gz-1", Method.TIMESTAMP, QualityClass.FALLBACK, 9_000);

        assertEquals(Set.of(old), Headlines.of(counts).ofPath());
    }

    @Test
    void exitsOfARouteAreComparedByTheKindThatServesTheMostOfThem() {
        timed("gz-1", Method.HANDSHAKE, QualityClass.CLEAN, 100);
        timed("hk-3", Method.HANDSHAKE, QualityClass.CLEAN, 3);
        Series first = timed("gz-1", Method.DATA_ACK, QualityClass.CLEAN, 50);
        Series second = timed("hk-3", Method.DATA_ACK, QualityClass.CLEAN, 50);

        assertEquals(Set.of(first, second), Headlines.of(counts).ofPath());
    }

    @Test
    void exitWithoutTheKindOfItsRouteIsHeadedByItsOwnBest() {
        Series common = timed("gz-1", Method.HANDSHAKE, QualityClass.CLEAN, 100);
        timed("hk-3", Method.TIMESTAMP, QualityClass.FALLBACK, 7);
        Series own = timed("hk-3", Method.DATA_ACK, QualityClass.DELAYED_ACK, 7);

        assertEquals(Set.of(common, own), Headlines.of(counts).ofPath());
    }

    @Test
    void eachMethodHasItsOwnHeadline() {
        Series handshake = timed("gz-1", Method.HANDSHAKE, QualityClass.CLEAN, 100);
        timed("gz-1", Method.HANDSHAKE, QualityClass.AMBIGUOUS, 900);
        timed("gz-1", Method.DATA_ACK, QualityClass.CLEAN, 2);
        Series data = timed("gz-1", Method.DATA_ACK, QualityClass.DELAYED_ACK, 30);

        assertEquals(Set.of(handshake, data), Headlines.of(counts).ofMethod());
    }

    @Test
    void withoutEnoughOfAnythingTheUnbiasedOneHeads() {
        Series one = timed("gz-1", Method.DNS, QualityClass.CLEAN, 1);
        timed("gz-1", Method.DATA_ACK, QualityClass.DELAYED_ACK, 19);
        timed("gz-1", Method.HANDSHAKE, QualityClass.CLEAN, 0);

        assertEquals(Set.of(one), Headlines.of(counts).ofPath());
    }

    @Test
    void orderOfPreferenceIsAnOrder() {
        List<TimingKind> kinds = new ArrayList<>();
        for (Method method : Method.values()) {
            for (QualityClass quality : QualityClass.values()) {
                kinds.add(new TimingKind(method, quality));
            }
        }
        assertEquals(kinds.size(), new TreeSet<>(kinds).size(), "no two are equal");
        List<TimingKind> sorted = List.copyOf(new TreeSet<>(kinds));
        Collections.shuffle(kinds, new Random(5));
        Collections.sort(kinds);
        assertEquals(sorted, kinds);
        assertEquals(new TimingKind(Method.HANDSHAKE, QualityClass.CLEAN), sorted.get(0));
        assertEquals(new TimingKind(Method.HANDSHAKE, QualityClass.UNCLASSIFIED), sorted.get(1));
        for (int i = 0; i < sorted.size(); i++) {
            for (int j = 0; j < sorted.size(); j++) {
                int sign = Integer.signum(sorted.get(i).compareTo(sorted.get(j)));
                assertEquals(Integer.compare(i, j), sign);
            }
        }
    }

    @Test
    void cleanShareCountsAllClassesOfTheMethodAlone() {
        Series clean = timed("gz-1", Method.DATA_ACK, QualityClass.CLEAN, 30);
        Series late = timed("gz-1", Method.DATA_ACK, QualityClass.DELAYED_ACK, 60);
        timed("gz-1", Method.DATA_ACK, QualityClass.UNCLASSIFIED, 10);
        timed("gz-1", Method.HANDSHAKE, QualityClass.CLEAN, 1_000);
        Series old = timed("hk-3", Method.HANDSHAKE, QualityClass.UNCLASSIFIED, 50);
        Series none = timed("hk-3", Method.DNS, QualityClass.CLEAN, 0);

        CleanShares shares = new CleanShares(counts);

        assertEquals(0.3, shares.of(clean).orElseThrow(), 1e-12);
        assertEquals(0.3, shares.of(late).orElseThrow(), 1e-12);
        assertTrue(shares.of(old).isEmpty(), "nothing of it was ever classified");
        assertTrue(shares.of(none).isEmpty());
    }
}
