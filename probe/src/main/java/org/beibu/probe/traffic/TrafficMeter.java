package org.beibu.probe.traffic;

import java.util.Arrays;
import java.util.List;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.PathId;
import org.beibu.model.PrefixTable;
import org.beibu.model.TrafficDirection;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.record.ExitTable;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.TrafficRecord;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what each AseanRoute, exit, direction and service class carries in each second.
 *
 * <p>A packet to a host of an AseanRoute is outbound on that route; else a packet from one is
 * inbound on that one; any other is counted on {@link AseanRoute#UNROUTED} without direction. So
 * each packet is counted once, and the sum over all cells is what the capture saw.
 *
 * <p>Seconds are those of capture time. Eight of them may be open at once, so that packets out of
 * order, or of interfaces with different clocks, find theirs. A second is recorded when packets
 * three seconds younger come; packets that come later still make one more record: records of the
 * same second add up. What is recorded is a function of the packets alone as long as {@link
 * #settle} is not called.
 *
 * <p>Memory is routes x exits x classes x 2 cells of 36 octets for each open second. Owned by the
 * capture thread.
 */
public final class TrafficMeter {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int OPEN_SECONDS = 8;

    /** How long packets of a second are waited for, in seconds. */
    private static final int EXPECTED_SECONDS = 3;

    private final Catalogue catalogue;
    private final ExitTable exits;
    private final ServiceClassTable classes;
    private final TrafficSink sink;
    private final Counters counters;
    private final PathId[] paths;
    private final OpenSecond[] open = new OpenSecond[OPEN_SECONDS];
    private final int exitCount;
    private final int classCount;
    private final int unrouted;
    private OpenSecond current;
    private long newest = Long.MIN_VALUE;
    private long uses;

    /** A meter that hands its records to this sink. */
    public TrafficMeter(
            Catalogue catalogue,
            ExitTable exits,
            ServiceClassTable classes,
            TrafficSink sink,
            Counters counters) {
        this.catalogue = catalogue;
        this.exits = exits;
        this.classes = classes;
        this.sink = sink;
        this.counters = counters;
        counters.register(TrafficCounter.class);
        exitCount = exits.size();
        classCount = classes.size();
        List<AseanRoute> routes = catalogue.routes();
        unrouted = routes.size();
        paths = new PathId[(routes.size() + 1) * exitCount];
        for (int route = 0; route <= unrouted; route++) {
            String id = route == unrouted ? AseanRoute.UNROUTED : routes.get(route).id();
            for (int exit = 0; exit < exitCount; exit++) {
                paths[route * exitCount + exit] = new PathId(id, exits.name(exit));
            }
        }
        Arrays.setAll(open, i -> new OpenSecond(paths.length * classCount * 2));
        current = open[0];
    }

    /** Takes the next IP packet of the capture. */
    public void onPacket(DecodedPacket packet) {
        int route = catalogue.lookupIndex(packet.destinationHigh(), packet.destinationLow());
        int inbound = 0;
        if (route == PrefixTable.NONE) {
            route = catalogue.lookupIndex(packet.sourceHigh(), packet.sourceLow());
            inbound = route == PrefixTable.NONE ? 0 : 1;
            route = route == PrefixTable.NONE ? unrouted : route;
        }
        int path = route * exitCount + exits.find(packet);
        int cell = (path * classCount + classes.classOf(packet)) * 2 + inbound;
        int octets = packet.wireLength();
        counters.increment(TrafficCounter.TRAFFIC_PACKETS);
        counters.add(TrafficCounter.TRAFFIC_OCTETS, octets);
        long second = Math.floorDiv(packet.epochNanos(), SECOND_NANOS);
        if (current.second() != second) {
            current = second(second);
        }
        current.add(cell, octets);
    }

    /** The open second, opened if need be: then the one used longest ago may have to go. */
    private OpenSecond second(long second) {
        OpenSecond free = open[0];
        for (OpenSecond each : open) {
            if (each.second() == second) {
                each.usedAt(++uses);
                return each;
            }
            if (each.usedAt() < free.usedAt()) {
                free = each;
            }
        }
        record(free);
        free.begin(second);
        free.usedAt(++uses);
        if (second > newest) {
            newest = second;
            recordBefore(second - EXPECTED_SECONDS);
        } else if (second < newest - EXPECTED_SECONDS) {
            counters.increment(TrafficCounter.TRAFFIC_LATE_SECONDS);
        }
        return free;
    }

    /** Records the seconds that ended so long ago that no more packets of them are expected. */
    public void settle(long epochNanos) {
        recordBefore(Math.floorDiv(epochNanos, SECOND_NANOS) - 1);
    }

    /** Records everything that is left. */
    public void flush() {
        recordBefore(Long.MAX_VALUE);
    }

    /** Oldest second first. */
    private void recordBefore(long second) {
        OpenSecond oldest = oldestBefore(second);
        while (oldest != null) {
            record(oldest);
            oldest = oldestBefore(second);
        }
    }

    private @Nullable OpenSecond oldestBefore(long second) {
        OpenSecond oldest = null;
        for (OpenSecond each : open) {
            boolean older = oldest == null || each.second() < oldest.second();
            if (!each.isEmpty() && each.second() < second && older) {
                oldest = each;
            }
        }
        return oldest;
    }

    private void record(OpenSecond second) {
        for (int i = 0; i < second.touchedCount(); i++) {
            int cell = second.touched(i);
            record(second.second(), cell, second.octets(cell), second.packets(cell));
        }
        second.clear();
    }

    private void record(long second, int cell, long octets, long packets) {
        int path = cell / 2 / classCount;
        sink.onTraffic(
                new TrafficRecord(
                        cell / 2 % classCount,
                        direction(path / exitCount, cell & 1),
                        paths[path],
                        second * SECOND_NANOS,
                        SECOND_NANOS,
                        new TrafficRecord.Volume(octets, packets)));
    }

    private TrafficDirection direction(int route, int inbound) {
        if (route == unrouted) {
            return TrafficDirection.UNKNOWN;
        }
        return inbound == 0 ? TrafficDirection.OUTBOUND : TrafficDirection.INBOUND;
    }
}
