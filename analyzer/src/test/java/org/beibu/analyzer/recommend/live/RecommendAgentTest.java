package org.beibu.analyzer.recommend.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendAgentTest {
    @TempDir Path data;

    @SuppressWarnings("NullAway.Init") // by setUp
    private OneRoute bureau;

    @BeforeEach
    void setUp() throws IOException {
        bureau = new OneRoute(data);
    }

    @Test
    void aFasterExitIsRecommendedAfterADayThatProvesIt() {
        bureau.step();

        JsonNode one = bureau.feed().path(0);
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
        bureau.step();
        String id = bureau.feed().path(0).path("id").asText();
        String issued = bureau.feed().path(0).path("issued").asText();
        bureau.pass(3);

        assertEquals(id, bureau.feed().path(0).path("id").asText());
        assertTrue(bureau.feed().path(0).path("issued").asText().compareTo(issued) > 0);
    }

    @Test
    void anExitThatIsLittleFasterIsLeftAlone() {
        bureau.delays.put(OneRoute.FAST, 59.0);
        bureau.step();
        bureau.pass(30);

        assertEquals(0, bureau.feed().size());
        assertTrue(bureau.agent.state().why().contains("VN-HAN/sg-2\":\"not proved to be better"));
    }

    @Test
    void anExitThatDoesNotAnswerIsNotIssuedAgain() {
        bureau.step();
        bureau.isAnswering = false;
        bureau.step();

        assertEquals(0, bureau.feed().size());
    }

    @Test
    void aMoveThatMakesItSlowerIsTakenBackAndNotOfferedAgain() throws IOException {
        bureau.step();
        String id = bureau.feed().path(0).path("id").asText();
        bureau.carries("sg-2");
        bureau.pass(1);
        bureau.delays.put(OneRoute.FAST, 90.0);
        bureau.pass(15);

        assertEquals(0, bureau.feed().size());
        String ledger = Files.readString(data.resolve(MoveLedger.FILE_NAME));
        assertTrue(ledger.contains(id), ledger);
        assertTrue(ledger.contains("two blocks were much slower than before"), ledger);
        assertTrue(ledger.contains("\"realised_gain_ms\":-30"), ledger);

        bureau.carries("hk-1");
        bureau.delays.put(OneRoute.FAST, 50.0);
        bureau.pass(120);
        assertEquals(0, bureau.feed().size());
    }

    @Test
    void aMoveThatKeepsItsPromiseStaysOffered() {
        bureau.step();
        String id = bureau.feed().path(0).path("id").asText();
        bureau.carries("sg-2");
        bureau.pass(90);

        assertEquals(id, bureau.feed().path(0).path("id").asText());
        assertTrue(bureau.agent.state().why().contains("kept"), bureau.agent.state().why());
    }

    @Test
    void aRestartFindsTheSameProofInTheStore() {
        bureau.step();
        String sentence = bureau.agent.state().recommendations().get(0).why().sentence();
        RecommendAgent again = bureau.agent(Optional.empty());
        again.doWork();

        assertEquals(sentence, again.state().recommendations().get(0).why().sentence());
    }

    @Test
    void theSentenceHasThePlansOwnNumbers() {
        bureau.step();
        Recommendation one = bureau.agent.state().recommendations().get(0);

        assertTrue(
                one.why()
                        .sentence()
                        .matches(
                                "VN-HAN via sg-2 is at least 3\\.0 ms faster: (\\d+) of \\1 blocks"
                                        + " of \\d+ minutes, evidence x\\d+ \\(needed x20, 1 other"
                                        + " exit\\)\\. At the load after the move it gains"
                                        + " (9\\.[5-9]|10\\.[0-5]) ms\\. sg-2 goes from 0 % to 0 % of"
                                        + " its capacity \\(limit 80 %\\)\\."),
                one.why()::sentence);
        assertFalse(one.why().undo().isEmpty());
    }
}
