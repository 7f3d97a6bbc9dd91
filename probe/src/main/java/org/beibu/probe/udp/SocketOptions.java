package org.beibu.probe.udp;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;

/** Sets what a {@link LinuxUdpSocket} needs; what only adds knowledge may be refused. */
final class SocketOptions {
    /** Fragments are never forbidden: a path that needs them shows in its delays. */
    private static final int PMTUDISC_DONT = 0;

    private static final int ECHO_REPLY = 0;
    private static final int ECHO_REPLY_V6 = 129;
    private static final int ICMPV6_FILTER_LENGTH = 32;

    /** Bits of the types unreachable, time exceeded and parameter problem. */
    private static final int ERRORS = 1 << 3 | 1 << 11 | 1 << 12;

    /** Bits of the types 1 to 4. */
    private static final int ERRORS_V6 = 0x1e;

    private static final int REPORTED =
            ControlMessages.SOF_SOFTWARE
                    | ControlMessages.SOF_OPT_ID
                    | ControlMessages.SOF_OPT_TSONLY;

    private final int descriptor;
    private final boolean ipv4;

    SocketOptions(int descriptor, boolean ipv4) {
        this.descriptor = descriptor;
        this.ipv4 = ipv4;
    }

    void setAll(UdpConfig config, int bufferOctets, int ttl) throws IOException {
        if (!set(LibC.SOL_SOCKET, LibC.SO_RCVBUFFORCE, bufferOctets)) {
            set(LibC.SOL_SOCKET, LibC.SO_RCVBUF, bufferOctets); // as much as is permitted
        }
        set(LibC.SOL_SOCKET, LibC.SO_SNDBUF, bufferOctets);
        set(LibC.SOL_SOCKET, LibC.SO_TIMESTAMPNS, 1);
        set(LibC.SOL_SOCKET, LibC.SO_TIMESTAMPING, REPORTED);
        set(LibC.SOL_SOCKET, LibC.SO_RXQ_OVFL, 1);
        if (ipv4) {
            set(LibC.SOL_IP, LibC.IP_RECVTTL, 1);
            set(LibC.SOL_IP, LibC.IP_RECVTOS, 1);
            set(LibC.SOL_IP, LibC.IP_PKTINFO, 1);
            set(LibC.SOL_IP, LibC.IP_MTU_DISCOVER, PMTUDISC_DONT);
            set(LibC.SOL_IP, LibC.IP_TTL, ttl);
        } else {
            set(LibC.SOL_IPV6, LibC.IPV6_V6ONLY, 1);
            set(LibC.SOL_IPV6, LibC.IPV6_RECVHOPLIMIT, 1);
            set(LibC.SOL_IPV6, LibC.IPV6_RECVTCLASS, 1);
            set(LibC.SOL_IPV6, LibC.IPV6_RECVPKTINFO, 1);
            set(LibC.SOL_IPV6, LibC.IPV6_UNICAST_HOPS, ttl);
        }
        if (config.errors()) {
            reportErrors(true);
        }
        setSteering(config);
    }

    /** A raw socket hands over echo replies alone. */
    void setRepliesOnly() {
        if (ipv4) {
            set(LibC.SOL_RAW, LibC.ICMP_FILTER, ~(1 << ECHO_REPLY));
        } else {
            setFilter(ECHO_REPLY_V6 / Integer.SIZE, 1 << ECHO_REPLY_V6 % Integer.SIZE);
        }
    }

    /** A raw socket hands over errors alone. */
    void setErrorsOnly() {
        if (ipv4) {
            set(LibC.SOL_RAW, LibC.ICMP_FILTER, ~ERRORS);
        } else {
            setFilter(0, ERRORS_V6);
        }
    }

    /** Types of ICMPv6 that are handed over, all of one word; bits of filters are those to drop. */
    private void setFilter(int word, int types) {
        try (Memory filter = new Memory(ICMPV6_FILTER_LENGTH)) {
            filter.setMemory(0, ICMPV6_FILTER_LENGTH, (byte) 0xff);
            filter.setInt(word * (long) Integer.BYTES, ~types);
            LibC.setsockopt(
                    descriptor,
                    LibC.SOL_ICMPV6,
                    LibC.ICMPV6_FILTER,
                    Pointer.nativeValue(filter),
                    ICMPV6_FILTER_LENGTH);
        }
    }

    private void setSteering(UdpConfig config) throws IOException {
        if (config.mark() != 0 && !set(LibC.SOL_SOCKET, LibC.SO_MARK, config.mark())) {
            throw new IOException(
                    "cannot mark packets with " + config.mark() + ": it needs CAP_NET_ADMIN");
        }
        String name = config.interfaceName();
        if (name != null && !bindTo(name)) {
            throw new IOException(
                    "cannot bind to interface " + name + ": " + LibC.text(LibC.errno()));
        }
    }

    private boolean bindTo(String name) {
        try (Memory text = LinuxUdpSocket.text(name)) {
            return LibC.setsockopt(
                            descriptor,
                            LibC.SOL_SOCKET,
                            LibC.SO_BINDTODEVICE,
                            Pointer.nativeValue(text),
                            (int) text.size())
                    == 0;
        }
    }

    /** Has the kernel tell ICMP errors, or no longer. */
    void reportErrors(boolean wanted) {
        int value = wanted ? 1 : 0;
        if (ipv4) {
            set(LibC.SOL_IP, LibC.IP_RECVERR, value);
            set(LibC.SOL_IP, LibC.IP_RECVERR_RFC4884, value);
        } else {
            set(LibC.SOL_IPV6, LibC.IPV6_RECVERR, value);
            set(LibC.SOL_IPV6, LibC.IPV6_RECVERR_RFC4884, value);
        }
    }

    /** Has the kernel number departures from 0 again. */
    void restartDepartures() {
        set(LibC.SOL_SOCKET, LibC.SO_TIMESTAMPING, 0);
        set(LibC.SOL_SOCKET, LibC.SO_TIMESTAMPING, REPORTED);
    }

    private boolean set(int level, int name, int value) {
        try (Memory option = new Memory(Integer.BYTES)) {
            option.setInt(0, value);
            return LibC.setsockopt(
                            descriptor, level, name, Pointer.nativeValue(option), Integer.BYTES)
                    == 0;
        }
    }
}
