package org.beibu.probe.udp;

import java.nio.ByteBuffer;
import org.beibu.model.Address;

/**
 * The address of a socket as the kernel has it: family in the machine's order, the rest in network
 * order.
 *
 * <pre>
 *   sockaddr_in    0 family (u16) | 2 port | 4 address
 *   sockaddr_in6   0 family (u16) | 2 port | 4 flow information | 8 address | 24 scope (u32)
 * </pre>
 */
final class SocketAddress {
    static final int IPV4_LENGTH = 16;
    static final int IPV6_LENGTH = 28;

    private static final int PORT_AT = 2;
    private static final int IPV4_AT = 4;
    private static final int IPV6_AT = 8;

    private SocketAddress() {}

    static int length(boolean ipv4) {
        return ipv4 ? IPV4_LENGTH : IPV6_LENGTH;
    }

    /** Writes one; {@code octets} is in the machine's order, {@code network} is the same memory. */
    static void write(ByteBuffer octets, ByteBuffer network, int at, Address address, int port) {
        boolean ipv4 = address.isIpv4();
        octets.putShort(at, (short) (ipv4 ? LibC.AF_INET : LibC.AF_INET6));
        network.putShort(at + PORT_AT, (short) port);
        if (ipv4) {
            network.putInt(at + IPV4_AT, (int) address.low());
        } else {
            network.putLong(at + IPV6_AT, address.high());
            network.putLong(at + IPV6_AT + Long.BYTES, address.low());
        }
    }

    static int port(ByteBuffer network, int at) {
        return network.getShort(at + PORT_AT) & 0xffff;
    }

    /** Upper half of the address. */
    static long high(ByteBuffer network, int at, boolean ipv4) {
        return ipv4 ? 0 : network.getLong(at + IPV6_AT);
    }

    /** Lower half of the address. */
    static long low(ByteBuffer network, int at, boolean ipv4) {
        return ipv4
                ? Address.ipv4Low(network.getInt(at + IPV4_AT))
                : network.getLong(at + IPV6_AT + Long.BYTES);
    }
}
