package org.beibu.probe.passive;

import org.beibu.probe.capture.DecodedPacket;

/**
 * What a timing tells of the packet that completes it, kept in eight longs for a matcher that
 * decides later whether it is a timing.
 *
 * <pre>
 *  0 source, upper half | 1 lower half | 2 destination, upper half | 3 lower half
 *  4 source port (16), destination port (16), outer VLAN (16), inner VLAN (16)
 *  5 interface (32), outermost MPLS label (32) | 6 source MAC | 7 destination MAC
 * </pre>
 */
public final class RememberedAnswer {
    /** Longs that one answer takes. */
    public static final int WORDS = 8;

    private RememberedAnswer() {}

    /** Keeps what a timing tells of this packet. */
    public static void write(DecodedPacket answer, long[] words, int at) {
        words[at] = answer.sourceHigh();
        words[at + 1] = answer.sourceLow();
        words[at + 2] = answer.destinationHigh();
        words[at + 3] = answer.destinationLow();
        words[at + 4] =
                (long) answer.sourcePort() << 48
                        | (long) answer.destinationPort() << 32
                        | (long) answer.vlanOuter() << 16
                        | answer.vlanInner();
        words[at + 5] = (long) answer.interfaceIndex() << 32 | (answer.mplsLabel() & 0xffff_ffffL);
        words[at + 6] = answer.sourceMac();
        words[at + 7] = answer.destinationMac();
    }

    static void read(long[] words, int at, PassiveTiming timing) {
        long marks = words[at + 4];
        timing.hostHigh = words[at];
        timing.hostLow = words[at + 1];
        timing.hostPort = (int) (marks >>> 48);
        timing.peerHigh = words[at + 2];
        timing.peerLow = words[at + 3];
        timing.peerPort = (int) (marks >>> 32) & 0xffff;
        timing.vlanOuter = (int) (marks >>> 16) & 0xffff;
        timing.vlanInner = (int) marks & 0xffff;
        timing.interfaceIndex = (int) (words[at + 5] >>> 32);
        timing.mplsLabel = (int) words[at + 5];
        timing.sourceMac = words[at + 6];
        timing.destinationMac = words[at + 7];
    }

    static void copy(DecodedPacket answer, PassiveTiming timing) {
        timing.hostHigh = answer.sourceHigh();
        timing.hostLow = answer.sourceLow();
        timing.hostPort = answer.sourcePort();
        timing.peerHigh = answer.destinationHigh();
        timing.peerLow = answer.destinationLow();
        timing.peerPort = answer.destinationPort();
        timing.interfaceIndex = answer.interfaceIndex();
        timing.vlanOuter = answer.vlanOuter();
        timing.vlanInner = answer.vlanInner();
        timing.mplsLabel = answer.mplsLabel();
        timing.sourceMac = answer.sourceMac();
        timing.destinationMac = answer.destinationMac();
    }
}
