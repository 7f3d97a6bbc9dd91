package org.beibu.simulator.tcp;

import org.beibu.simulator.bureau.Impairment;
import org.beibu.simulator.bureau.Impairments;
import org.beibu.simulator.event.Chance;

/**
 * The way between the two hosts of a connection, in two hops each way: near (bureau's host to
 * capture point) and far (capture point to ASEAN host). Packets of one direction stay in order on
 * each hop but for those that the reordering impairment holds back.
 */
final class Links {
    private static final long NANOS_PER_OCTET = 1; // about 8 Gbit/s: keeps bursts apart
    private static final long LEAST_GAP_NANOS = 150;
    private static final int LEAST_HELD_BACK_NANOS = 50_000;
    private static final int MOST_HELD_BACK_NANOS = 3_000_000;
    private static final int MOST_COPY_GAP_NANOS = 60_000;
    private static final double NEAR_QUEUE_SIGMA = 0.6;

    private final Connection connection;
    private final Surroundings surroundings;
    private final long nearOneWayNanos;
    private final double lossPerHop;
    private final double reorderingPerHop;
    private final double tapCopies;

    /** When the last packet in order came out of hop 0 or 1 from initiator or responder. */
    private final long[] lastOutNanos = new long[4];

    Links(Connection connection, Surroundings surroundings, long nearRoundTripNanos) {
        this.connection = connection;
        this.surroundings = surroundings;
        this.nearOneWayNanos = nearRoundTripNanos / 2;
        Impairments impairments = surroundings.impairments();
        this.lossPerHop = impairments.share(Impairment.LOSS) / 2;
        this.reorderingPerHop = impairments.share(Impairment.REORDERING) / 2;
        this.tapCopies = impairments.share(Impairment.TAP_COPIES);
    }

    /** The sender lets a segment go. */
    void send(long nowNanos, Segment segment) {
        travel(nowNanos, segment, 0);
    }

    /** The segment has come to the capture point. */
    void passCapturePoint(long nowNanos, Segment segment) {
        CapturePoint point = surroundings.capturePoint();
        point.onSegment(nowNanos, segment, false);
        segment.echo = null;
        Chance chance = surroundings.chance();
        if (chance.happens(tapCopies)) {
            long gap = chance.between(0, MOST_COPY_GAP_NANOS);
            surroundings
                    .timeline()
                    .at(nowNanos + gap, later -> point.onSegment(later, segment, true));
        }
        if (!connection.swallows(segment)) {
            travel(nowNanos, segment, 1);
        }
    }

    private void travel(long nowNanos, Segment segment, int hop) {
        Chance chance = surroundings.chance();
        if (chance.happens(lossPerHop)) {
            return;
        }
        int slot = (segment.fromInitiator ? 0 : 2) + hop;
        long out = nowNanos + oneWayNanos(segment, hop);
        if (chance.happens(reorderingPerHop)) {
            out += chance.between(LEAST_HELD_BACK_NANOS, MOST_HELD_BACK_NANOS);
        } else {
            long spacing = LEAST_GAP_NANOS + segment.payload * NANOS_PER_OCTET;
            out = Math.max(out, lastOutNanos[slot] + spacing);
            lastOutNanos[slot] = out;
        }
        surroundings.timeline().at(out, segment);
    }

    private long oneWayNanos(Segment segment, int hop) {
        boolean farHop = (segment.fromInitiator == connection.isInbound()) == (hop == 0);
        Chance chance = surroundings.chance();
        return farHop
                ? connection.path().oneWayNanos(chance)
                : nearOneWayNanos
                        + (long) chance.lognormal(nearOneWayNanos * 0.05, NEAR_QUEUE_SIGMA);
    }
}
