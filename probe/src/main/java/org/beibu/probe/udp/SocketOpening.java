package org.beibu.probe.udp;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/** Opens and binds the descriptor of a {@link LinuxUdpSocket}. */
final class SocketOpening {
    private static final int NAME_ROOM = 32;
    private static final int BUFFER_OCTETS = 4 << 20;
    private static final int HIGHEST_TTL = 255;
    private static final int HIGHEST_IDENTIFIER = 0xffff;

    private SocketOpening() {}

    /** What was opened. */
    record Opened(SocketKind kind, int descriptor, int localPort) {}

    static Opened open(SocketKind kind, UdpConfig config) throws IOException {
        int descriptor = kind.descriptor(config.local().isIpv4());
        if (descriptor < 0) {
            throw failure("cannot open a socket", config);
        }
        return prepare(kind, config, descriptor);
    }

    /** A ping socket, else a raw one. */
    static Opened openEcho(UdpConfig config) throws IOException {
        boolean ipv4 = config.local().isIpv4();
        SocketKind kind = SocketKind.PING;
        int descriptor = kind.descriptor(ipv4);
        if (descriptor < 0) {
            kind = SocketKind.RAW_ECHO;
            descriptor = kind.descriptor(ipv4);
        }
        if (descriptor < 0) {
            throw new IOException(
                    "ICMP echo is not permitted: put the group of this process into the sysctl"
                            + " net.ipv4.ping_group_range, or give it CAP_NET_RAW");
        }
        return prepare(kind, config, descriptor);
    }

    private static Opened prepare(SocketKind kind, UdpConfig config, int descriptor)
            throws IOException {
        try {
            boolean ipv4 = config.local().isIpv4();
            SocketOptions options = new SocketOptions(descriptor, ipv4);
            options.setAll(config, BUFFER_OCTETS, HIGHEST_TTL);
            if (kind == SocketKind.RAW_ECHO) {
                options.setRepliesOnly();
            } else if (kind == SocketKind.RAW_ERRORS) {
                options.setErrorsOnly();
            }
            int port = bind(config, descriptor);
            return new Opened(kind, descriptor, kind.isRaw() ? identifier(config) : port);
        } catch (IOException | RuntimeException e) {
            LibC.close(descriptor);
            throw e;
        }
    }

    /** The one that is asked for, else any. */
    private static int identifier(UdpConfig config) {
        return config.port() != 0
                ? config.port()
                : 1 + ThreadLocalRandom.current().nextInt(HIGHEST_IDENTIFIER);
    }

    private static int bind(UdpConfig config, int descriptor) throws IOException {
        boolean ipv4 = config.local().isIpv4();
        NativeBlock address = new NativeBlock(2 * NAME_ROOM);
        SocketAddress.write(address.octets(), address.network(), 0, config.local(), config.port());
        if (LibC.bind(descriptor, address.address(0), SocketAddress.length(ipv4)) != 0) {
            throw failure("cannot listen", config);
        }
        address.octets().putInt(NAME_ROOM, SocketAddress.IPV6_LENGTH);
        if (LibC.getsockname(descriptor, address.address(0), address.address(NAME_ROOM)) != 0) {
            throw failure("cannot tell the port", config);
        }
        return SocketAddress.port(address.network(), 0);
    }

    private static IOException failure(String what, UdpConfig config) {
        int errno = LibC.errno();
        String why =
                errno == LibC.EACCES
                        ? "not permitted: ports below 1024 need CAP_NET_BIND_SERVICE"
                        : LibC.text(errno);
        return new IOException(
                config.port() == 0
                        ? "cannot use %s: %s".formatted(config.local(), why)
                        : "%s: %s port %d: %s".formatted(what, config.local(), config.port(), why));
    }
}
