package org.beibu.analyzer.report.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void digitsAreGroupedByThree() {
        assertEquals("1,234,567.9", Figures.number(1_234_567.89, 1));
        assertEquals("999", Figures.number(999, 0));
        assertEquals("1,000", Figures.number(1_000, 0));
        assertEquals("−123,456", Figures.number(-123_456, 0));
        assertEquals("−123", Figures.number(-123, 0));
        assertEquals("0.000", Figures.number(-0.0001, 3));
    }

    @Test
    void sharesAreShownAsPercentagesWithoutStrayDigits() {
        assertEquals("64.2 %", Figures.percent(0.642, 1));
        assertEquals("0.07 %", Figures.percent(0.0007, 2));
        assertEquals("29 %", Figures.percent(0.29, 0));
    }

    @Test
    void lengthsOfTimeHaveTwoUnitsAtMost() {
        assertEquals("0 s", Figures.span(Duration.ZERO));
        assertEquals("1 min 30 s", Figures.span(Duration.ofSeconds(90)));
        assertEquals("2 h", Figures.span(Duration.ofHours(2)));
        assertEquals("3 d 4 h", Figures.span(Duration.ofHours(76).plusMinutes(59)));
    }
}
