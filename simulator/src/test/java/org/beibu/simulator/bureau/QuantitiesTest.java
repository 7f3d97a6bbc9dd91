package org.beibu.simulator.bureau;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @Test
    void durationsHaveUnits() {
        assertEquals(Duration.ofMillis(30), Quantities.duration("30ms"));
        assertEquals(Duration.ofMillis(1500), Quantities.duration("1.5s"));
        assertEquals(Duration.ofMinutes(2), Quantities.duration("2min"));
        assertEquals(Duration.ofMinutes(5), Quantities.duration("5m"));
        assertEquals(Duration.ofHours(1), Quantities.duration("1h"));
        assertEquals(Duration.ofNanos(250), Quantities.duration("0.25us"));
    }

    @Test
    void sharesMayBePercent() {
        assertEquals(0.01, Quantities.share("1%"));
        assertEquals(0.005, Quantities.share("0.5%"));
        assertEquals(0.25, Quantities.share("0.25"));
        assertEquals(1, Quantities.share("100%"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "ms", "-1s", "1 s", "1d", "1e3s"})
    void otherTextIsNoDuration(String text) {
        assertThrows(IllegalArgumentException.class, () -> Quantities.duration(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "-1%", "101%", "1.1", "one"})
    void otherTextIsNoShare(String text) {
        assertThrows(IllegalArgumentException.class, () -> Quantities.share(text));
    }
}
