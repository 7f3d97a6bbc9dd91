package org.beibu.probe.datagram;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.beibu.model.Address;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.passive.Mixing;

/**
 * Which packets belong to sessions of this probe: those from or to one of its addresses and ports,
 * or with one of its echo identifiers. The session times them and names its exit; timed by the
 * capture too they would count twice, and as traffic of others. Told once the ports are known, read
 * by capture threads.
 */
public final class OwnPackets {
    private static final int IDENTIFIER_AT = 4;
    private static final int ECHO_LENGTH = 8;

    private volatile long[] ends = {};

    /**
     * Packets from these ports of these addresses are ours, and those back to them.
     *
     * @param udp ports of datagrams
     * @param echo identifiers of ICMP and ICMPv6 echo
     * @param tcp ports of connections
     */
    public void sentFrom(
            List<Integer> udp, List<Integer> echo, List<Integer> tcp, List<Address> addresses) {
        ends =
                Stream.of(
                                ends(DecodedPacket.UDP, udp, addresses),
                                ends(DecodedPacket.ICMP, echo, addresses),
                                ends(DecodedPacket.TCP, tcp, addresses))
                        .flatMapToLong(own -> own)
                        .sorted()
                        .toArray();
    }

    private static LongStream ends(int transport, List<Integer> numbers, List<Address> addresses) {
        return numbers.stream()
                .flatMapToLong(
                        number ->
                                addresses.stream()
                                        .mapToLong(a -> end(transport, a.high(), a.low(), number)));
    }

    private static long end(int transport, long high, long low, int number) {
        return Mixing.fold(high, low) ^ Mixing.spread((long) transport << Integer.SIZE | number);
    }

    /** Whether this packet is ours. */
    public boolean holds(DecodedPacket packet) {
        long[] known = ends;
        if (known.length == 0) {
            return false;
        }
        int transport = packet.transport();
        int from = packet.sourcePort();
        int to = packet.destinationPort();
        if (transport != DecodedPacket.UDP && transport != DecodedPacket.TCP) {
            if (packet.payloadCaptured() < ECHO_LENGTH) {
                return false;
            }
            transport = DecodedPacket.ICMP; // one number space would do for both versions
            from = packet.buffer().getShort(packet.payloadOffset() + IDENTIFIER_AT) & 0xffff;
            to = from;
        }
        return holds(known, end(transport, packet.sourceHigh(), packet.sourceLow(), from))
                || holds(
                        known,
                        end(transport, packet.destinationHigh(), packet.destinationLow(), to));
    }

    private static boolean holds(long[] known, long end) {
        return Arrays.binarySearch(known, end) >= 0;
    }
}
