package org.beibu.analyzer.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.analyzer.store.StoreForecast;

/**
 * What {@code /api/v1/store} answers. A look counts the rows of a day and may take a second, so
 * that there is one a minute at most. Belongs to the worker that reads the store.
 */
final class StoreEndpoint {
    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Supplier<StoreForecast> forecasts;
    private final EpochNanoClock clock;
    private String answer = "";
    private long madeNanos;

    StoreEndpoint(Supplier<StoreForecast> forecasts, EpochNanoClock clock) {
        this.forecasts = forecasts;
        this.clock = clock;
    }

    Handler<RoutingContext> on(StoreReader reader) {
        return context -> reader.answer(context, "application/json", this::answer);
    }

    private String answer() {
        long age = clock.nanoTime() - madeNanos;
        if (answer.isEmpty() || age < 0 || age >= FRESH_NANOS) {
            answer = StoreJson.text(forecasts.get());
            madeNanos = clock.nanoTime();
        }
        return answer;
    }
}
