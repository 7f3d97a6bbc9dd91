package org.beibu.probe.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.PathId;
import org.beibu.probe.active.SessionConfig;
import org.beibu.probe.active.Steering;
import org.beibu.probe.active.Stream;
import org.beibu.probe.active.metrics.SessionPulse;
import org.beibu.probe.stamp.KeyRing;
import org.junit.jupiter.api.Test;

class PulseJsonTest {
    private static final SessionConfig SESSION =
            new SessionConfig(
                    new PathId("sg", "exit-a"),
                    Address.parse("192.0.2.1"),
                    862,
                    Steering.NONE,
                    new Stream(Duration.ofMillis(100), false, 0, Duration.ofSeconds(3)),
                    KeyRing.NONE);

    private static JsonNode read(SessionPulse... pulses) throws IOException {
        List<SessionPulse> list = List.of(pulses);
        return new ObjectMapper()
                .readTree(PulseJson.text(List.of(SESSION, SESSION), list, 1_700_000_000L));
    }

    @Test
    void eachSessionIsNamedByItsPathWithItsFigures() throws IOException {
        JsonNode json = read(new SessionPulse(50, 4, 3, 200, 350, 90));

        assertEquals("beibu/pulse/v1", json.get("schema").asText());
        assertEquals(5_000_000_000L, json.get("window_ns").asLong());
        assertEquals(
                "{\"route\":\"sg\",\"exit\":\"exit-a\",\"target\":\""
                        + SESSION.targetText()
                        + "\",\"method\":\"stamp\",\"interval_ns\":100000000,\"due\":50,"
                        + "\"overdue\":4,\"run\":3,\"run_age_ns\":200,\"answer_age_ns\":350,"
                        + "\"patience_ns\":90}",
                json.get("sessions").get(0).toString());
    }

    @Test
    void noAnswerIsNull() throws IOException {
        JsonNode json = read(new SessionPulse(0, 0, 0, 0, SessionPulse.NONE, 1));

        assertEquals(true, json.get("sessions").get(0).get("answer_age_ns").isNull());
    }

    @Test
    void sessionsThatDoNotSendYetAreLeftOut() throws IOException {
        assertEquals(0, read().get("sessions").size());
    }
}
