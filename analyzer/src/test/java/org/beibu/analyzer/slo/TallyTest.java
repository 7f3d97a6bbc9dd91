package org.beibu.analyzer.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static Tally tally(long minutes, long good, long bad, long excluded) {
        return new Tally(minutes, good, bad, excluded, 0, bad, 0, 0, 0);
    }

    @Test
    void noDataIsNeitherGoodNorBadAndLowersTheCoverage() {
        Tally tally = tally(100, 49, 1, 20);

        assertEquals(30, tally.noData());
        assertEquals(0.98, tally.attainment().orElse(-1), 1e-12);
        assertEquals(50.0 / 80, tally.coverage().orElse(-1), 1e-12);
    }

    @Test
    void withoutAnyMeasuredMinuteEveryShareIsUnknown() {
        Tally tally = tally(100, 0, 0, 0);

        assertEquals(OptionalDouble.empty(), tally.attainment());
        assertEquals(OptionalDouble.empty(), tally.burnRate(0.999));
        assertEquals(OptionalDouble.empty(), tally.budgetLeft(0.999));
        assertEquals(SloState.NO_DATA, SloState.of(tally, 0.999));
    }

    @Test
    void burnRateOneUsesTheBudgetUpExactly() {
        Tally tally = tally(1_000, 999, 1, 0);

        assertEquals(1, tally.burnRate(0.999).orElse(-1), 1e-9);
        assertEquals(0, tally.budgetLeft(0.999).orElse(-1), 1e-9);
        assertEquals(-1, tally(1_000, 998, 2, 0).budgetLeft(0.999).orElse(9), 1e-9);
    }

    @Test
    void aPathIsBreachedOnlyWhenTheRestOfThePeriodCannotMakeItGood() {
        assertEquals(SloState.MET, SloState.of(tally(43_200, 2_000, 1, 0), 0.999));
        assertEquals(SloState.AT_RISK, SloState.of(tally(43_200, 100, 43, 0), 0.999));
        assertEquals(SloState.BREACHED, SloState.of(tally(43_200, 100, 44, 0), 0.999));
        assertEquals(SloState.EXCLUDED, SloState.of(tally(60, 0, 0, 60), 0.999));
    }

    @Test
    void burningTooFastNeedsBothSpansAndTwoBadMinutes() {
        BurnWindow window = new BurnWindow(14.4, Duration.ofHours(1), Duration.ofMinutes(5));

        assertTrue(new Burn(window, 0.999, tally(60, 58, 2, 0), tally(5, 4, 1, 0)).isTooFast());
        assertFalse(new Burn(window, 0.999, tally(60, 58, 2, 0), tally(5, 5, 0, 0)).isTooFast());
        assertFalse(new Burn(window, 0.999, tally(60, 59, 1, 0), tally(5, 4, 1, 0)).isTooFast());
        assertFalse(new Burn(window, 0.999, tally(60, 0, 0, 0), tally(5, 0, 0, 0)).isTooFast());
        assertFalse(
                new Burn(window, 0.5, tally(60, 30, 30, 0), tally(5, 0, 5, 0)).isTooFast(),
                "half of the minutes may be bad");
    }
}
