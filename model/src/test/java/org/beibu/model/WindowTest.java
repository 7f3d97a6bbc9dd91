package org.beibu.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    private static long nanos(String instant) {
        Instant moment = Instant.parse(instant);
        return moment.getEpochSecond() * 1_000_000_000L + moment.getNano();
    }

    @ParameterizedTest
    @CsvSource({
        "10s, 2026-11-22T13:47:59.999999999Z, 2026-11-22T13:47:50Z",
        "1m, 2026-11-22T13:47:59.999999999Z, 2026-11-22T13:47:00Z",
        "1h, 2026-11-22T13:47:59.999999999Z, 2026-11-22T13:00:00Z",
        "1d, 2026-11-22T13:47:59.999999999Z, 2026-11-22T00:00:00Z",
        "1d, 2026-11-22T00:00:00Z, 2026-11-22T00:00:00Z",
        "10s, 1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:50Z",
        "1d, 1969-12-31T00:00:00Z, 1969-12-31T00:00:00Z",
        "1h, 1969-12-30T23:30:00Z, 1969-12-30T23:00:00Z",
    })
    void windowsAreAlignedToUtcAlsoBefore1970(String resolution, String moment, String start) {
        Window window = Window.holding(nanos(moment), Resolution.parse(resolution));

        assertEquals(nanos(start), window.startNanos());
    }

    @ParameterizedTest
    @EnumSource(Resolution.class)
    void windowsAreHalfOpenAndLeaveNoGap(Resolution resolution) {
        Window first = Window.holding(-1, resolution);
        Window second = Window.holding(0, resolution);

        assertEquals(first.endNanos(), second.startNanos());
        assertEquals(second, Window.holding(second.endNanos() - 1, resolution));
        assertEquals(second.endNanos(), Window.holding(second.endNanos(), resolution).startNanos());
        assertEquals(resolution.duration(), Duration.ofNanos(resolution.nanos()));
    }

    @Test
    void eachWindowLiesInOneWindowOfTheNextResolution() {
        Resolution[] all = Resolution.values();
        for (int i = 0; i + 1 < all.length; i++) {
            assertEquals(0, all[i + 1].nanos() % all[i].nanos());
        }
    }

    @Test
    void startOffTheGridIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Window(5, Resolution.TEN_SECONDS));
        assertThrows(IllegalArgumentException.class, () -> new Window(-1, Resolution.DAY));
    }

    @Test
    void namesReadBackAndCodesAreDistinct() {
        Set<Integer> codes = new HashSet<>();
        for (Resolution resolution : Resolution.values()) {
            assertEquals(resolution, Resolution.parse(resolution.toString()));
            assertTrue(codes.add(resolution.code()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "10S", "15m", "TEN_SECONDS"})
    void otherNamesAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Resolution.parse(text));
    }
}
