package org.beibu.probe.passive;

/**
 * The tick of a sender's timestamp clock (RFC 7323 5.4: 1 ms to 1 s, some use 1 us), estimated from
 * two of its TSvals and kept in eight bits: nanoseconds as a number of three significant bits,
 * rounded up; 0 is not known.
 */
final class TickEstimate {
    /** TSvals closer than this tell too little: the estimate may be wrong by one tick. */
    static final int LEAST_TICKS = 8;

    private static final int MOST = 0xff;

    private TickEstimate() {}

    /**
     * The estimate of a clock that went so many ticks, {@link #LEAST_TICKS} at least, meanwhile.
     */
    static int of(long nanos, int ticks) {
        long tick = nanos / ticks;
        int code = 1;
        if (tick > 4) {
            int exponent = 61 - Long.numberOfLeadingZeros(tick - 1);
            code = (exponent << 2) + (int) ((tick - 1) >>> exponent) - 3;
        }
        return Math.min(code, MOST);
    }

    /** The tick of an estimate, nanoseconds. */
    static long nanos(int estimate) {
        return (long) (4 + (estimate & 3)) << (estimate >>> 2);
    }
}
