package org.beibu.probe.trace;

import java.time.Duration;
import org.beibu.runtime.journal.TraceHopRecord;

/**
 * How far a trace goes.
 *
 * @param highestTtl the highest TTL
 * @param attempts packets of each TTL
 * @param gap it ends when so many TTLs in a row were not answered
 * @param patience a packet that was not answered for so long is given up
 */
public record TraceLimits(int highestTtl, int attempts, int gap, Duration patience) {
    private static final int HIGHEST = 64;
    private static final Duration LONGEST = Duration.ofSeconds(4);

    /** TTLs up to 30, three packets each, five silent hops, one second. */
    public static final TraceLimits DEFAULT = new TraceLimits(30, 3, 5, Duration.ofSeconds(1));

    public TraceLimits {
        if (highestTtl < 1 || highestTtl > HIGHEST) {
            throw new IllegalArgumentException("a highest TTL is 1 to 64, not " + highestTtl);
        }
        if (attempts < 1 || attempts > TraceHopRecord.MOST_DELAYS) {
            throw new IllegalArgumentException("1 to 3 packets of a TTL, not " + attempts);
        }
        if (gap < 1 || gap > HIGHEST) {
            throw new IllegalArgumentException("1 to 64 silent hops, not " + gap);
        }
        if (patience.toMillis() < 10 || patience.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a wait is 10ms to 4s: " + patience);
        }
    }

    /** The same up to another TTL. */
    public TraceLimits upTo(int ttl) {
        return new TraceLimits(ttl, attempts, gap, patience);
    }

    /** The most packets of a trace. */
    public int mostPackets() {
        return highestTtl * attempts;
    }
}
