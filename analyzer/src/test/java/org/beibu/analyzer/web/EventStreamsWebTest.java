package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Server-sent events through a real server. */
@Tag("scenario")
class EventStreamsWebTest {
    private static final long SECOND = ServedBureau.SECOND;

    private final ServedBureau served = new ServedBureau();

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void eventArrivesWithinASecondOfTheSnapshot() throws Exception {
        served.live.publish(served.bureau.snapshot(served.now));
        BufferedReader lines = ServedBureau.lines(served.stream(""));
        JsonObject whole = new JsonObject(ServedBureau.nextEvent(lines));

        served.now += SECOND / 2;
        long published = System.nanoTime();
        served.live.publish(served.bureau.snapshot(served.now));
        JsonObject latest = new JsonObject(ServedBureau.nextEvent(lines));

        assertTrue(System.nanoTime() - published < SECOND, "later than a second");
        assertEquals(120, seconds(whole));
        assertEquals(6, seconds(latest));
    }

    @Test
    void eachStreamHasTheRowsItAskedFor() throws Exception {
        served.live.publish(served.bureau.snapshot(served.now));
        BufferedReader heads = ServedBureau.lines(served.stream("?rows=headline"));
        BufferedReader late =
                ServedBureau.lines(served.stream("?method=data-ack&class=delayed-ack"));
        ServedBureau.nextEvent(heads);
        ServedBureau.nextEvent(late);

        served.now += SECOND / 2;
        served.live.publish(served.bureau.snapshot(served.now));

        assertEquals(
                Set.of("handshake clean"), kinds(new JsonObject(ServedBureau.nextEvent(heads))));
        assertEquals(
                Set.of("data-ack delayed-ack"),
                kinds(new JsonObject(ServedBureau.nextEvent(late))));
        assertEquals(400, served.stream("?class=dirty").statusCode());
        assertEquals(400, served.stream("?since=1h").statusCode());
    }

    private static Set<String> kinds(JsonObject message) {
        Set<String> kinds = new HashSet<>();
        for (Object row : message.getJsonArray("rows")) {
            JsonObject json = (JsonObject) row;
            if (json.getString("state").equals("timed")) {
                kinds.add(json.getString("method") + " " + json.getString("class"));
            }
        }
        return kinds;
    }

    @Test
    void eventTellsHowOldItsSnapshotIs() throws Exception {
        served.live.publish(served.bureau.snapshot(served.now));
        served.now += 3_600 * SECOND;

        JsonObject event =
                new JsonObject(ServedBureau.nextEvent(ServedBureau.lines(served.stream(""))));

        assertEquals(3_600 * SECOND, event.getLong("age_ns"));
    }

    private static int seconds(JsonObject message) {
        return message.getJsonArray("rows")
                .getJsonObject(0)
                .getJsonObject("seconds")
                .getJsonArray("p50_ns")
                .size();
    }

    @Test
    void streamsBeyondTheLimitAreRefused() throws Exception {
        HttpResponse<InputStream> first = served.stream("");
        HttpResponse<InputStream> second = served.stream("");

        HttpResponse<InputStream> third = served.stream("");

        assertEquals(200, first.statusCode());
        assertEquals(200, second.statusCode());
        assertEquals(503, third.statusCode());
        assertEquals(1, served.counters.get(WebCounter.STREAMS_REFUSED));
    }
}
