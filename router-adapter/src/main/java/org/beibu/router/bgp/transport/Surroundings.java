package org.beibu.router.bgp.transport;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.beibu.runtime.counters.Counters;

/**
 * What sessions take from the outside.
 *
 * @param clock for timers
 * @param wall for what people read
 * @param counters where things are counted
 * @param random for the jitter of timers; asked from several threads
 * @param stall how long a thread may stall before its connections are cut
 */
public record Surroundings(
        NanoClock clock,
        EpochNanoClock wall,
        Counters counters,
        RandomGenerator random,
        Duration stall) {
    /** A stall of two seconds is one. */
    public static final Duration USUAL_STALL = Duration.ofSeconds(2);
}
