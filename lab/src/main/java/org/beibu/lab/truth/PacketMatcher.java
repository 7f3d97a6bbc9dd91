package org.beibu.lab.truth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * Finds for each packet that arrived the one that was sent: equal in every field, sent before it by
 * at least the delay of its path, and none twice; of several the latest that leaves enough for
 * those that are still to come.
 *
 * <p>Equal packets are resends without timestamps and ACKs repeated within a tick. The wire keeps
 * the order of a connection, so what was sent before the one that was matched last cannot arrive
 * any more.
 */
final class PacketMatcher {
    private final IntToLongFunction shortestByClientPort;
    private long unmatched;

    /** The shortest possible one-way delay by the client's port; 0 when nothing is known. */
    PacketMatcher(IntToLongFunction shortestByClientPort) {
        this.shortestByClientPort = shortestByClientPort;
    }

    /** Packets that arrived and were never sent, as far as the recording shows. */
    long unmatched() {
        return unmatched;
    }

    /** Both lists hold one direction only, in order of time. */
    List<Crossing> match(List<WirePacket> sent, List<WirePacket> received) {
        Map<WirePacket.Content, Copies> byContent = new HashMap<>(sent.size() * 2);
        for (WirePacket packet : sent) {
            byContent.computeIfAbsent(packet.content(), c -> new Copies()).packets.add(packet);
        }
        for (WirePacket packet : received) {
            Copies copies = byContent.get(packet.content());
            if (copies != null) {
                copies.toCome++;
            }
        }
        List<Crossing> crossings = new ArrayList<>(received.size());
        for (WirePacket packet : received) {
            Copies copies = byContent.get(packet.content());
            long latest =
                    packet.epochNanos() - shortestByClientPort.applyAsLong(packet.clientPort());
            int index = copies == null ? -1 : copies.take(latest);
            if (copies == null || index < 0) {
                unmatched++;
            } else {
                crossings.add(new Crossing(copies.packets.get(index), packet));
            }
        }
        return crossings;
    }

    /** Equal packets in the order of sending. */
    private static final class Copies {
        private final List<WirePacket> packets = new ArrayList<>(1);
        private int used;
        private int toCome;

        /** The latest one sent by then that leaves as many as are still to come; -1 for none. */
        int take(long epochNanos) {
            toCome--;
            int found = -1;
            for (int i = used; i < packets.size() - toCome; i++) {
                if (packets.get(i).epochNanos() <= epochNanos) {
                    found = i;
                }
            }
            used = Math.max(used, found + 1);
            return found;
        }
    }
}
