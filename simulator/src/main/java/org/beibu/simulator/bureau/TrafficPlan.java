package org.beibu.simulator.bureau;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much traffic to make, and when to stop.
 *
 * @param traffic the traffic
 * @param mostPackets stop after so many packets
 * @param mostNanos stop after so much capture time
 */
public record TrafficPlan(Traffic traffic, long mostPackets, long mostNanos) {
    private static final long UNLIMITED = Long.MAX_VALUE / 4;
    private static final long FLOWS = 2000;
    private static final Duration DURATION = Duration.ofSeconds(60);

    /** Packets of a browsing connection in the mean, measured over 100 seeds. */
    private static final double PACKETS_A_FLOW = 52;

    /**
     * Browsing traffic. With {@code packets} alone as many connections begin as are needed to have
     * about that many packets within the usual minute.
     */
    public static TrafficPlan of(
            @Nullable Long flows,
            @Nullable Long packets,
            @Nullable Duration duration,
            Duration warmUp) {
        double seconds = (duration == null ? DURATION : duration).toNanos() / 1e9;
        boolean byPackets = packets != null && flows == null;
        double expected = flows == null ? FLOWS : (double) flows;
        if (packets != null && flows == null) {
            expected = packets / PACKETS_A_FLOW;
        }
        double rate = Math.max(0.01, expected / (seconds + warmUp.toNanos() / 1e9));
        return new TrafficPlan(
                new Traffic(
                        Traffic.Kind.BROWSING,
                        rate,
                        byPackets ? UNLIMITED : (long) expected,
                        warmUp),
                packets == null ? UNLIMITED : packets,
                duration == null && packets != null ? UNLIMITED : (long) (seconds * 1e9));
    }

    /** Connections of which each has another 5-tuple, in a minute or the time given. */
    public static TrafficPlan distinct(
            Traffic.Kind kind, long connections, @Nullable Duration duration) {
        double seconds = (duration == null ? DURATION : duration).toNanos() / 1e9;
        return new TrafficPlan(
                new Traffic(kind, Math.max(1, connections / seconds), connections, Duration.ZERO),
                UNLIMITED,
                UNLIMITED);
    }
}
