package org.beibu.probe.stamp;

/**
 * The two formats of a time stamp; bit Z of the Error Estimate tells which (RFC 8186 2.1).
 *
 * <pre>
 *   NTP   seconds since 1900 (u32) | fraction of a second / 2^32 (u32)     RFC 5905 6
 *   PTP   seconds since 1970 (u32) | nanoseconds (u32)                     truncated PTPv2
 * </pre>
 *
 * <p>Nanoseconds become fractions rounded down and fractions become nanoseconds rounded to nearest:
 * that pair gives each nanosecond back. Seconds count modulo 2^32, so the era is that which is
 * nearest to a moment the caller knows: right within 68 years.
 *
 * <p>PTP counts TAI, which is 37 s ahead of UTC; software that has no PTP clock sends UTC in this
 * format, and so do we.
 */
public enum TimestampFormat {
    /** Z = 0. */
    NTP(2_208_988_800L) {
        @Override
        long subsecond(long nanos) {
            return (nanos << 32) / NANOS_PER_SECOND;
        }

        @Override
        long nanos(long subsecond) {
            return (subsecond * NANOS_PER_SECOND + (1L << 31)) >>> 32;
        }
    },
    /** Z = 1. */
    PTP(0) {
        @Override
        long subsecond(long nanos) {
            return nanos;
        }

        @Override
        long nanos(long subsecond) {
            return subsecond;
        }
    };

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long epochSecondsBefore1970;

    TimestampFormat(long epochSecondsBefore1970) {
        this.epochSecondsBefore1970 = epochSecondsBefore1970;
    }

    /** The lower half of a stamp for these nanoseconds of a second. */
    abstract long subsecond(long nanos);

    /** The nanoseconds of a second for the lower half of a stamp. */
    abstract long nanos(long subsecond);

    /** The stamp of a moment. */
    public long fromEpochNanos(long epochNanos) {
        long seconds = Math.floorDiv(epochNanos, NANOS_PER_SECOND);
        long nanos = Math.floorMod(epochNanos, NANOS_PER_SECOND);
        return (seconds + epochSecondsBefore1970) << 32 | subsecond(nanos);
    }

    /** The moment of a stamp, in the era that is nearest to {@code nearEpochNanos}. */
    public long toEpochNanos(long stamp, long nearEpochNanos) {
        long near = Math.floorDiv(nearEpochNanos, NANOS_PER_SECOND);
        int distance = (int) ((stamp >>> 32) - (near + epochSecondsBefore1970));
        return (near + distance) * NANOS_PER_SECOND + nanos(stamp & 0xffff_ffffL);
    }

    /** The text of reports: {@code ntp} or {@code ptp}. */
    @Override
    public String toString() {
        return this == NTP ? "ntp" : "ptp";
    }
}
