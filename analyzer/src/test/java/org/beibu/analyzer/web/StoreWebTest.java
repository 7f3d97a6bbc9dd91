package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.beibu.analyzer.store.StoreException;
import org.beibu.analyzer.store.StoreForecast;
import org.beibu.model.Resolution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The size of the store, from a real server. */
@Tag("scenario")
class StoreWebTest {
    private static final StoreForecast.Level DELAYS =
            new StoreForecast.Level(
                    "delays", Resolution.MINUTE, Duration.ofDays(35), 1_440, 100.25);
    private static final StoreForecast.Level TRAFFIC =
            new StoreForecast.Level("traffic", Resolution.HOUR, Duration.ofDays(400), 24, 36);

    private final ServedBureau served = new ServedBureau();
    private int looks;

    @AfterEach
    void stop() {
        served.close();
    }

    private void serve(Supplier<StoreForecast> forecasts) {
        served.server.close();
        served.server =
                served.server(WebConfig.defaults().at("127.0.0.1", 0), null).foretell(forecasts);
        served.server.start();
    }

    private StoreForecast look() {
        looks++;
        return new StoreForecast(5_000, 1_000_000, List.of(DELAYS, TRAFFIC));
    }

    @Test
    void sizeNowAndPredictedStandWithTheRowsTheyComeFrom() throws Exception {
        serve(this::look);

        JsonObject json = new JsonObject(served.get("/api/v1/store").body());

        assertEquals("beibu/store/v1", json.getString("schema"));
        assertEquals(5_000, json.getLong("octets"));
        long predicted = DELAYS.predictedOctets() + TRAFFIC.predictedOctets();
        assertEquals(predicted, json.getLong("predicted_octets"));
        assertEquals(predicted - 5_000 - 1_000_000, json.getLong("missing_octets"));
        JsonObject delays = json.getJsonArray("levels").getJsonObject(0);
        assertEquals("1m", delays.getString("resolution"));
        assertEquals(35 * 86_400, delays.getLong("kept_s"));
        assertEquals(1_440, delays.getLong("rows_a_day"));
    }

    @Test
    void theStoreIsLookedAtOnceAMinute() throws Exception {
        serve(this::look);

        served.get("/api/v1/store");
        served.now += 59 * ServedBureau.SECOND;
        served.get("/api/v1/store");
        assertEquals(1, looks);

        served.now += ServedBureau.SECOND;
        served.get("/api/v1/store");
        assertEquals(2, looks);
    }

    @Test
    void aStoreThatCannotBeReadIsAProblem() throws Exception {
        serve(
                () -> {
                    throw new StoreException(
                            StoreException.Reason.OTHER, "disk on fire", new Exception());
                });

        HttpResponse<String> answer = served.get("/api/v1/store");

        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("disk on fire"), answer.body());
    }

    @Test
    void whereNobodyForetellsNothingIsThere() throws Exception {
        assertEquals(404, served.get("/api/v1/store").statusCode());
    }
}
