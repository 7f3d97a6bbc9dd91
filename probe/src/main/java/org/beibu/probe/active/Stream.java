package org.beibu.probe.active;

import java.time.Duration;

/**
 * The packets of a session.
 *
 * @param interval from packet to packet, on average
 * @param poisson whether at random times, else each interval
 * @param octets of UDP payload, 0 for as many as needed
 * @param lossThreshold a packet without a reply for so long is lost
 */
public record Stream(Duration interval, boolean poisson, int octets, Duration lossThreshold) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LONGEST_THRESHOLD = Duration.ofSeconds(9);
    private static final int MOST_OCTETS = 9_000;

    public Stream {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("an interval is 1ms to 1m: " + interval);
        }
        if (octets < 0 || octets > MOST_OCTETS) {
            throw new IllegalArgumentException("packets have up to 9000 octets: " + octets);
        }
        if (lossThreshold.compareTo(SHORTEST) < 0
                || lossThreshold.compareTo(LONGEST_THRESHOLD) > 0) {
            throw new IllegalArgumentException("a loss threshold is 1ms to 9s: " + lossThreshold);
        }
    }

    /** Packets a second, on average. */
    public double packetsPerSecond() {
        return 1e9 / interval.toNanos();
    }
}
