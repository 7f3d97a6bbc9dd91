package org.beibu.probe.stamp;

/**
 * How far a time stamp can be trusted (RFC 4656 4.1.2, RFC 8186 2.3): the error is at most
 * Multiplier x 2^-32 x 2^Scale seconds.
 *
 * <pre>
 *   15 S | 14 Z | 13-8 Scale | 7-0 Multiplier
 * </pre>
 *
 * @param synchronised S: the clock follows UTC by an external source
 * @param format Z: the format of the stamps
 * @param scale 0 to 63
 * @param multiplier 1 to 255; 0 is invalid, such a packet is discarded
 */
public record ErrorEstimate(
        boolean synchronised, TimestampFormat format, int scale, int multiplier) {
    private static final int SYNCHRONISED = 0x8000;
    private static final int PTP = 0x4000;
    private static final int MOST_SCALE = 63;
    private static final int MOST_MULTIPLIER = 255;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** About 34 years: more is as good as this. */
    private static final long MOST_NANOS = NANOS_PER_SECOND << 30;

    public ErrorEstimate {
        if (scale < 0 || scale > MOST_SCALE) {
            throw new IllegalArgumentException("a Scale is 0 to " + MOST_SCALE + ", not " + scale);
        }
        if (multiplier < 0 || multiplier > MOST_MULTIPLIER) {
            throw new IllegalArgumentException(
                    "a Multiplier is 0 to " + MOST_MULTIPLIER + ", not " + multiplier);
        }
    }

    /** The estimate with the smallest Scale that holds this error, rounded up. */
    public static ErrorEstimate of(boolean synchronised, TimestampFormat format, long errorNanos) {
        return decode(encode(synchronised, format, errorNanos));
    }

    /** The bits of {@link #of}. */
    public static int encode(boolean synchronised, TimestampFormat format, long errorNanos) {
        long nanos = Math.max(0, Math.min(errorNanos, MOST_NANOS));
        long subsecond = (nanos % NANOS_PER_SECOND) << 32;
        long units = (nanos / NANOS_PER_SECOND) << 32;
        units += (subsecond + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
        int scale = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(units) - Byte.SIZE);
        long multiplier = roundedUp(units, scale);
        if (multiplier > MOST_MULTIPLIER) {
            multiplier = roundedUp(units, ++scale);
        }
        return (synchronised ? SYNCHRONISED : 0)
                | (format == TimestampFormat.PTP ? PTP : 0)
                | scale << 8
                | (int) Math.max(1, multiplier);
    }

    private static long roundedUp(long units, int scale) {
        return (units + (1L << scale) - 1) >>> scale;
    }

    /** The fields of these 16 bits. */
    public static ErrorEstimate decode(int bits) {
        return new ErrorEstimate(
                isSynchronised(bits), format(bits), bits >>> 8 & MOST_SCALE, multiplier(bits));
    }

    /** S. */
    public static boolean isSynchronised(int bits) {
        return (bits & SYNCHRONISED) != 0;
    }

    /** Z. */
    public static TimestampFormat format(int bits) {
        return (bits & PTP) != 0 ? TimestampFormat.PTP : TimestampFormat.NTP;
    }

    /** Multiplier. */
    public static int multiplier(int bits) {
        return bits & MOST_MULTIPLIER;
    }

    /** The error that these bits allow, rounded up, {@code Long.MAX_VALUE} beyond 292 years. */
    public static long errorNanos(int bits) {
        double seconds = Math.scalb((double) multiplier(bits), (bits >>> 8 & MOST_SCALE) - 32);
        return (long) Math.ceil(seconds * NANOS_PER_SECOND); // saturates
    }

    /** The 16 bits. */
    public int bits() {
        return (synchronised ? SYNCHRONISED : 0)
                | (format == TimestampFormat.PTP ? PTP : 0)
                | scale << 8
                | multiplier;
    }

    /** The error that it allows, rounded up, {@code Long.MAX_VALUE} beyond 292 years. */
    public long errorNanos() {
        return errorNanos(bits());
    }
}
