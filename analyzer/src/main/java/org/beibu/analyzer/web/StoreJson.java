package org.beibu.analyzer.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.beibu.analyzer.store.StoreForecast;

/** The size of the store as JSON, for {@code /api/v1/store} and {@code beibu store --json}. */
public final class StoreJson {
    private StoreJson() {}

    /** Schema beibu/store/v1. */
    public static String text(StoreForecast forecast) {
        JsonArray levels = new JsonArray();
        forecast.levels().forEach(level -> levels.add(level(level)));
        return new JsonObject()
                .put("schema", "beibu/store/v1")
                .put("octets", forecast.octets())
                .put("predicted_octets", forecast.predictedOctets())
                .put("free_octets", forecast.freeOctets())
                .put("missing_octets", forecast.missingOctets())
                .put("method", "rows of the newest day and their mean octets, as long as kept")
                .put("levels", levels)
                .encode();
    }

    private static JsonObject level(StoreForecast.Level level) {
        return new JsonObject()
                .put("kind", level.kind())
                .put("resolution", level.resolution().toString())
                .put("kept_s", level.kept().toSeconds())
                .put("rows_a_day", Math.round(level.rowsADay()))
                .put("octets_a_row", Math.round(level.octetsARow() * 10) / 10.0)
                .put("predicted_octets", level.predictedOctets());
    }
}
