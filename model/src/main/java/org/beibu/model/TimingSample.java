package org.beibu.model;

import java.util.Objects;

/**
 * One observed delay, as it leaves the probe: addresses are already coarsened to a prefix.
 *
 * @param epochNanos capture time of the packet that completes the sample, epoch nanoseconds
 * @param method how it was observed
 * @param metric what the delay spans
 * @param delayNanos the delay, nanoseconds, 0 to {@link #MAX_DELAY_NANOS}
 * @param remotePrefix the prefix that holds the host the timing waited for
 * @param path the AseanRoute and exit
 * @param flags {@link #PSEUDONYM} or 0; the other bits of 16 are reserved
 * @param clockQuality where the stamps come from
 */
public record TimingSample(
        long epochNanos,
        Method method,
        Metric metric,
        long delayNanos,
        Prefix remotePrefix,
        PathId path,
        int flags,
        ClockQuality clockQuality) {

    /** The longest delay that counts as one: 60 s. Longer ones are refused and counted. */
    public static final long MAX_DELAY_NANOS = 60_000_000_000L;

    /** A flag: the remote prefix is a prefix's pseudonym, of no network that anyone announces. */
    public static final int PSEUDONYM = 1;

    public TimingSample {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(remotePrefix, "remotePrefix");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(clockQuality, "clockQuality");
        if (delayNanos < 0 || delayNanos > MAX_DELAY_NANOS) {
            throw new IllegalArgumentException("delay out of 0 to 60 s: " + delayNanos + " ns");
        }
        if (flags < 0 || flags > 0xffff) {
            throw new IllegalArgumentException("flags are 16 bits: " + flags);
        }
    }
}
