package org.beibu.probe.passive;

import org.beibu.probe.capture.DecodedPacket;

/**
 * The 5-tuple of a segment in canonical order: end A is the one with the smaller address and port.
 * VLAN tags are not in it, since a tag on one direction only must not split a flow.
 */
final class FlowKey {
    private final long seedHigh;
    private final long seedLow;
    private int direction;
    private long highA;
    private long lowA;
    private long highB;
    private long lowB;
    private long ports;
    private int hash;

    FlowKey(long seed) {
        seedHigh = Mixing.spread(seed);
        seedLow = Mixing.spread(seedHigh);
    }

    /** Takes the key of a segment; false when both ends are the same. */
    boolean take(DecodedPacket s) {
        int order = Long.compareUnsigned(s.sourceHigh(), s.destinationHigh());
        if (order == 0) {
            order = Long.compareUnsigned(s.sourceLow(), s.destinationLow());
        }
        if (order == 0) {
            order = s.sourcePort() - s.destinationPort();
        }
        boolean fromA = order < 0;
        direction = fromA ? 0 : 1;
        highA = fromA ? s.sourceHigh() : s.destinationHigh();
        lowA = fromA ? s.sourceLow() : s.destinationLow();
        highB = fromA ? s.destinationHigh() : s.sourceHigh();
        lowB = fromA ? s.destinationLow() : s.sourceLow();
        int portA = fromA ? s.sourcePort() : s.destinationPort();
        int portB = fromA ? s.destinationPort() : s.sourcePort();
        ports = (long) portA << 48 | (long) portB << 32;
        long mixed =
                Mixing.fold(lowA ^ seedHigh, lowB ^ seedLow)
                        ^ Mixing.fold(highA ^ seedLow, highB ^ ~seedHigh);
        long folded = Mixing.fold(mixed ^ seedHigh, ports ^ seedLow);
        hash = (int) (folded ^ folded >>> 32);
        return order != 0;
    }

    /** 0 from A to B, 1 from B to A. */
    int direction() {
        return direction;
    }

    int hash() {
        return hash;
    }

    /**
     * Whether it is the key of the flow whose words start there. One branch only: with one for each
     * word the compiler would bet on those that never differed so far, and have to begin anew when
     * the first IPv6 packet comes.
     */
    boolean matches(long[] words, int base) {
        long difference =
                (words[base] ^ highA)
                        | (words[base + 1] ^ lowA)
                        | (words[base + 2] ^ highB)
                        | (words[base + 3] ^ lowB)
                        | ((words[base + 4] ^ ports) >>> 32);
        return difference == 0;
    }

    void writeTo(Flow flow) {
        flow.word(0, highA);
        flow.word(1, lowA);
        flow.word(2, highB);
        flow.word(3, lowB);
        flow.word(4, ports);
        flow.identify(hash);
    }
}
