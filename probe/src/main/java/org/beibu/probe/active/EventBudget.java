package org.beibu.probe.active;

import java.util.concurrent.TimeUnit;

/**
 * How many events a session may report: six, and one more each ten minutes. What is above is
 * counted and told with the next one. Owned by the sender's thread.
 */
final class EventBudget {
    private static final int MOST = 6;
    private static final long ONE_MORE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private int left = MOST;
    private long sinceNanos;
    private int leftOut;

    /** Whether one may be reported now, by the monotonic clock. */
    boolean take(long tickNanos) {
        if (left == MOST) {
            sinceNanos = tickNanos;
        }
        while (left < MOST && tickNanos - sinceNanos >= ONE_MORE_NANOS) {
            left++;
            sinceNanos += ONE_MORE_NANOS;
        }
        if (left == 0) {
            leftOut++;
            return false;
        }
        left--;
        return true;
    }

    /** How many were not reported since the last call. */
    int takeLeftOut() {
        int count = leftOut;
        leftOut = 0;
        return count;
    }
}
