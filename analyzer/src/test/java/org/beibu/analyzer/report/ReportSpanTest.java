package org.beibu.analyzer.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ReportSpanTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-01T03:07:12Z");

    @Test
    void withoutTextsItIsTheYearUntilTheMomentInWholeFiveMinutes() {
        ReportSpan span = ReportSpan.of("", "", NOW, SHANGHAI);

        assertEquals(Instant.parse("2026-11-01T03:05:00Z"), span.to());
        assertEquals(Instant.parse("2025-11-01T03:05:00Z"), span.from());
        assertEquals(LocalDate.of(2026, 10, 31), span.lastDay());
    }

    @Test
    void dayBeginsInTheZone() {
        ReportSpan span = ReportSpan.of("2026-10-01", "2026-10-31", NOW, SHANGHAI);

        assertEquals(Instant.parse("2026-09-30T16:00:00Z"), span.from());
        assertEquals(Instant.parse("2026-10-30T16:00:00Z"), span.to());
    }

    @Test
    void nothingLaterThanTheMomentIsLookedAt() {
        ReportSpan span = ReportSpan.of("2026-10-01", "2027-01-01", NOW, SHANGHAI);

        assertEquals(Instant.parse("2026-11-01T03:05:00Z"), span.to());
    }

    @Test
    void wrongTextsAndEmptySpansAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ReportSpan.of("yesterday", "", NOW, SHANGHAI));
        assertThrows(
                IllegalArgumentException.class,
                () -> ReportSpan.of("2026-11-01T00:00", "", NOW, SHANGHAI));
        assertThrows(
                IllegalArgumentException.class,
                () -> ReportSpan.of("2026-10-02", "2026-10-01", NOW, SHANGHAI));
        assertThrows(
                IllegalArgumentException.class,
                () -> ReportSpan.of("2027-10-02", "", NOW, SHANGHAI));
    }
}
