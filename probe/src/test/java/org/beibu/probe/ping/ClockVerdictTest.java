package org.beibu.probe.ping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.beibu.probe.active.metrics.Reply;
import org.beibu.probe.stamp.ClockState;
import org.beibu.probe.stamp.ErrorEstimate;
import org.beibu.probe.stamp.SyncSource;
import org.beibu.probe.stamp.TimestampFormat;
import org.junit.jupiter.api.Test;

class ClockVerdictTest {
    private static final int GOOD = ErrorEstimate.encode(true, TimestampFormat.NTP, 100_000);
    private static final ClockState OURS = new ClockState(true, 50_000, SyncSource.NTP);

    private static String reason(ClockState state, int errorEstimate, long forwardNanos) {
        ClockVerdict verdict = new ClockVerdict(() -> state);
        verdict.judge(new Reply(), errorEstimate, forwardNanos, true);
        return verdict.reason();
    }

    @Test
    void theReasonNamesTheClockThatIsNotTrusted() {
        assertEquals(
                "neither clock is known to be synchronised",
                reason(ClockState.UNSYNCHRONISED, 0x3fff, 0));
        assertEquals(
                "the clock here is not known to be synchronised",
                reason(ClockState.UNSYNCHRONISED, GOOD, 0));
        assertEquals(
                "the reflector's clock is not known to be synchronised", reason(OURS, 0x3fff, 0));
        assertEquals("the clocks may be off by 0.170 ms together", reason(OURS, GOOD, 0));
        assertEquals("there was no reply", new ClockVerdict(() -> OURS).reason());
    }

    @Test
    void aConstantOfAProgramIsNoBound() {
        assertEquals(
                "the reflector's clock is not known to be synchronised", reason(OURS, 0x8001, 0));
    }

    @Test
    void ptpStampsThatCountTaiAreRecognised() {
        int ptp = ErrorEstimate.encode(true, TimestampFormat.PTP, 100_000);

        assertEquals(
                "the reflector's PTP stamps count TAI, 37 s ahead",
                reason(OURS, ptp, 37_010_000_000L));
        assertEquals("the clocks may be off by 0.170 ms together", reason(OURS, ptp, 10_000_000L));
    }
}
