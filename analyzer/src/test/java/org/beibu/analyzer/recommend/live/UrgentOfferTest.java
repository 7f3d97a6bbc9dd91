package org.beibu.analyzer.recommend.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.beibu.analyzer.recommend.urgent.SecondsWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trouble of the exit in use is in the feed within seconds. */
class UrgentOfferTest {
    @TempDir Path data;

    @SuppressWarnings("NullAway.Init") // by setUp
    private OneRoute bureau;

    @SuppressWarnings("NullAway.Init") // by setUp
    private SecondsWorld world;

    @BeforeEach
    void setUp() throws IOException {
        bureau = new OneRoute(data);
        bureau.delays.put(OneRoute.FAST, 65.0);
        bureau.step();
        world = new SecondsWorld(3, 0.6, "hk-1", "sg-2").at(bureau.now());
        pass(130);
        assertEquals(0, bureau.feed().size());
    }

    private void pass(int seconds) {
        for (int i = 0; i < 2 * seconds; i++) {
            bureau.live(world);
        }
    }

    private JsonNode only() {
        assertEquals(1, bureau.feed().size(), bureau.agent.state()::why);
        return bureau.feed().path(0);
    }

    @Test
    void anExitThatFallsSilentIsLeftForASlowerOneThatIsWell() {
        world.line("hk-1").loss = 1;
        pass(3);

        JsonNode one = only();
        assertEquals("sg-2", one.path("to_exit").asText());
        JsonNode evidence = one.path("evidence");
        assertEquals("loss", evidence.path("reason").asText());
        assertTrue(evidence.path("loss_from").asDouble() >= 0.5, evidence::toString);
        assertEquals(0, evidence.path("loss_to").asDouble());
        assertTrue(evidence.path("count").asLong() >= 100, evidence::toString);
        String why = bureau.agent.state().recommendations().get(0).why().sentence();
        assertTrue(
                why.matches(
                        "VN-HAN must leave hk-1 at once, which loses \\d+ % of its packets; sg-2 is"
                                + " well and 5\\.\\d ms slower\\. .*"),
                why);
    }

    @Test
    void aStepOfDelayIsOfferedWithTheFiguresOfItsSeconds() {
        world.line("hk-1").extra = 30;
        pass(24);

        JsonNode evidence = only().path("evidence");
        assertEquals("latency", evidence.path("reason").asText());
        assertTrue(evidence.path("count").asLong() >= 100, evidence::toString);
        assertTrue(evidence.path("gain_low_ns").asLong() > 15_000_000, evidence::toString);
        assertTrue(evidence.path("gain_high_ns").asLong() < 50_000_000, evidence::toString);
    }

    @Test
    void aStepThatWasTakenKeepsTheFiguresOfItsSecondsWhileMinutesBeforeItWouldSpeakAgainstIt() {
        world.line("hk-1").extra = 30;
        pass(24);
        String id = only().path("id").asText();
        bureau.carries("sg-2");
        pass(130);

        assertEquals(id, only().path("id").asText());
        JsonNode evidence = only().path("evidence");
        assertTrue(evidence.path("gain_low_ns").asLong() > 15_000_000, evidence::toString);

        world.line("hk-1").extra = 0;
        pass(24);
        assertTrue(
                only().path("evidence").path("gain_low_ns").asLong() < 1_000_000,
                "as soon as the old exit is well again the figures say so: " + only());
    }

    @Test
    void afterHalfAnHourInWhichTheOldExitIsWellTheOfferEnds() throws IOException {
        world.line("hk-1").loss = 1;
        pass(3);
        String id = only().path("id").asText();
        bureau.carries("sg-2");
        bureau.live(null);
        bureau.pass(25);
        assertEquals(id, only().path("id").asText());

        bureau.pass(10);
        String ledger = Files.readString(data.resolve(MoveLedger.FILE_NAME));
        assertTrue(ledger.contains(id), ledger);
        assertTrue(ledger.contains("hk-1 is well again"), ledger);
    }

    @Test
    void anUrgentOfferThatNobodyTookEndsWhenItIsOver() {
        world.line("hk-1").loss = 1;
        pass(3);
        only();
        bureau.live(null);
        bureau.pass(3);

        assertEquals(0, bureau.feed().size());
    }

    @Test
    void whenTheNewExitFallsSilentTooTheRoutersChoiceIsTheWayBack() {
        world.line("hk-1").loss = 1;
        pass(3);
        bureau.carries("sg-2");
        world.line("hk-1").loss = 0;
        pass(130);
        only();
        world.line("sg-2").loss = 1;
        pass(3);

        assertEquals(0, bureau.feed().size(), bureau.agent.state()::why);
    }
}
