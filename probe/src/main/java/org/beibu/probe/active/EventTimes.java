package org.beibu.probe.active;

/** Times of events that name them: never one twice, in order. Owned by the sender's thread. */
final class EventTimes {
    private long last;

    /** This time, or the next that was not given yet. */
    long next(long epochNanos) {
        last = Math.max(epochNanos, last + 1);
        return last;
    }
}
