package org.beibu.analyzer.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SyslogMessageTest {
    /** The grammar of RFC 5424 6, as far as a regular expression can say it. */
    private static final Pattern MESSAGE =
            Pattern.compile(
                    "<(\\d{1,3})>1 (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?Z)"
                            + " ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32})"
                            + " (\\[[^ =\\]\"]{1,32}(?: [^ =\\]\"]{1,32}=\"(?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*\")*\\])"
                            + " \uFEFF(.*)",
                    Pattern.DOTALL);

    private static Alert alert(String value, String summary, Alert.State state) {
        return new Alert(
                "BeibuSloBurn",
                Map.of("route", value),
                Severity.CRITICAL,
                summary,
                state,
                1_795_305_600_000_000_000L,
                1_795_305_600_123_456_789L,
                state == Alert.State.RESOLVED ? 1_795_305_661_000_000_000L : 0);
    }

    private static Matcher parsed(Alert alert) {
        byte[] octets = new SyslogMessage(16, "nn edge]1", 4711).of(alert);
        Matcher matcher = MESSAGE.matcher(new String(octets, StandardCharsets.UTF_8));
        assertTrue(matcher.matches(), new String(octets, StandardCharsets.UTF_8));
        return matcher;
    }

    @Test
    void messageFollowsTheGrammar() {
        Matcher firing = parsed(alert("SG-SIN", "p95 over", Alert.State.FIRING));

        assertEquals("130", firing.group(1), "local0 critical: 16 * 8 + 2");
        assertEquals("2026-11-22T00:00:00.123Z", firing.group(2));
        assertEquals("nnedge1", firing.group(3));
        assertEquals("BeibuSloBurn", firing.group(6));
        assertTrue(firing.group(7).startsWith("[beibu@32473 state=\"firing\" id=\""));
        assertTrue(firing.group(7).contains(" route=\"SG-SIN\" severity=\"critical\"]"));
        assertEquals("firing: p95 over", firing.group(8));
    }

    @Test
    void resolvedIsANoticeOfItsEnd() {
        Matcher resolved = parsed(alert("SG-SIN", "p95 over", Alert.State.RESOLVED));

        assertEquals("133", resolved.group(1));
        assertEquals("2026-11-22T00:01:01Z", resolved.group(2));
    }

    @Test
    void quotesBackslashesAndBracketsAreEscaped() {
        Matcher matcher = parsed(alert("a\"b]c\\d", "x", Alert.State.FIRING));

        assertTrue(matcher.group(7).contains("route=\"a\\\"b\\]c\\\\d\""), matcher.group(7));
    }

    @Test
    void longMessagesAreCutBetweenCharacters() {
        byte[] octets =
                new SyslogMessage(16, "nn", 1)
                        .of(alert("x", "时延".repeat(2_000), Alert.State.FIRING));

        assertTrue(octets.length <= 2048 && octets.length > 2044, "" + octets.length);
        String text = new String(octets, StandardCharsets.UTF_8);
        assertTrue(!text.contains("\uFFFD"), "no half character at the end");
    }
}
