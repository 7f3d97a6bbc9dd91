package org.beibu.lab.rig;

import java.util.List;

/** The addresses on the wire: those for documentation (RFC 5737, RFC 3849). */
final class Hosts {
    /** The client's, one of each family. */
    static final List<String> CLIENTS = List.of("192.0.2.1", "2001:db8::1");

    /** The server's, a third of them IPv6, in the order in which they are asked. */
    static final List<String> SERVERS =
            List.of(
                    "192.0.2.10",
                    "2001:db8::10",
                    "192.0.2.11",
                    "192.0.2.12",
                    "2001:db8::11",
                    "192.0.2.13");

    private Hosts() {}

    /** As the kernel wants it for an interface. */
    static String withPrefix(String address) {
        return isIpv6(address) ? address + "/64 dev wire nodad" : address + "/24 dev wire";
    }

    /** As a URL wants it. */
    static String inUrl(String address) {
        return isIpv6(address) ? "[" + address + "]" : address;
    }

    private static boolean isIpv6(String address) {
        return address.contains(":");
    }
}
