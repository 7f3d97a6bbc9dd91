package org.beibu.probe.udp;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * The calls of the C library that this package needs; pointers are plain numbers, so that a call
 * allocates nothing. Constants are those of Linux on x86-64 and aarch64, which agree.
 */
final class LibC {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOCK_STREAM = 1;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_RAW = 3;
    static final int SOCK_NONBLOCK = 0x800;
    static final int SOCK_CLOEXEC = 0x80000;

    static final int IPPROTO_ICMP = 1;
    static final int IPPROTO_ICMPV6 = 58;

    static final int SOL_IP = 0;
    static final int SOL_SOCKET = 1;
    static final int SOL_IPV6 = 41;
    static final int SOL_TCP = 6;
    static final int SOL_ICMPV6 = 58;
    static final int SOL_RAW = 255;

    static final int ICMP_FILTER = 1;
    static final int ICMPV6_FILTER = 1;

    static final int SO_REUSEADDR = 2;
    static final int SO_ERROR = 4;
    static final int SO_SNDBUF = 7;
    static final int SO_RCVBUF = 8;
    static final int SO_LINGER = 13;
    static final int SO_BINDTODEVICE = 25;
    static final int SO_RCVBUFFORCE = 33;
    static final int SO_TIMESTAMPNS = 35;
    static final int SO_MARK = 36;
    static final int SO_TIMESTAMPING = 37;
    static final int SO_RXQ_OVFL = 40;

    static final int IP_TOS = 1;
    static final int IP_TTL = 2;
    static final int IP_PKTINFO = 8;
    static final int IP_MTU_DISCOVER = 10;
    static final int IP_RECVTTL = 12;
    static final int IP_RECVTOS = 13;

    static final int IPV6_UNICAST_HOPS = 16;
    static final int IPV6_V6ONLY = 26;
    static final int IPV6_RECVPKTINFO = 49;
    static final int IPV6_PKTINFO = 50;
    static final int IPV6_RECVHOPLIMIT = 51;
    static final int IPV6_HOPLIMIT = 52;
    static final int IPV6_RECVTCLASS = 66;
    static final int IPV6_TCLASS = 67;

    static final int IP_RECVERR = 11;
    static final int IP_RECVERR_RFC4884 = 26;
    static final int IPV6_RECVERR = 25;
    static final int IPV6_RECVERR_RFC4884 = 31;

    static final int MSG_TRUNC = 0x20;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_ERRQUEUE = 0x2000;

    static final int EPERM = 1;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int TCP_INFO = 11;

    static final int ENODEV = 19;
    static final int EINVAL = 22;
    static final int EMSGSIZE = 90;
    static final int EADDRINUSE = 98;
    static final int EADDRNOTAVAIL = 99;
    static final int ENETDOWN = 100;
    static final int ENETUNREACH = 101;
    static final int ENOBUFS = 105;
    static final int EHOSTUNREACH = 113;
    static final int ECONNREFUSED = 111;
    static final int EINPROGRESS = 115;

    private static final boolean AVAILABLE = register();

    private LibC() {}

    private static boolean register() {
        boolean known =
                Platform.isLinux() && Native.POINTER_SIZE == 8 && (Platform.isIntel() || isArm());
        if (!known) {
            return false;
        }
        try {
            Native.register(LibC.class, NativeLibrary.getInstance(Platform.C_LIBRARY_NAME));
            return true;
        } catch (LinkageError e) {
            return false; // NIO is used instead, which UdpSocket.method() tells
        }
    }

    private static boolean isArm() {
        return Platform.isARM() && Platform.is64Bit();
    }

    /** Whether the calls can be made on this system. */
    static boolean isAvailable() {
        return AVAILABLE;
    }

    static native int socket(int domain, int type, int protocol);

    static native int bind(int socket, long address, int length);

    static native int connect(int socket, long address, int length);

    static native int getsockname(int socket, long address, long length);

    static native int setsockopt(int socket, int level, int name, long value, int length);

    static native int getsockopt(int socket, int level, int name, long value, long length);

    static native int recvmmsg(int socket, long messages, int count, int flags, long timeout);

    static native int sendmmsg(int socket, long messages, int count, int flags);

    static native int close(int descriptor);

    static native int adjtimex(long timex);

    /** What an error means to an operator. */
    static String text(int errno) {
        return switch (errno) {
            case EPERM -> "a firewall of this machine forbids it";
            case EAGAIN, ENOBUFS -> "the buffer for sending is full";
            case EACCES -> "not permitted: is it a broadcast address?";
            case EINVAL -> "the address and the interface or source do not fit together";
            case ENODEV -> "there is no such interface";
            case EMSGSIZE -> "longer than can be sent";
            case EADDRINUSE -> "another process has this port";
            case EADDRNOTAVAIL -> "this machine does not have the address";
            case ENETDOWN -> "the interface is down";
            case ENETUNREACH, EHOSTUNREACH -> "no route there";
            default -> "error " + errno + " of the system";
        };
    }

    static int errno() {
        return Native.getLastError();
    }
}
