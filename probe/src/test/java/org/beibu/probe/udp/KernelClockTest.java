package org.beibu.probe.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.SyncSource;
import org.junit.jupiter.api.Test;

class KernelClockTest {
    private static final int NANO = 0x2001;

    @Test
    void theErrorIsTheBoundAndWhatIsStillBeingCorrected() {
        assertEquals(
                new ClockState(true, 1_250_300, SyncSource.NTP),
                KernelClock.state(0, NANO, -300, 1_250, 12));
        assertEquals(
                new ClockState(true, 1_550_000, SyncSource.NTP),
                KernelClock.state(0, 0x2001 & ~0x2000, 300, 1_250, 12)); // offset in microseconds
        assertTrue(KernelClock.state(1, NANO, 0, 1, 1).synchronised()); // a leap second is near
    }

    @Test
    void unsynchronisedMeansThatNothingIsKnown() {
        assertEquals(
                ClockState.UNSYNCHRONISED, KernelClock.state(5, 0x40, 0, 16_000_000, 16_000_000));
        assertEquals(ClockState.UNSYNCHRONISED, KernelClock.state(5, NANO, 0, 10, 10));
        assertEquals(ClockState.UNSYNCHRONISED, KernelClock.state(0, NANO | 0x40, 0, 10, 10));
        assertEquals(ClockState.UNSYNCHRONISED, KernelClock.state(-1, 0, 0, 0, 0));
    }

    @Test
    void aDaemonThatStatesNoEstimateIsTrustedToItsOwnLimitOnly() {
        assertEquals(5_000_500_000L, KernelClock.state(0, NANO, 0, 500, 0).errorNanos());
    }

    @Test
    void theSystemAnswers() {
        ClockState state = KernelClock.ofSystem().read();

        assertFalse(state.synchronised() && state.errorNanos() == ClockState.UNKNOWN_ERROR);
    }
}
