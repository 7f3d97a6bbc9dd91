package org.beibu.probe.active.metrics;

import java.util.concurrent.TimeUnit;

/**
 * How long an answer may take before its packet is taken for overdue: what RFC 6298 2 waits before
 * it retransmits, with a lower floor, since nothing is sent again here.
 *
 * <pre>
 *   first R:  SRTT = R, RTTVAR = R / 2
 *   then:     RTTVAR = 3/4 RTTVAR + 1/4 |SRTT - R|,  SRTT = 7/8 SRTT + 1/8 R
 *   patience: SRTT + max(50 ms, 4 RTTVAR)
 * </pre>
 */
final class RoundTripEstimate {
    /** Before the first answer: 1 s. */
    static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LEAST_SPREAD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private long smoothed;
    private long variation;
    private boolean known;

    /** A round trip took so long. */
    void add(long nanos) {
        if (known) {
            variation += (Math.abs(smoothed - nanos) - variation) / 4;
            smoothed += (nanos - smoothed) / 8;
        } else {
            smoothed = nanos;
            variation = nanos / 2;
            known = true;
        }
    }

    /** How long to wait for an answer. */
    long patienceNanos() {
        return known ? smoothed + Math.max(LEAST_SPREAD_NANOS, 4 * variation) : FIRST_NANOS;
    }
}
