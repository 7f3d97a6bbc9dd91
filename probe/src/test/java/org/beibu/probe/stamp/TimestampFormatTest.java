package org.beibu.probe.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimestampFormatTest {
    private static final long SECOND = 1_000_000_000L;

    private static long epochNanos(String instant) {
        Instant moment = Instant.parse(instant);
        return moment.getEpochSecond() * SECOND + moment.getNano();
    }

    @Test
    void aMomentHasTheOctetsThatTheRfcsGiveIt() {
        long moment = epochNanos("2026-11-21T23:09:08.5Z");

        assertEquals(0xeeaca314_80000000L, TimestampFormat.NTP.fromEpochNanos(moment));
        assertEquals(moment, StampVectors.T1);
        assertEquals(
                0x6a5d2c00_075bcd15L,
                TimestampFormat.PTP.fromEpochNanos(1_784_491_008L * SECOND + 123_456_789));
    }

    @Test
    void everyNanosecondComesBack() {
        SplittableRandom random = new SplittableRandom(1);
        long second = 1_795_000_000L * SECOND;
        for (TimestampFormat format : TimestampFormat.values()) {
            for (int i = 0; i < 1_000_000; i++) {
                long moment = second + (i < 2 ? i * (SECOND - 1) : random.nextLong(SECOND));
                assertEquals(
                        moment, format.toEpochNanos(format.fromEpochNanos(moment), second), "" + i);
            }
        }
    }

    @Test
    void theEraIsThatOfTheMomentThatIsKnown() {
        long before = epochNanos("2036-02-07T06:28:15.875Z");
        long after = epochNanos("2036-02-07T06:28:16.125Z");

        assertEquals(0xffffffff_e0000000L, TimestampFormat.NTP.fromEpochNanos(before));
        assertEquals(0x00000000_20000000L, TimestampFormat.NTP.fromEpochNanos(after));
        assertEquals(before, TimestampFormat.NTP.toEpochNanos(0xffffffff_e0000000L, after));
        assertEquals(after, TimestampFormat.NTP.toEpochNanos(0x00000000_20000000L, before));
        long ptp = epochNanos("2106-02-07T06:28:17Z");
        assertEquals(ptp, TimestampFormat.PTP.toEpochNanos(1L << 32, ptp - 3 * SECOND));
    }

    @Test
    void stampsOfRow36AreAnEighthOfASecondApart() {
        long t1 = 0xffffffff_f0000000L;
        long t2 = 0x00000000_10000000L;
        long near = epochNanos("2036-02-07T06:28:16Z");

        assertEquals(
                125_000_000L,
                TimestampFormat.NTP.toEpochNanos(t2, near)
                        - TimestampFormat.NTP.toEpochNanos(t1, near));
    }
}
