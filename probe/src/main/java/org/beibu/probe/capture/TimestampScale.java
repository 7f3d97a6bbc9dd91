package org.beibu.probe.capture;

/**
 * How one pcapng interface counts time: units of 10^-n or 2^-n seconds since the epoch, plus an
 * offset in seconds (if_tsresol, if_tsoffset). Allocation-free; never rounds up.
 */
final class TimestampScale {
    /** Microseconds without an offset: what an interface without these options uses. */
    static final TimestampScale MICROSECONDS = new TimestampScale(6, 0);

    private static final int POWER_OF_TWO = 0x80;
    private static final int LARGEST_BINARY_EXPONENT = 63;
    private static final int LARGEST_DECIMAL_EXPONENT = 19;
    private static final int NANO_EXPONENT = 9;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final boolean known;
    private final boolean binary;
    private final int exponent;
    private final long multiplier;
    private final long divisor;
    private final long largestUnits;
    private final long offsetSeconds;

    /** A scale from the two options as they stand in the file. */
    TimestampScale(int resolution, long offsetSeconds) {
        this.binary = (resolution & POWER_OF_TWO) != 0;
        this.exponent = resolution & ~POWER_OF_TWO;
        this.known = exponent <= (binary ? LARGEST_BINARY_EXPONENT : LARGEST_DECIMAL_EXPONENT);
        this.multiplier = power(NANO_EXPONENT - exponent);
        this.divisor = power(exponent - NANO_EXPONENT);
        this.largestUnits = Long.MAX_VALUE / multiplier;
        this.offsetSeconds = offsetSeconds;
    }

    /** 10^n, or 1 where n is negative or the scale is not used. */
    private static long power(int n) {
        long power = 1;
        for (int i = 0; i < Math.min(n, 10); i++) {
            power *= 10;
        }
        return power;
    }

    /**
     * Epoch nanoseconds of this many units, or {@link CapturedPacket#NO_TIME} when out of range.
     */
    long epochNanos(long units) {
        if (!known) {
            return CapturedPacket.NO_TIME;
        }
        long nanos = binary ? fromBinary(units) : fromDecimal(units);
        return nanos == CapturedPacket.NO_TIME || offsetSeconds == 0 ? nanos : offset(nanos);
    }

    private long fromDecimal(long units) {
        if (exponent > NANO_EXPONENT) {
            return Long.divideUnsigned(units, divisor);
        }
        boolean fits = units >= 0 && units <= largestUnits;
        return fits ? units * multiplier : CapturedPacket.NO_TIME;
    }

    private long fromBinary(long units) {
        long seconds = units >>> exponent;
        long fraction = units & ((1L << exponent) - 1);
        if (seconds < 0 || seconds >= Long.MAX_VALUE / NANOS_PER_SECOND) {
            return CapturedPacket.NO_TIME;
        }
        return seconds * NANOS_PER_SECOND + fractionNanos(fraction);
    }

    /** fraction * 10^9 / 2^exponent, by way of a product of 128 bits. */
    private long fractionNanos(long fraction) {
        if (exponent == 0) {
            return 0;
        }
        long high = Math.multiplyHigh(fraction, NANOS_PER_SECOND);
        long low = fraction * NANOS_PER_SECOND;
        return high << (Long.SIZE - exponent) | low >>> exponent;
    }

    private long offset(long nanos) {
        long largest = Long.MAX_VALUE / NANOS_PER_SECOND;
        if (offsetSeconds > largest || offsetSeconds < -largest) {
            return CapturedPacket.NO_TIME;
        }
        long offsetNanos = offsetSeconds * NANOS_PER_SECOND;
        long sum = nanos + offsetNanos;
        boolean overflow = ((nanos ^ sum) & (offsetNanos ^ sum)) < 0;
        return overflow ? CapturedPacket.NO_TIME : sum;
    }
}
