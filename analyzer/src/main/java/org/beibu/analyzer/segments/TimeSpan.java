package org.beibu.analyzer.segments;

import java.util.Optional;

/**
 * A half-open span of time.
 *
 * @param fromNanos first moment inside, epoch nanoseconds
 * @param toNanos first moment after it
 */
public record TimeSpan(long fromNanos, long toNanos) {

    public TimeSpan {
        if (fromNanos >= toNanos) {
            throw new IllegalArgumentException("empty span: " + fromNanos + " to " + toNanos);
        }
    }

    /** What both have in common. */
    Optional<TimeSpan> and(TimeSpan other) {
        long from = Math.max(fromNanos, other.fromNanos);
        long to = Math.min(toNanos, other.toNanos);
        return from < to ? Optional.of(new TimeSpan(from, to)) : Optional.empty();
    }
}
