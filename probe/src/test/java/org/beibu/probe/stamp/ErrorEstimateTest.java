package org.beibu.probe.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ErrorEstimateTest {
    private static int encode(long nanos) {
        return ErrorEstimate.encode(true, TimestampFormat.NTP, nanos);
    }

    @Test
    void errorsHaveTheBitsThatWereWorkedOutByHand() {
        assertEquals(0x8587, encode(1_000));
        assertEquals(0x8887, encode(8_000));
        assertEquals(0x8ad2, encode(50_000));
        assertEquals(0x8bd2, encode(100_000));
        assertEquals(0x8f84, encode(1_000_000));
        assertEquals(0x92a4, encode(10_000_000));
        assertEquals(0x95cd, encode(100_000_000));
        assertEquals(0x9980, encode(1_000_000_000));
    }

    @Test
    void bitsSayWhetherTheClockIsSynchronisedAndTheFormat() {
        assertEquals(0x0587, ErrorEstimate.encode(false, TimestampFormat.NTP, 1_000));
        assertEquals(0xc587, ErrorEstimate.encode(true, TimestampFormat.PTP, 1_000));
        assertTrue(ErrorEstimate.isSynchronised(0x8e02));
        assertFalse(ErrorEstimate.isSynchronised(0x4e02));
        assertEquals(TimestampFormat.NTP, ErrorEstimate.format(0x8e02));
        assertEquals(TimestampFormat.PTP, ErrorEstimate.format(0x4e02));
        assertEquals(
                new ErrorEstimate(true, TimestampFormat.PTP, 14, 2), ErrorEstimate.decode(0xce02));
    }

    @Test
    void anEstimateIsNeverSmallerThanTheErrorAndHardlyLarger() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200_000; i++) {
            long nanos = random.nextLong() >>> random.nextInt(4, 63);
            long stated = ErrorEstimate.errorNanos(encode(Math.min(nanos, 1L << 59)));

            assertTrue(stated >= Math.min(nanos, 1L << 59), () -> nanos + " > " + stated);
            assertTrue(stated <= nanos * 1.01 + 2, () -> nanos + " far below " + stated);
        }
    }

    @Test
    void theMultiplierIsNeverZeroAndTheLargestErrorIsLarge() {
        assertEquals(1, ErrorEstimate.multiplier(encode(0)));
        assertEquals(0x8001, encode(0));
        int unknown = ClockState.UNSYNCHRONISED.errorEstimate(TimestampFormat.NTP, 50_000);
        assertFalse(ErrorEstimate.isSynchronised(unknown));
        assertTrue(ErrorEstimate.errorNanos(unknown) > 1_000_000_000_000_000_000L);
    }

    @Test
    void anyBitsAreTakenApartAndPutTogetherAgain() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            assertEquals(bits, ErrorEstimate.decode(bits).bits());
        }
        assertEquals(Long.MAX_VALUE, ErrorEstimate.errorNanos(0x3fff)); // what many senders state
        assertEquals(1, ErrorEstimate.errorNanos(0x0001));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ErrorEstimate(true, TimestampFormat.NTP, 64, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ErrorEstimate(true, TimestampFormat.NTP, 0, 256));
    }

    @Test
    void theStampingErrorIsAddedToThatOfTheClock() {
        ClockState clock = new ClockState(true, 40_000, SyncSource.NTP);

        assertEquals(encode(50_000), clock.errorEstimate(TimestampFormat.NTP, 10_000));
        assertThrows(
                IllegalArgumentException.class, () -> new ClockState(true, -1, SyncSource.NTP));
    }
}
