package org.beibu.probe.udp;

/** Which kind of socket the calls of {@link LinuxUdpSocket} work on. */
enum SocketKind {
    /** Datagrams of UDP. */
    UDP(LibC.SOCK_DGRAM),
    /**
     * ICMP echo by the kernel's "ping" sockets: it puts in the identifier, which is the socket's
     * local port, and hands over the replies with that identifier only. For the groups in
     * net.ipv4.ping_group_range.
     */
    PING(LibC.SOCK_DGRAM),
    /** ICMP echo where that is not permitted; sees all replies of the host. Needs CAP_NET_RAW. */
    RAW_ECHO(LibC.SOCK_RAW),
    /** Hears all ICMP errors that come to the host, whole; sends nothing. Needs CAP_NET_RAW. */
    RAW_ERRORS(LibC.SOCK_RAW);

    private final int type;

    SocketKind(int type) {
        this.type = type;
    }

    /** Whether the system hands over all of a kind, with the header of IPv4. */
    boolean isRaw() {
        return type == LibC.SOCK_RAW;
    }

    int descriptor(boolean ipv4) {
        int echo = ipv4 ? LibC.IPPROTO_ICMP : LibC.IPPROTO_ICMPV6;
        return LibC.socket(
                ipv4 ? LibC.AF_INET : LibC.AF_INET6,
                type | LibC.SOCK_NONBLOCK | LibC.SOCK_CLOEXEC,
                this == UDP ? 0 : echo);
    }
}
