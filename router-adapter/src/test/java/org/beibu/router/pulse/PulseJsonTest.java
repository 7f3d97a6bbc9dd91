package org.beibu.router.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.beibu.model.PathId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PulseJsonTest {
    private static final String GOOD =
            "{'schema':'beibu/pulse/v1','time_ns':1,'window_ns':5000000000,'sessions':[{'route':'sg',"
                    + "'exit':'exit-a','target':'192.0.2.1','method':'stamp','interval_ns':100000000,"
                    + "'due':50,'overdue':4,'run':3,'run_age_ns':200,'answer_age_ns':null,"
                    + "'patience_ns':90,'later':'more'}]}";

    private static List<SessionPulse> read(String text) throws MalformedPulseException {
        return PulseJson.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatAProbeTellsIsRead() throws MalformedPulseException {
        assertEquals(
                List.of(new SessionPulse(new PathId("sg", "exit-a"), 50, 4, 3, 200)), read(GOOD));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "'route':'sg'|'route':7|sessions.route: must be a text",
                "'route':'sg'|'route':''|sessions: a PathId needs both route and exit",
                "'due':50|'due':'50'|sessions.due: must be a whole number",
                "'due':50|'due':1|sessions: due 1, overdue 4, run 3, run_age_ns 200",
                "'run':3,||sessions.run: must be a whole number",
                "pulse/v1|pulse/v2|schema: must be beibu/pulse/v1",
                "'sessions':[|'others':[|sessions: must be a list of at most 100000",
                "]}|]|not JSON",
            })
    void whatIsWrongIsNamed(String good, String bad, String message) {
        String text = GOOD.replace(good, bad == null ? "" : bad);

        String said = assertThrows(MalformedPulseException.class, () -> read(text)).getMessage();

        assertEquals(message, said);
    }
}
