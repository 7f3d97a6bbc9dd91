package org.beibu.probe.active;

import java.util.SplittableRandom;

/**
 * The times at which the packets of a stream are due, by the monotonic clock. They follow from each
 * other and from nothing else.
 *
 * <pre>
 *   periodic   start + phase + k x interval                     RFC 3432 4.2
 *   poisson    gaps of -ln(1 - u) x interval, at most 30 x it   RFC 2330 11.1.3, RFC 8912 7.3.2
 * </pre>
 *
 * <p>Streams of one seed have the same gaps: that is how all exits of a route are probed together.
 */
final class StreamSchedule {
    private static final int LONGEST_GAP = 30;

    private final Stream stream;
    private final SplittableRandom random;
    private long dueNanos;

    StreamSchedule(Stream stream, long seed, long startNanos) {
        this.stream = stream;
        random = new SplittableRandom(seed);
        dueNanos = startNanos + (long) (random.nextDouble() * stream.interval().toNanos());
    }

    /** The same, later by so much. */
    StreamSchedule shifted(long nanos) {
        dueNanos += nanos;
        return this;
    }

    /** When the next packet is due. */
    long dueNanos() {
        return dueNanos;
    }

    /** The packet that was due has left, or never will. */
    void advance() {
        long interval = stream.interval().toNanos();
        if (stream.poisson()) {
            double gap = -Math.log(1 - random.nextDouble());
            dueNanos += (long) (Math.min(gap, LONGEST_GAP) * interval);
        } else {
            dueNanos += interval;
        }
    }
}
