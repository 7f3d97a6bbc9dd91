package org.beibu.probe.udp;

import java.nio.ByteBuffer;
import org.beibu.model.Address;
import org.beibu.model.ClockQuality;

/**
 * Ancillary data of a datagram (cmsg(3)): what the kernel tells of one that came, and what is asked
 * of one that goes.
 *
 * <pre>
 *   0 length with this header (u64) | 8 level (u32) | 12 type (u32) | 16 data, padded to 8 octets
 * </pre>
 */
final class ControlMessages {
    /** Room for everything that is asked of the kernel. */
    static final int RECEIVED_LENGTH = 384;

    /** Room for source address, TTL, traffic class and departure. */
    static final int SENT_LENGTH = 128;

    /** The TTL is that of the socket. */
    static final int NO_TTL = 0;

    static final int SOF_TX_SOFTWARE = 1 << 1;
    static final int SOF_SOFTWARE = 1 << 4;
    static final int SOF_OPT_ID = 1 << 7;
    static final int SOF_OPT_TSONLY = 1 << 11;

    private static final int HEADER = 16;

    /** Where the data of the first message are; a TTL is the first. */
    static final int FIRST_DATA = HEADER;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** struct in_pktinfo: 0 interface | 4 local address | 8 destination of the header. */
    private static final int PKTINFO_LOCAL = 4;

    private static final int PKTINFO_DESTINATION = 8;
    private static final int PKTINFO_LENGTH = 12;

    /** struct in6_pktinfo: 0 address | 16 interface. */
    private static final int PKTINFO6_INTERFACE = 16;

    private static final int PKTINFO6_LENGTH = 20;

    /**
     * struct sock_extended_err: 4 origin (u8) | 5 type (u8) | 6 code (u8) | 8 information | 12
     * data, the number of the datagram with OPT_ID, with ICMP the offset of extensions (u16) and 14
     * flags | 16 the sockaddr of whoever sent the error.
     */
    private static final int ERROR_ORIGIN = 4;

    private static final int ERROR_TYPE = 5;
    private static final int ERROR_CODE = 6;
    private static final int ERROR_INFORMATION = 8;
    private static final int ERROR_DATA = 12;
    private static final int ERROR_FLAGS = 14;
    private static final int ERROR_OFFENDER = 16;
    private static final int EXTENSIONS_INVALID = 1;
    private static final int ORIGIN_ICMP = 2;
    private static final int ORIGIN_ICMPV6 = 3;
    private static final int ORIGIN_STAMP = 4;

    private final ByteBuffer octets;
    private final ByteBuffer network;
    private final boolean ipv4;

    /** Where the answer's source address and interface were found, -1 where they were not. */
    private int localAt = -1;

    private int localInterface;
    private long droppedByKernel;

    ControlMessages(NativeBlock block, boolean ipv4) {
        octets = block.octets();
        network = block.network();
        this.ipv4 = ipv4;
    }

    /** Reads what came with a datagram. */
    void read(int at, int length, Datagram datagram) {
        localAt = -1;
        int end = at + length;
        for (int place = at; place + HEADER <= end; ) {
            int size = (int) octets.getLong(place);
            if (size < HEADER) {
                return; // the end of what the kernel wrote
            }
            int level = octets.getInt(place + 8);
            int type = octets.getInt(place + 12);
            if (level == LibC.SOL_SOCKET) {
                readSocket(type, place + HEADER, datagram);
            } else if (level == LibC.SOL_IP) {
                readIpv4(type, place + HEADER, datagram);
            } else if (level == LibC.SOL_IPV6) {
                readIpv6(type, place + HEADER, datagram);
            }
            place += NativeBlock.aligned(size);
        }
    }

    private void readSocket(int type, int at, Datagram datagram) {
        if (type == LibC.SO_TIMESTAMPNS) {
            datagram.epochNanos = time(at);
            datagram.stampedBy = ClockQuality.KERNEL;
        } else if (type == LibC.SO_RXQ_OVFL) {
            droppedByKernel = octets.getInt(at) & 0xffff_ffffL;
        }
    }

    private long time(int at) {
        return octets.getLong(at) * NANOS_PER_SECOND + octets.getLong(at + Long.BYTES);
    }

    private void readIpv4(int type, int at, Datagram datagram) {
        if (type == LibC.IP_TTL) {
            datagram.ttl = octets.getInt(at) & 0xff;
        } else if (type == LibC.IP_TOS) {
            datagram.trafficClass = octets.get(at) & 0xff;
        } else if (type == LibC.IP_PKTINFO) {
            datagram.destinationHigh = 0;
            datagram.destinationLow = Address.ipv4Low(network.getInt(at + PKTINFO_DESTINATION));
            localAt = at + PKTINFO_LOCAL;
            localInterface = 0;
        }
    }

    private void readIpv6(int type, int at, Datagram datagram) {
        if (type == LibC.IPV6_HOPLIMIT) {
            datagram.ttl = octets.getInt(at) & 0xff;
        } else if (type == LibC.IPV6_TCLASS) {
            datagram.trafficClass = octets.getInt(at) & 0xff;
        } else if (type == LibC.IPV6_PKTINFO) {
            datagram.destinationHigh = network.getLong(at);
            datagram.destinationLow = network.getLong(at + Long.BYTES);
            localAt = at;
            localInterface = octets.getInt(at + PKTINFO6_INTERFACE);
        }
    }

    /** Datagrams that the kernel dropped since the socket was opened, modulo 2^32. */
    long droppedByKernel() {
        return droppedByKernel;
    }

    /** Writes what an answer needs to leave from where the question came to; gives the length. */
    int writeAnswer(int at, int trafficClass, boolean departure) {
        int place = at;
        if (localAt >= 0 && ipv4) {
            int data = header(place, LibC.SOL_IP, LibC.IP_PKTINFO, PKTINFO_LENGTH);
            octets.putInt(data, localInterface);
            octets.putInt(data + PKTINFO_LOCAL, octets.getInt(localAt));
            octets.putInt(data + PKTINFO_DESTINATION, 0);
            place = next(data, PKTINFO_LENGTH);
        } else if (localAt >= 0) {
            int data = header(place, LibC.SOL_IPV6, LibC.IPV6_PKTINFO, PKTINFO6_LENGTH);
            octets.putLong(data, octets.getLong(localAt));
            octets.putLong(data + Long.BYTES, octets.getLong(localAt + Long.BYTES));
            octets.putInt(data + PKTINFO6_INTERFACE, localInterface);
            place = next(data, PKTINFO6_LENGTH);
        }
        return writeRest(place, trafficClass, departure) - at;
    }

    /** Writes source address and TTL, unless they are 0, and the rest; gives the length. */
    int write(int at, Address source, int ttl, int trafficClass, boolean departure) {
        int place = at;
        if (ttl != NO_TTL) {
            int level = ipv4 ? LibC.SOL_IP : LibC.SOL_IPV6;
            int data = header(place, level, ipv4 ? LibC.IP_TTL : LibC.IPV6_HOPLIMIT, Integer.BYTES);
            octets.putInt(data, ttl);
            place = next(data, Integer.BYTES);
        }
        if (source.low() != 0 && ipv4) {
            int data = header(place, LibC.SOL_IP, LibC.IP_PKTINFO, PKTINFO_LENGTH);
            octets.putInt(data, 0);
            network.putInt(data + PKTINFO_LOCAL, (int) source.low());
            place = next(data, PKTINFO_LENGTH);
        } else if (source.low() != 0) {
            int data = header(place, LibC.SOL_IPV6, LibC.IPV6_PKTINFO, PKTINFO6_LENGTH);
            network.putLong(data, source.high());
            network.putLong(data + Long.BYTES, source.low());
            place = next(data, PKTINFO6_LENGTH);
        }
        return writeRest(place, trafficClass, departure) - at;
    }

    private int writeRest(int at, int trafficClass, boolean departure) {
        int place = at;
        int level = ipv4 ? LibC.SOL_IP : LibC.SOL_IPV6;
        int data = header(place, level, ipv4 ? LibC.IP_TOS : LibC.IPV6_TCLASS, Integer.BYTES);
        octets.putInt(data, trafficClass);
        place = next(data, Integer.BYTES);
        if (departure) {
            data = header(place, LibC.SOL_SOCKET, LibC.SO_TIMESTAMPING, Integer.BYTES);
            octets.putInt(data, SOF_TX_SOFTWARE);
            place = next(data, Integer.BYTES);
        }
        return place;
    }

    private int header(int at, int level, int type, int length) {
        octets.putLong(at, HEADER + length);
        octets.putInt(at + 8, level);
        octets.putInt(at + 12, type);
        return at + HEADER;
    }

    private static int next(int data, int length) {
        return data + NativeBlock.aligned(length);
    }

    /** Reads what the error queue says of a datagram. */
    void readDeparture(int at, int length, Departure departure) {
        departure.epochNanos = 0;
        departure.origin = 0;
        for (int place = at; place + HEADER <= at + length; ) {
            int size = (int) octets.getLong(place);
            if (size < HEADER) {
                break;
            }
            int level = octets.getInt(place + 8);
            int type = octets.getInt(place + 12);
            if (level == LibC.SOL_SOCKET && type == LibC.SO_TIMESTAMPING) {
                departure.epochNanos = time(place + HEADER);
            } else if (isError(level, type)) {
                departure.errorAt = place + HEADER;
                departure.origin = octets.get(place + HEADER + ERROR_ORIGIN);
                departure.number = octets.getInt(place + HEADER + ERROR_DATA);
            }
            place += NativeBlock.aligned(size);
        }
    }

    private static boolean isError(int level, int type) {
        return (level == LibC.SOL_IP && type == LibC.IP_RECVERR)
                || (level == LibC.SOL_IPV6 && type == LibC.IPV6_RECVERR);
    }

    /** Reads the error at this place. */
    void readError(int at, ErrorReport report) {
        report.type = octets.get(at + ERROR_TYPE) & 0xff;
        report.code = octets.get(at + ERROR_CODE) & 0xff;
        report.information = octets.getInt(at + ERROR_INFORMATION);
        int offset = octets.getShort(at + ERROR_DATA) & 0xffff;
        boolean invalid = (octets.get(at + ERROR_FLAGS) & EXTENSIONS_INVALID) != 0;
        report.extensionsAt = offset == 0 || invalid ? -1 : offset;
        boolean named = octets.getShort(at + ERROR_OFFENDER) != 0;
        report.offenderHigh = named ? SocketAddress.high(network, at + ERROR_OFFENDER, ipv4) : 0;
        report.offenderLow = named ? SocketAddress.low(network, at + ERROR_OFFENDER, ipv4) : 0;
    }

    /** What the error queue said: a time of departure, or an error. */
    static final class Departure {
        long epochNanos;
        int number;
        int origin;
        int errorAt;

        boolean isDeparture() {
            return origin == ORIGIN_STAMP && epochNanos != 0;
        }

        boolean isIcmp() {
            return origin == ORIGIN_ICMP || origin == ORIGIN_ICMPV6;
        }
    }
}
