package org.beibu.router.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DailyWindowTest {
    private static boolean contains(String window, String moment) {
        return DailyWindow.parse(window).contains(Instant.parse(moment));
    }

    @Test
    void hoursAreThoseOfTheZone() {
        String window = "mon-fri 02:00-05:00 Asia/Shanghai"; // eight hours ahead
        assertTrue(contains(window, "2026-11-22T18:00:00Z")); // Monday there
        assertTrue(contains(window, "2026-11-22T20:59:59Z"));
        assertFalse(contains(window, "2026-11-22T21:00:00Z"));
        assertFalse(contains(window, "2026-11-22T17:59:59Z"));
        assertFalse(contains(window, "2026-11-21T19:00:00Z")); // Sunday there
    }

    @Test
    void aWindowOverMidnightCountsToTheDayItBeganOn() {
        String window = "sat-sat 22:00-04:00 UTC";
        assertTrue(contains(window, "2026-11-21T23:00:00Z"));
        assertTrue(contains(window, "2026-11-22T03:59:00Z"));
        assertFalse(contains(window, "2026-11-22T23:00:00Z"));
        assertFalse(contains(window, "2026-11-21T03:00:00Z"));
    }

    @Test
    void aWeekMayBeginAnywhere() {
        assertTrue(contains("fri-mon 00:00-12:00 UTC", "2026-11-22T10:00:00Z")); // Sunday
        assertFalse(contains("fri-mon 00:00-12:00 UTC", "2026-11-24T10:00:00Z")); // Tuesday
    }

    @Test
    void textIsReadAndGivenBack() {
        String text = "mon-fri 02:00-05:00 Asia/Shanghai";
        assertEquals(text, DailyWindow.parse(text).toString());
        assertEquals(
                "sun-sun 22:00-04:00 UTC", DailyWindow.parse("sun 22:00-04:00 UTC").toString());
        for (String wrong :
                List.of(
                        "",
                        "mon",
                        "mon 2-5 UTC",
                        "mon 02:00-02:00 UTC",
                        "xyz 02:00-03:00 UTC",
                        "mon 02:00-03:00 Mars/Olympus",
                        "mon-tue-wed 02:00-03:00 UTC")) {
            assertThrows(IllegalArgumentException.class, () -> DailyWindow.parse(wrong), wrong);
        }
    }
}
