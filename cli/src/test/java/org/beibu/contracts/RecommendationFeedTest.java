package org.beibu.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.beibu.analyzer.recommend.live.RecommendState;
import org.beibu.analyzer.recommend.live.Recommendation;
import org.beibu.model.Prefix;
import org.beibu.router.recommendation.RecommendationJson;
import org.junit.jupiter.api.Test;

/** The analyzer's feed is what the router adapter reads. */
class RecommendationFeedTest {
    private static final long NOW = 1_763_800_000_123_456_789L;

    private static RecommendState state() {
        Recommendation one =
                new Recommendation(
                        "VN-HAN-sg-2-29396666",
                        "VN-HAN",
                        List.of(Prefix.parse("203.0.113.0/24"), Prefix.parse("2001:db8::/48")),
                        "hk-1",
                        "sg-2",
                        new Recommendation.Evidence(
                                "latency",
                                "stamp",
                                900,
                                900,
                                60_000_000,
                                50_000_000,
                                8_000_000,
                                12_000_000,
                                0.001,
                                0),
                        0.05,
                        new Recommendation.Probes(NOW - 200_000_000, 500, 2, 3),
                        new Recommendation.Why("why", "unless", "undo"));
        return new RecommendState(
                NOW, NOW + 60_000_000_000L, List.of(one), new TreeMap<>(), new TreeMap<>());
    }

    @Test
    void everyFieldArrives() throws Exception {
        List<org.beibu.router.recommendation.Recommendation> read =
                RecommendationJson.read(state().feed());

        assertEquals(1, read.size());
        var one = read.get(0);
        assertEquals("VN-HAN-sg-2-29396666", one.id());
        assertEquals(Instant.ofEpochSecond(1_763_800_000L, 123_456_789), one.issued());
        assertEquals(60, one.expires().getEpochSecond() - one.issued().getEpochSecond());
        assertEquals(
                List.of(Prefix.parse("203.0.113.0/24"), Prefix.parse("2001:db8::/48")),
                one.move().prefixes());
        assertEquals("hk-1", one.move().fromExit());
        assertEquals("sg-2", one.move().toExit());
        assertEquals(10_000_000, one.evidence().delays().gainNanos());
        assertEquals(8_000_000, one.evidence().delays().gainLowNanos());
        assertEquals(0.001, one.evidence().loss().from());
        assertEquals(0.05, one.trafficShare());
        assertEquals(2, one.probes().answering());
        assertEquals(500, one.probes().interval().toMillis());
    }

    @Test
    void nothingRecommendedIsAnEmptyFeed() throws Exception {
        assertEquals(List.of(), RecommendationJson.read(RecommendState.NOTHING.feed()));
    }
}
