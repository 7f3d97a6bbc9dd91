package org.beibu.analyzer.slo;

import java.util.Objects;
import java.util.Optional;
import org.beibu.analyzer.delay.TimingKind;

/**
 * What was measured on one path in one minute, before any target looks at it.
 *
 * @param startNanos start of the minute, epoch nanoseconds
 * @param kind how the delays were timed; empty when too few were
 * @param count timings of that kind, or of the most frequent one when there were too few
 * @param p50Nanos median of these; 0 without kind
 * @param p95Nanos 95th percentile of these; 0 without kind
 * @param sent packets of active sessions sent; 0 when none were
 * @param lost of these, lost
 * @param withheld there were timings, of too few networks to be looked at
 */
public record MinuteFact(
        long startNanos,
        Optional<TimingKind> kind,
        long count,
        long p50Nanos,
        long p95Nanos,
        long sent,
        long lost,
        boolean withheld) {

    public MinuteFact {
        Objects.requireNonNull(kind, "kind");
        if (lost > sent || sent < 0 || lost < 0) {
            throw new IllegalArgumentException("lost " + lost + " of " + sent);
        }
    }

    /** A minute in which nothing was measured. */
    public static MinuteFact empty(long startNanos) {
        return new MinuteFact(startNanos, Optional.empty(), 0, 0, 0, 0, 0, false);
    }

    /** The same with what became of the packets of active sessions. */
    MinuteFact withLoss(long allSent, long allLost) {
        return new MinuteFact(
                startNanos, kind, count, p50Nanos, p95Nanos, allSent, allLost, withheld);
    }

    /** Whether there is nothing to keep. */
    boolean isEmpty() {
        return count == 0 && sent == 0 && !withheld;
    }
}
