package org.beibu.probe.capture;

/** A hash of a packet's two ends that is the same for both directions, without a seed. */
public final class SymmetricHash {
    private static final long HIGH = 0x9e37_79b9_7f4a_7c15L;
    private static final long LOW = 0xbf58_476d_1ce4_e5b9L;
    private static final long PORT = 0x94d0_49bb_1331_11ebL;

    private SymmetricHash() {}

    /** The hash of two ends, whichever comes first: addresses in two halves each, and ports. */
    public static long of(long highA, long lowA, int portA, long highB, long lowB, int portB) {
        long a = (highA * HIGH + lowA) * LOW + portA;
        long b = (highB * HIGH + lowB) * LOW + portB;
        long both = (a ^ a >>> 32) * PORT + (b ^ b >>> 32) * PORT;
        return (both ^ both >>> 29) * HIGH;
    }

    static long of(DecodedPacket packet) {
        return of(
                packet.sourceHigh,
                packet.sourceLow,
                packet.sourcePort,
                packet.destinationHigh,
                packet.destinationLow,
                packet.destinationPort);
    }
}
