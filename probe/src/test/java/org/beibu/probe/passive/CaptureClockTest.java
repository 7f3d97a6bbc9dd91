package org.beibu.probe.passive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

class CaptureClockTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;
    private static final long START = 1_700_000_000 * SECOND;

    private final Counters counters = new Counters();
    private final CaptureClock clock = new CaptureClock(counters);
    private final List<Long> ticks = new ArrayList<>();

    private void take(int interfaceIndex, long nanos) {
        if (clock.take(interfaceIndex, nanos)) {
            ticks.add(clock.tickNanos() - START);
        }
    }

    /** Packets of interface 0, so far apart from this second on. */
    private void packets(int count, long fromSecond, long apart) {
        for (int i = 0; i < count; i++) {
            take(0, START + fromSecond * SECOND + i * apart);
        }
    }

    @Test
    void disorderOfTenMillisecondsIsNoStep() {
        clock.take(0, START + 10 * MILLI);
        clock.take(0, START);

        assertEquals(0, clock.epoch());
        assertEquals(0, counters.get(PassiveCounter.CLOCK_STEPS_BACKWARD));
    }

    @Test
    void moreThanThatIsAStepOfThisInterfaceAlone() {
        clock.take(0, START + 10 * MILLI + 1);
        clock.take(1, START);
        assertEquals(0, clock.epoch());

        clock.take(0, START);
        assertEquals(1, clock.epoch());
        assertEquals(1, counters.get(PassiveCounter.CLOCK_STEPS_BACKWARD));

        clock.take(0, START + 1);
        assertEquals(1, clock.epoch());
    }

    @Test
    void epochNumbersWrapAtSixteenBits() {
        for (int i = 0; i < 0x1_0000; i++) {
            clock.enterNextEpoch();
        }
        assertEquals(0, clock.epoch());
    }

    @Test
    void ticksAreASecondApartAndTellTheEarliestTimeOfTheRow() {
        packets(30_000, 0, MILLI / 10);

        assertEquals(List.of(0L, SECOND, 2 * SECOND), ticks);
    }

    @Test
    void afterAGapThereIsOneTick() {
        packets(2000, 0, MILLI / 10);
        packets(2000, 3600, MILLI / 10);

        assertEquals(List.of(0L, 3600 * SECOND), ticks);
    }

    @Test
    void wildTimesAreNoTicks() {
        packets(2000, 0, MILLI / 10);
        for (int i = 0; i < 50; i++) {
            take(0, START + 1_000_000 * SECOND);
            take(0, START + (200 + i) * MILLI);
        }

        assertEquals(List.of(0L), ticks);
    }

    @Test
    void interfaceWhoseClockIsAheadMakesNoTicks() {
        for (int i = 0; i < 25_000; i++) {
            take(0, START + i * MILLI / 10);
            take(1, START + 86_400 * SECOND + i * MILLI / 10);
        }

        assertEquals(List.of(0L, SECOND, 2 * SECOND), ticks);
    }

    @Test
    void ticksGoOnAfterAStepBack() {
        packets(2000, 86_400, MILLI / 10);
        packets(12_000, 0, MILLI / 10);

        assertEquals(List.of(86_400 * SECOND, SECOND), ticks);
        assertTrue(clock.epoch() == 1);
    }

    @Test
    void fewPacketsMakeNoTick() {
        for (long i = 1; i < CaptureClock.PACKETS_IN_A_ROW; i++) {
            assertFalse(clock.take(0, START + i * 60 * SECOND));
        }
        assertTrue(clock.take(0, START + 86_400 * SECOND));
    }
}
