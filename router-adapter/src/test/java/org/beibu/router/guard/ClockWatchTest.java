package org.beibu.router.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");

    private final ClockWatch watch = new ClockWatch(Duration.ofSeconds(1), Duration.ofSeconds(60));

    private void tick(long wallMillis, long nanos) {
        watch.tick(NOW.plusMillis(wallMillis), nanos);
    }

    @Test
    void clocksThatAgreeAreTrusted() {
        tick(0, -7);
        tick(10_900, TimeUnit.SECONDS.toNanos(10) - 7);

        assertEquals(Optional.empty(), watch.fault());
    }

    @Test
    void aStepIsNotForgivenBeforeAFullProbeWindow() {
        tick(0, 0);
        tick(-2_000, TimeUnit.SECONDS.toNanos(1));
        assertTrue(watch.fault().orElseThrow().startsWith("the clock stepped by -3000 ms"));

        tick(57_000, TimeUnit.SECONDS.toNanos(60));
        assertTrue(watch.fault().isPresent());
        tick(58_000, TimeUnit.SECONDS.toNanos(61));
        assertEquals(Optional.empty(), watch.fault());
    }
}
