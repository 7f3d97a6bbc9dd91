package org.beibu.probe.passive;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Bounds of the passive matchers. Timings do not depend on the hash seed.
 *
 * @param maxFlows flows held at most; a quarter of them at most is half open, so that a flood of
 *     SYNs cannot push out flows that were seen to work; 63 in 64 of them may be such
 * @param maxSlots slots of 16 octets at most, lent to flows with more than two segments that wait
 *     for their ACK in one direction; in blocks of 16, 128, 1024 and 4096, a quarter for each size
 * @param idleTimeout a flow without packets for so long is forgotten
 * @param hashSeed keeps strangers from choosing addresses that collide
 */
public record PassiveConfig(int maxFlows, int maxSlots, Duration idleTimeout, long hashSeed) {

    /** The most flows that can be asked for. */
    public static final int MOST_FLOWS = 1 << 26;

    private static final int LEAST_FLOWS = 16;

    /**
     * The defaults: a million flows, 32 MiB of slots, and as long as a connection may be idle that
     * is kept alive (two hours and ten probes, RFC 9293 3.8.4 and Linux).
     */
    public static final PassiveConfig DEFAULT =
            new PassiveConfig(1 << 20, 1 << 21, Duration.ofMinutes(135), randomSeed());

    public PassiveConfig {
        if (maxFlows < LEAST_FLOWS || maxFlows > MOST_FLOWS) {
            throw new IllegalArgumentException(
                    "flows must be " + LEAST_FLOWS + " to " + MOST_FLOWS + ", not " + maxFlows);
        }
        if (maxSlots < 0 || maxSlots > SlotPool.MOST_SLOTS) {
            throw new IllegalArgumentException(
                    "slots must be 0 to " + SlotPool.MOST_SLOTS + ", not " + maxSlots);
        }
        if (idleTimeout.compareTo(Duration.ofSeconds(1)) < 0
                || idleTimeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "idle timeout must be a second to a day, not " + idleTimeout);
        }
    }

    /** The same but for the number of flows. */
    public PassiveConfig withMaxFlows(int flows) {
        return new PassiveConfig(flows, maxSlots, idleTimeout, hashSeed);
    }

    /** The bounds of each of several timers that together have these. */
    public PassiveConfig share(int timers) {
        return new PassiveConfig(
                Math.max(LEAST_FLOWS, maxFlows / timers), maxSlots / timers, idleTimeout, hashSeed);
    }

    /** Half-open flows held at most: a quarter. */
    int maxHalfOpenFlows() {
        return maxFlows / 4;
    }

    /** Flows that are kept free of proven ones, so that new connections have a place to begin. */
    int leastHalfOpenFlows() {
        return Math.max(1, maxFlows / 64);
    }

    private static long randomSeed() {
        return ThreadLocalRandom.current().nextLong();
    }
}
