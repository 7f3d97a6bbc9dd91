package org.beibu.lab.repeat;

import java.nio.ByteBuffer;

/**
 * Moves a frame of the recording to hosts of its copy and mends the checksums (RFC 1624). All are
 * addresses for documentation:
 *
 * <pre>
 *   client 192.0.2.x     to 198.51.100.(copy + 1)       2001:db8::x to 2001:db8:0:1::(copy + 1)
 *   server 192.0.2.1x    to 203.0.113.(4 copy + x)      2001:db8::1x to 2001:db8:0:2::(16 copy + x)
 * </pre>
 *
 * The servers of IPv4 are shared by copies that are 60 apart; their clients differ all the same.
 */
final class Addresses {
    /** As many copies have clients of their own. */
    static final int MOST_COPIES = 250;

    private static final int LOWEST_SERVER = 10;
    private static final int COPIES_WITH_OWN_SERVERS = 60;
    private static final int IPV4_CHECKSUM = 10;
    private static final int TCP_CHECKSUM = 16;

    private Addresses() {}

    /** Rewrites the Ethernet frame that starts there; the buffer's order must not matter to it. */
    static void move(ByteBuffer octets, int frame, int copy) {
        int ip = frame + RecordedFrames.ETHERNET;
        if (RecordedFrames.isIpv4(octets, frame)) {
            int tcp = ip + (octets.get(ip) & 0xf) * 4;
            moveIpv4(octets, ip + 12, copy, new int[] {ip + IPV4_CHECKSUM, tcp + TCP_CHECKSUM});
            moveIpv4(octets, ip + 16, copy, new int[] {ip + IPV4_CHECKSUM, tcp + TCP_CHECKSUM});
        } else {
            int tcp = ip + 40;
            moveIpv6(octets, ip + 8, copy, tcp + TCP_CHECKSUM);
            moveIpv6(octets, ip + 24, copy, tcp + TCP_CHECKSUM);
        }
    }

    private static void moveIpv4(ByteBuffer octets, int at, int copy, int[] checksums) {
        int host = octets.get(at + 3) & 0xff;
        boolean server = host >= LOWEST_SERVER;
        int prefix = server ? 0xcb00_7100 : 0xc633_6400;
        int number =
                server ? 4 * (copy % COPIES_WITH_OWN_SERVERS) + host - LOWEST_SERVER : copy + 1;
        put(octets, at, (prefix >>> 16) & 0xffff, checksums);
        put(octets, at + 2, (prefix | number) & 0xffff, checksums);
    }

    private static void moveIpv6(ByteBuffer octets, int at, int copy, int checksum) {
        int host = word(octets, at + 14);
        boolean server = host >= 0x10;
        int[] checksums = {checksum};
        put(octets, at + 6, server ? 2 : 1, checksums);
        put(octets, at + 14, server ? 16 * copy + host - 0x10 : copy + 1, checksums);
    }

    private static int word(ByteBuffer octets, int at) {
        return (octets.get(at) & 0xff) << 8 | (octets.get(at + 1) & 0xff);
    }

    /** Writes 16 bits in network order; each checksum becomes ~(~sum + ~old + new). */
    private static void put(ByteBuffer octets, int at, int value, int[] checksums) {
        int old = word(octets, at);
        putWord(octets, at, value);
        for (int checksum : checksums) {
            int sum = (~word(octets, checksum) & 0xffff) + (~old & 0xffff) + value;
            sum = (sum & 0xffff) + (sum >>> 16);
            sum = (sum & 0xffff) + (sum >>> 16);
            putWord(octets, checksum, ~sum & 0xffff);
        }
    }

    private static void putWord(ByteBuffer octets, int at, int value) {
        octets.put(at, (byte) (value >>> 8));
        octets.put(at + 1, (byte) value);
    }
}
