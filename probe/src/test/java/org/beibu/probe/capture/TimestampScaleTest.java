package org.beibu.probe.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampScaleTest {
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    @Test
    void everyScaleEqualsExactArithmeticRoundedDown() {
        Random random = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            boolean binary = random.nextBoolean();
            int exponent = random.nextInt(binary ? 64 : 20);
            long units = random.nextLong() >>> random.nextInt(64);

            long actual = new TimestampScale((binary ? 0x80 : 0) | exponent, 0).epochNanos(units);

            BigInteger divisor = BigInteger.valueOf(binary ? 2 : 10).pow(exponent);
            BigInteger exact =
                    new BigInteger(Long.toUnsignedString(units)).multiply(NANOS).divide(divisor);
            if (actual == CapturedPacket.NO_TIME) {
                BigInteger margin = LARGEST.subtract(NANOS.multiply(BigInteger.TWO));
                assertEquals(1, exact.compareTo(margin), binary + " " + exponent + " " + units);
            } else {
                assertEquals(exact.longValueExact(), actual, binary + " " + exponent);
            }
        }
    }

    @Test
    void exponentsOutOfRangeGiveNoTime() {
        assertEquals(CapturedPacket.NO_TIME, new TimestampScale(20, 0).epochNanos(1));
        assertEquals(CapturedPacket.NO_TIME, new TimestampScale(0x80 | 64, 0).epochNanos(1));
        assertEquals(CapturedPacket.NO_TIME, new TimestampScale(0xff, 0).epochNanos(1));
    }

    @Test
    void offsetsAreSecondsAndNeverOverflow() {
        assertEquals(4_000_001_000L, new TimestampScale(6, 4).epochNanos(1));
        assertEquals(-3_999_999_000L, new TimestampScale(6, -4).epochNanos(1));
        assertEquals(
                CapturedPacket.NO_TIME, new TimestampScale(9, 9_000_000_000L).epochNanos(1L << 60));
        assertEquals(CapturedPacket.NO_TIME, new TimestampScale(9, Long.MAX_VALUE).epochNanos(1));
        assertEquals(CapturedPacket.NO_TIME, new TimestampScale(9, Long.MIN_VALUE).epochNanos(1));
    }
}
