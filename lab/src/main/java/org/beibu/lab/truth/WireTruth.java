package org.beibu.lab.truth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import org.beibu.lab.relay.PathClass;
import org.jspecify.annotations.Nullable;

/**
 * What the network really took, for samples of the clients' half that were captured at the servers'
 * end.
 *
 * <p>The truth of an ACK is its own one-way delay and that of the segment which ends exactly at its
 * acknowledgment number, or at a SACK edge, and reached the client first. That of a timestamp is
 * the same with the first packet that carried the echoed TSval. The sample's error is what the
 * client took to answer and what the tool got wrong. All stamps have whole microseconds, so an
 * honest sample may be 2 us below.
 */
public final class WireTruth {
    private static final long STAMP_NANOS = 1_000;

    private final Map<Mark, Crossing> segments = new HashMap<>();
    private final Map<Mark, Crossing> stamps = new HashMap<>();
    private final Map<Host, Map<Long, List<Crossing>>> answers = new HashMap<>();
    private final long unmatched;

    private record Mark(Host server, Host client, int number) {}

    WireTruth(List<WirePacket> atClient, List<WirePacket> atServer, IntToLongFunction shortest) {
        PacketMatcher matcher = new PacketMatcher(shortest);
        matcher.match(toClient(atServer), toClient(atClient)).forEach(this::addSegment);
        matcher.match(toServer(atClient), toServer(atServer)).forEach(this::addAnswer);
        unmatched = matcher.unmatched();
    }

    /** Reads both recordings of a run of the rig. */
    public static WireTruth of(Path clientCapture, Path serverCapture) throws IOException {
        return new WireTruth(
                WireCapture.read(clientCapture),
                WireCapture.read(serverCapture),
                port -> PathClass.oneWayNanos(PathClass.ofClientPort(port)));
    }

    private static List<WirePacket> toClient(List<WirePacket> packets) {
        return packets.stream().filter(packet -> !packet.isFromClient()).toList();
    }

    private static List<WirePacket> toServer(List<WirePacket> packets) {
        return packets.stream().filter(WirePacket::isFromClient).toList();
    }

    private void addSegment(Crossing crossing) {
        WirePacket packet = crossing.received();
        if (packet.takesSpace()) {
            segments.merge(mark(packet, packet.end()), crossing, WireTruth::first);
        }
        OptionalInt tsval = packet.options().tsval();
        if (tsval.isPresent()) {
            stamps.merge(mark(packet, tsval.getAsInt()), crossing, WireTruth::first);
        }
    }

    private static Mark mark(WirePacket fromServer, int number) {
        return new Mark(fromServer.source(), fromServer.destination(), number);
    }

    private static Crossing first(Crossing a, Crossing b) {
        return a.received().epochNanos() <= b.received().epochNanos() ? a : b;
    }

    private void addAnswer(Crossing crossing) {
        WirePacket packet = crossing.received();
        if (packet.acknowledges()) {
            answers.computeIfAbsent(packet.source(), host -> new HashMap<>())
                    .computeIfAbsent(packet.epochNanos() / STAMP_NANOS, time -> new ArrayList<>(1))
                    .add(crossing);
        }
    }

    /** Packets that arrived without having been sent: 0 when both recordings are complete. */
    public long unmatched() {
        return unmatched;
    }

    /** Whether a sample belongs to the half that is judged here. */
    static boolean isFarHalf(Sample sample) {
        return sample.peer().port() == PathClass.SERVER_PORT;
    }

    /**
     * The delay of the network for a sample of the far half. When several ACKs of the connection
     * arrived in that microsecond: the largest truth that is not above the sample, else the
     * smallest.
     */
    OptionalLong of(Sample sample) {
        long below = Long.MIN_VALUE;
        long above = Long.MAX_VALUE;
        List<Crossing> candidates =
                answers.getOrDefault(sample.host(), Map.of())
                        .getOrDefault(sample.epochNanos() / STAMP_NANOS, List.of());
        for (Crossing answer : candidates) {
            if (!answer.received().destination().equals(sample.peer())) {
                continue;
            }
            for (Crossing segment : answered(answer.received(), sample.isByTimestamp())) {
                long truth = answer.oneWayNanos() + segment.oneWayNanos();
                if (truth <= sample.rttNanos()) {
                    below = Math.max(below, truth);
                } else {
                    above = Math.min(above, truth);
                }
            }
        }
        if (below != Long.MIN_VALUE) {
            return OptionalLong.of(below);
        }
        return above != Long.MAX_VALUE ? OptionalLong.of(above) : OptionalLong.empty();
    }

    /** The segments that a packet of the client answers. */
    private List<Crossing> answered(WirePacket answer, boolean byTimestamp) {
        List<Crossing> found = new ArrayList<>(2);
        if (byTimestamp) {
            OptionalInt tsecr = answer.options().tsecr();
            if (tsecr.isPresent()) {
                add(found, stamps.get(markOf(answer, tsecr.getAsInt())));
            }
            return found;
        }
        add(found, segments.get(markOf(answer, answer.content().acknowledgment())));
        for (int edge : answer.options().sackEdges()) {
            add(found, segments.get(markOf(answer, edge)));
        }
        return found;
    }

    private static Mark markOf(WirePacket fromClient, int number) {
        return new Mark(fromClient.destination(), fromClient.source(), number);
    }

    private static void add(List<Crossing> list, @Nullable Crossing one) {
        if (one != null) {
            list.add(one);
        }
    }
}
