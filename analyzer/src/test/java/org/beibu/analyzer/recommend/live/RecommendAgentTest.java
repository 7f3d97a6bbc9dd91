package org.beibu.analyzer.recommend.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Headlines;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LivePath;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.analyzer.recommend.RecommendConfig;
import org.beibu.analyzer.recommend.RecommendSettings;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Prefix;
import org.beibu.model.QualityClass;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.histogram.DelayHistogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bureau of one route and two exits, a minute at a time. */
class RecommendAgentTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final long START = 29_000_000L;
    private static final PathId SLOW = new PathId("VN-HAN", "hk-1");
    private static final PathId FAST = new PathId("VN-HAN", "sg-2");
    private static final AseanRoute HANOI =
            new AseanRoute(
                    "VN-HAN",
                    "VN",
                    "Viet Nam",
                    "Hanoi",
                    21.03,
                    105.85,
                    List.of(Prefix.parse("203.0.113.0/24")));

    @TempDir Path data;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Map<PathId, Double> delays = new HashMap<>(Map.of(SLOW, 60.0, FAST, 50.0));
    private String current = "hk-1";
    private long minute = START;
    private long monotonic;
    private boolean isAnswering = true;
    private RecommendAgent agent = agent(Path.of("unused"));

    @BeforeEach
    void setUp() throws IOException {
        Files.createDirectories(data.resolve("store"));
        agent = agent(data);
    }

    private RecommendAgent agent(Path data) {
        return new RecommendAgent(
                new RecommendConfig(true, Method.STAMP, new TreeMap<>(), RecommendSettings.USUAL),
                new Catalogue(List.of(HANOI)),
                new RecommendAgent.Sources(new Bureau(), this::live, data),
                new RecommendAgent.Environment(() -> monotonic, this::now, new Counters()));
    }

    private long now() {
        return (minute + 1) * MINUTE + 25_000_000_000L;
    }

    /** The minutes are made when they are read. */
    private final class Bureau implements MinuteSource {
        @Override
        public void forEach(long fromMinute, long toMinute, Sink sink) {
            for (long at = fromMinute; at < toMinute; at++) {
                Map<PathId, PathMinute> paths = new HashMap<>();
                delays.forEach((path, delay) -> paths.put(path, probed(delay)));
                sink.minute(at, paths);
            }
        }

        @Override
        public Map<String, RouteState> states(long at) {
            return Map.of("VN-HAN", new RouteState(current, current, 2));
        }
    }

    private PathMinute probed(double delay) {
        DelayHistogram histogram = new DelayHistogram();
        for (int i = 0; i < 60; i++) {
            histogram.record((long) ((delay + random.nextDouble()) * 1e6));
        }
        return new PathMinute(histogram, 60, 0);
    }

    private LiveSnapshot live() {
        return new LiveSnapshot(
                now(),
                isAnswering ? List.of(live(SLOW), live(FAST)) : List.of(live(SLOW)),
                List.of(),
                new Headlines(Set.of(), Set.of()),
                List.of());
    }

    private LivePath live(PathId path) {
        Series series = new Series(path, Method.STAMP, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);
        long[] none = {};
        return new LivePath(
                series, 10, 10_000_000_000L, 1, 1, 1, 1, 1, now(), 10, none, none, none);
    }

    private void pass(int minutes) {
        for (int i = 0; i < minutes; i++) {
            minute++;
            step();
        }
    }

    private void step() {
        monotonic += 5_000_000_000L;
        agent.doWork();
    }

    private JsonNode feed() {
        try {
            return new ObjectMapper().readTree(agent.state().feed()).path("recommendations");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFasterExitIsRecommendedAfterADayThatProvesIt() {
        step();

        JsonNode one = feed().path(0);
        assertEquals("VN-HAN", one.path("route").asText());
        assertEquals("hk-1", one.path("from_exit").asText());
        assertEquals("sg-2", one.path("to_exit").asText());
        assertEquals("203.0.113.0/24", one.path("prefixes").path(0).asText());
        assertEquals("latency", one.path("evidence").path("reason").asText());
        assertEquals(
                10e6,
                one.path("evidence").path("p50_from_ns").asDouble()
                        - one.path("evidence").path("p50_to_ns").asDouble(),
                0.3e6);
        assertTrue(one.path("evidence").path("gain_low_ns").asLong() > 8_000_000);
        assertEquals(2, one.path("probes").path("answering").asInt());
    }

    @Test
    void itIsIssuedAgainWithTheSameIdAndLater() {
        step();
        String id = feed().path(0).path("id").asText();
        String issued = feed().path(0).path("issued").asText();
        pass(3);

        assertEquals(id, feed().path(0).path("id").asText());
        assertTrue(feed().path(0).path("issued").asText().compareTo(issued) > 0);
    }

    @Test
    void anExitThatIsLittleFasterIsLeftAlone() {
        delays.put(FAST, 59.0);
        step();
        pass(30);

        assertEquals(0, feed().size());
        assertTrue(agent.state().why().contains("VN-HAN/sg-2\":\"not proved to be better"));
    }

    @Test
    void anExitThatDoesNotAnswerIsNotIssuedAgain() {
        step();
        isAnswering = false;
        step();

        assertEquals(0, feed().size());
    }

    @Test
    void aMoveThatMakesItSlowerIsTakenBackAndNotOfferedAgain() throws IOException {
        step();
        String id = feed().path(0).path("id").asText();
        current = "sg-2";
        pass(1);
        delays.put(FAST, 90.0);
        pass(15);

        assertEquals(0, feed().size());
        String ledger = Files.readString(data.resolve(MoveLedger.FILE_NAME));
        assertTrue(ledger.contains(id), ledger);
        assertTrue(ledger.contains("two blocks were much slower than before"), ledger);
        assertTrue(ledger.contains("\"realised_gain_ms\":-30"), ledger);

        current = "hk-1";
        delays.put(FAST, 50.0);
        pass(120);
        assertEquals(0, feed().size());
    }

    @Test
    void aMoveThatKeepsItsPromiseStaysOffered() {
        step();
        String id = feed().path(0).path("id").asText();
        current = "sg-2";
        pass(90);

        assertEquals(id, feed().path(0).path("id").asText());
        assertTrue(agent.state().why().contains("kept"), agent.state().why());
    }

    @Test
    void aRestartFindsTheSameProofInTheStore() {
        step();
        String sentence = agent.state().recommendations().get(0).why().sentence();
        RecommendAgent again = agent(data);
        again.doWork();

        assertEquals(sentence, again.state().recommendations().get(0).why().sentence());
    }

    @Test
    void theSentenceHasThePlansOwnNumbers() {
        step();
        Recommendation one = agent.state().recommendations().get(0);

        assertTrue(
                one.why()
                        .sentence()
                        .matches(
                                "VN-HAN via sg-2 is at least 3\\.0 ms faster: (\\d+) of \\1 blocks of"
                                        + " \\d+ minutes, evidence x\\d+ \\(needed x20, 1 other exit\\)\\."
                                        + " At the load after the move it gains (9\\.[5-9]|10\\.[0-5]) ms\\."
                                        + " sg-2 goes from 0 % to 0 % of its capacity \\(limit 80 %\\)\\."),
                one.why()::sentence);
        assertFalse(one.why().undo().isEmpty());
    }
}
