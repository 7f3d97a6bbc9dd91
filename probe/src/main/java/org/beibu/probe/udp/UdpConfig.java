package org.beibu.probe.udp;

import org.beibu.model.Address;
import org.jspecify.annotations.Nullable;

/**
 * How a socket is opened.
 *
 * @param local the address it is bound to; the unspecified one of a family for all
 * @param port the port it is bound to, 0 for any
 * @param longest octets of the longest datagram that is taken whole
 * @param batch datagrams taken by one call
 * @param interfaceName the interface it is bound to, null for all
 * @param mark the mark of what it sends, for policy routing; 0 for none
 * @param errors whether ICMP errors for what it sends are reported
 */
public record UdpConfig(
        Address local,
        int port,
        int longest,
        int batch,
        @Nullable String interfaceName,
        int mark,
        boolean errors) {
    private static final int DEFAULT_LONGEST = 9_216;
    private static final int DEFAULT_BATCH = 64;

    public UdpConfig {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
        if (longest < 128 || longest > 0xffff) {
            throw new IllegalArgumentException("datagrams have 128 to 65535 octets: " + longest);
        }
        if (batch < 1 || batch > 1024) {
            throw new IllegalArgumentException("a batch has 1 to 1024 datagrams, not " + batch);
        }
    }

    /** Bound to this address and port; datagrams of up to 9,216 octets, 64 at a time. */
    public static UdpConfig of(Address local, int port) {
        return new UdpConfig(local, port, DEFAULT_LONGEST, DEFAULT_BATCH, null, 0, false);
    }

    /** The same for datagrams of so many octets. */
    public UdpConfig withLongest(int octets) {
        return new UdpConfig(local, port, octets, batch, interfaceName, mark, errors);
    }

    /** The same, bound to an interface; to none for null. */
    public UdpConfig onInterface(@Nullable String name) {
        return new UdpConfig(local, port, longest, batch, name, mark, errors);
    }

    /** The same with a mark. */
    public UdpConfig withMark(int number) {
        return new UdpConfig(local, port, longest, batch, interfaceName, number, errors);
    }

    /** The same with reports of ICMP errors. */
    public UdpConfig withErrors() {
        return new UdpConfig(local, port, longest, batch, interfaceName, mark, true);
    }
}
