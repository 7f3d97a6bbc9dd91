package org.beibu.probe.reflector;

import org.beibu.probe.passive.Mixing;

/**
 * A token bucket for each source address, or for the few that share one of 4,096 buckets; a
 * second's packets may come at once, as they do after a pause of this process. A clock that is set
 * back stops the filling at most until the next packet. Owned by the reflector's thread.
 */
final class SourceRates {
    private static final int BUCKETS = 4_096;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long BURST_NANOS = NANOS_PER_SECOND;

    private final long costNanos;
    private final long depthNanos;
    private final long seed;

    /** What each source has left, in nanoseconds of its rate, and when it was filled last. */
    private final long[] left = new long[BUCKETS];

    private final long[] filledAt = new long[BUCKETS];

    SourceRates(int packetsPerSecond, long seed) {
        costNanos = NANOS_PER_SECOND / packetsPerSecond;
        depthNanos = Math.max(BURST_NANOS, costNanos);
        this.seed = seed;
    }

    /** Whether this source may have one more answer now. */
    boolean take(long high, long low, long epochNanos) {
        int bucket = (int) (Mixing.fold(high ^ seed, low ^ Mixing.spread(seed)) & (BUCKETS - 1));
        long passed = Math.max(0, epochNanos - filledAt[bucket]);
        filledAt[bucket] = epochNanos;
        long filled =
                passed >= depthNanos ? depthNanos : Math.min(depthNanos, left[bucket] + passed);
        boolean taken = filled >= costNanos;
        left[bucket] = taken ? filled - costNanos : filled;
        return taken;
    }
}
