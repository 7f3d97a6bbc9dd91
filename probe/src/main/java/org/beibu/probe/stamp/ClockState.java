package org.beibu.probe.stamp;

/**
 * What the system says about its clock at one moment; never made up.
 *
 * @param synchronised whether an external source keeps the clock on UTC
 * @param errorNanos the clock is at most so far from UTC; {@link #UNKNOWN_ERROR} when nobody knows
 * @param source what keeps the clock, as in the Timestamp Information TLV
 */
public record ClockState(boolean synchronised, long errorNanos, SyncSource source) {
    /** The largest error that an Error Estimate is made of: nothing is known. */
    public static final long UNKNOWN_ERROR = Long.MAX_VALUE;

    /** A clock that nothing is known about. */
    public static final ClockState UNSYNCHRONISED =
            new ClockState(false, UNKNOWN_ERROR, SyncSource.FREE_RUNNING);

    public ClockState {
        if (errorNanos < 0) {
            throw new IllegalArgumentException("an error is not negative: " + errorNanos);
        }
    }

    /** The Error Estimate of stamps that are themselves off by up to {@code stampingNanos}. */
    public int errorEstimate(TimestampFormat format, long stampingNanos) {
        long error = errorNanos + stampingNanos;
        return ErrorEstimate.encode(synchronised, format, error < 0 ? UNKNOWN_ERROR : error);
    }

    /** Where a {@code ClockState} comes from: the system, or a test. */
    public interface Source {
        /** The state now. */
        ClockState read();
    }
}
