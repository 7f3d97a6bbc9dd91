package org.beibu.router.recommendation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecommendationJsonTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
    private static final String GOOD =
            """
            {"schema": "beibu/recommendations/v1", "recommendations": [
              {"id": "SG-SIN-20261122-1", "issued": "2026-11-22T10:15:00Z",
               "expires": "2026-11-22T10:25:00Z", "route": "SG-SIN",
               "prefixes": ["203.0.113.0/24", "2001:db8:1::/48"],
               "from_exit": "exit-a", "to_exit": "exit-b",
               "evidence": {"reason": "latency", "method": "stamp", "count": 1200,
                 "window_s": 600, "p50_from_ns": 60000000, "p50_to_ns": 40000000,
                 "gain_low_ns": 18000000, "gain_high_ns": 22000000,
                 "loss_from": 0.001, "loss_to": 0},
               "traffic_share": 0.02,
               "probes": {"last": "2026-11-22T10:14:59.5Z", "interval_ms": 1000,
                 "answering": 5, "configured": 6},
               "mode": "approve"}]}
            """;

    private static String refusal(String json) {
        return String.valueOf(
                assertThrows(
                                MalformedRecommendationException.class,
                                () -> RecommendationJson.read(json))
                        .getMessage());
    }

    private static void assertRefused(String from, String to, String line) {
        assertTrue(GOOD.contains(from), from);
        assertEquals(line, refusal(GOOD.replace(from, to)));
    }

    @Test
    void everyFieldIsRead() throws MalformedRecommendationException {
        Recommendation read = RecommendationJson.read(GOOD).get(0);

        assertEquals("SG-SIN-20261122-1", read.id());
        assertEquals(NOW, read.issued());
        assertEquals(NOW.plusSeconds(600), read.expires());
        assertEquals("SG-SIN", read.move().routeId());
        assertEquals("[203.0.113.0/24, 2001:db8:1::/48]", read.move().prefixes().toString());
        assertEquals("exit-a", read.move().fromExit());
        assertEquals("exit-b", read.move().toExit());
        assertEquals(Evidence.Reason.LATENCY, read.evidence().reason());
        assertEquals("stamp", read.evidence().method());
        assertEquals(1_200, read.evidence().count());
        assertEquals(600, read.evidence().window().toSeconds());
        assertEquals(20_000_000, read.evidence().delays().gainNanos());
        assertEquals(18_000_000, read.evidence().delays().gainLowNanos());
        assertEquals(0.001, read.evidence().loss().from());
        assertEquals(0.02, read.trafficShare());
        assertEquals(NOW.minusMillis(500), read.probes().last());
        assertEquals(5, read.probes().answering());
        assertEquals(Mode.APPROVE, read.mode().orElseThrow());
    }

    @Test
    void whatIsWrittenIsReadAgain() throws MalformedRecommendationException {
        List<Recommendation> list =
                List.of(
                        Offers.at(NOW).good(),
                        Offers.at(NOW).id("r-2").mode(Mode.SHADOW).good(),
                        Offers.at(NOW)
                                .id("r-3")
                                .reason(Evidence.Reason.LOSS, 0.25, 0.125)
                                .prefixes("192.0.2.0/24", "2001:db8::/32")
                                .good());

        assertEquals(list, RecommendationJson.read(RecommendationJson.write(list)));
        assertEquals(List.of(), RecommendationJson.read(RecommendationJson.write(List.of())));
    }

    @Test
    void anUnknownFieldIsRefusedAndNamed() {
        String line = refusal(GOOD.replace("\"mode\"", "\"not_on\": \"pe2\", \"mode\""));

        assertTrue(
                line.startsWith(
                        "recommendation SG-SIN-20261122-1: unknown field 'not_on'; known are"
                                + " evidence, expires,"),
                line);
        assertRefused(
                "\"count\": 1200",
                "\"count\": 1200, \"p99_ns\": 1",
                "recommendation SG-SIN-20261122-1.evidence: unknown field 'p99_ns'; known are"
                        + " count, gain_high_ns, gain_low_ns, loss_from, loss_to, method,"
                        + " p50_from_ns, p50_to_ns, reason, window_s");
    }

    @Test
    void eachRuleHasItsLine() {
        String id = "recommendation SG-SIN-20261122-1";
        assertRefused("v1", "v2", "recommendations.schema: must be beibu/recommendations/v1");
        assertRefused(
                "\"count\": 1200",
                "\"count\": 12.5",
                id + ".evidence.count: must be a whole number from 0 to 9223372036854775807");
        assertRefused("\"traffic_share\": 0.02,", "", id + ".traffic_share: is missing");
        assertRefused("0.02", "1.5", id + ".traffic_share: must be a number from 0 to 1");
        assertRefused(
                "\"stamp\"", "\"ping\"", id + ".evidence.method: " + "not a timing method: 'ping'");
        assertRefused(
                "203.0.113.0/24",
                "203.0.113.1/24",
                id + ".prefixes: host bits set in prefix 203.0.113.1/24");
        assertRefused("10:25:00Z", "10:15:00Z", id + ": expires must be later than issued");
        assertRefused("\"exit-b\"", "\"exit-a\"", id + ": from and to are the same exit: exit-a");
        assertRefused(
                "\"approve\"",
                "\"on\"",
                id + ".mode: mode must be shadow, approve or auto, not 'on'");
        assertRefused("2001:db8:1::/48", "203.0.113.0/24", id + ": a prefix is named twice");
        assertRefused(
                "2026-11-22T10:15:00Z",
                "today",
                id + ".issued: must be a time like 2026-11-22T10:15:00Z");
        assertRefused(
                "10:14:59.5Z", "10:15:00.5Z", id + ": probes.last must not be later than issued");
        assertRefused(
                "\"SG-SIN-20261122-1\"",
                "\"../etc\"",
                "recommendations[0]: id must be 1 to 64 of A-Z, a-z, 0-9, '.', '_', ':' and '-'");
    }

    @Test
    void whatIsNotOneDocumentIsRefused() {
        assertTrue(refusal("").startsWith("recommendations"), refusal(""));
        assertTrue(refusal("[]").contains("must be an object"));
        assertTrue(refusal(GOOD + "{}").contains("not JSON"));
        assertTrue(refusal(GOOD.replace("\"count\"", "\"reason\"")).contains("Duplicate"));
        assertTrue(refusal("{\"schema\":").contains("not JSON in line 1"));
    }

    @Test
    void anIdStandsOnceInADocument() {
        Recommendation one = Offers.at(NOW).good();

        assertEquals(
                "recommendation r-1: stands twice in the document",
                refusal(RecommendationJson.write(List.of(one, one))));
    }

    @Test
    void damagedDocumentsGiveOneLineAndNothingElse() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(GOOD);
            for (int j = 0; j <= random.nextInt(3); j++) {
                int at = random.nextInt(Math.max(1, text.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.delete(at, at + 1);
                    case 1 -> text.replace(at, at + 1, String.valueOf((char) random.nextInt(128)));
                    default -> text.setLength(Math.min(text.length(), at + 1));
                }
            }
            try {
                RecommendationJson.read(text.toString());
            } catch (MalformedRecommendationException e) {
                assertFalse(String.valueOf(e.getMessage()).contains("\n"), e::getMessage);
            }
        }
    }
}
