package org.beibu.probe.datagram;

import java.util.List;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.stamp.PacketMode;

/**
 * Bounds of the matchers of UDP and ICMP. Timings do not depend on the hash seed.
 *
 * @param maxQuestions questions remembered at most, a power of two; 32 octets each
 * @param maxQuicFlows QUIC connections followed at most, a power of two; 264 octets each
 * @param hashSeed keeps strangers from choosing addresses that collide
 * @param stampPorts UDP ports of Session-Reflectors
 */
public record DatagramConfig(
        int maxQuestions, int maxQuicFlows, long hashSeed, List<Integer> stampPorts) {
    private static final int LEAST = 64;
    private static final int FLOWS_A_QUESTION = 8;
    private static final int FLOWS_A_QUIC_FLOW = 16;

    public DatagramConfig {
        checkBound("questions", maxQuestions);
        checkBound("QUIC connections", maxQuicFlows);
        stampPorts = List.copyOf(stampPorts);
        for (int port : stampPorts) {
            if (port < 1 || port > 0xffff) {
                throw new IllegalArgumentException("not a UDP port: " + port);
            }
        }
    }

    private static void checkBound(String what, int bound) {
        if (bound < LEAST || Integer.bitCount(bound) != 1) {
            throw new IllegalArgumentException(
                    what + " must be a power of two of at least " + LEAST + ", not " + bound);
        }
    }

    /** The bounds that go with these of TCP: an eighth of the flows, and a sixteenth. */
    public static DatagramConfig of(PassiveConfig passive) {
        return new DatagramConfig(
                powerOfTwo(passive.maxFlows() / FLOWS_A_QUESTION),
                powerOfTwo(passive.maxFlows() / FLOWS_A_QUIC_FLOW),
                passive.hashSeed(),
                List.of(PacketMode.PORT));
    }

    private static int powerOfTwo(int atLeast) {
        return atLeast <= LEAST ? LEAST : Integer.highestOneBit(atLeast - 1) << 1;
    }
}
