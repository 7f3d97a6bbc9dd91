package org.beibu.probe.active.metrics;

import org.beibu.model.TimingSample;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * IPDV (RFC 3393): by how much the delay of a packet differs from that of the packet sent just
 * before it. Signed; the histogram holds magnitudes. A lost packet breaks two pairs. A constant
 * offset between two clocks cancels, so this can be told of each direction without synchronised
 * clocks.
 */
public final class Variation {
    private final DelayHistogram magnitudes = new DelayHistogram();
    private long minNanos = Long.MAX_VALUE;
    private long maxNanos = Long.MIN_VALUE;

    void record(long nanos) {
        if (Math.abs(nanos) <= TimingSample.MAX_DELAY_NANOS) {
            magnitudes.record(Math.abs(nanos));
            minNanos = Math.min(minNanos, nanos);
            maxNanos = Math.max(maxNanos, nanos);
        }
    }

    /** Number of pairs. */
    public long count() {
        return magnitudes.count();
    }

    /** The most negative difference; 0 without pairs. */
    public long minNanos() {
        return count() == 0 ? 0 : minNanos;
    }

    /** The largest difference; 0 without pairs. */
    public long maxNanos() {
        return count() == 0 ? 0 : maxNanos;
    }

    /** How large the differences were, whichever way. */
    public DelayHistogram magnitudes() {
        return magnitudes;
    }
}
