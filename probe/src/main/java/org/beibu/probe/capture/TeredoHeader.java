package org.beibu.probe.capture;

import org.beibu.probe.capture.UdpTunnel.Outcome;

/**
 * IPv6 in UDP over IPv4 (Teredo, RFC 4380 5.1.1), behind what may stand before it.
 *
 * <pre>
 *   authentication 0001 | lengths of id and value 1 + 1 | id | value | nonce 8 | confirmation 1
 *   origin         0000 | port 2 | address 4
 * </pre>
 *
 * <p>It is an IPv6 packet if its length is that of the datagram.
 */
final class TeredoHeader {
    private static final int AUTHENTICATION = 0x0001;
    private static final int AUTHENTICATION_LENGTH = 13;
    private static final int ORIGIN = 0x0000;
    private static final int ORIGIN_LENGTH = 8;
    private static final int IPV6_LENGTH = 40;
    private static final int PAYLOAD_LENGTH_AT = 4;

    private TeredoHeader() {}

    static Outcome open(HeaderCursor cursor) {
        Outcome room = UdpTunnel.room(cursor, IPV6_LENGTH);
        if (room != Outcome.OPENED) {
            return room;
        }
        int at = 0;
        if (cursor.unsigned16(0) == AUTHENTICATION) {
            at = AUTHENTICATION_LENGTH + cursor.octet(2) + cursor.octet(3);
            room = UdpTunnel.room(cursor, at + IPV6_LENGTH);
            if (room != Outcome.OPENED) {
                return room;
            }
        }
        at += cursor.unsigned16(at) == ORIGIN ? ORIGIN_LENGTH : 0;
        room = UdpTunnel.room(cursor, at + IPV6_LENGTH);
        if (room != Outcome.OPENED) {
            return room;
        }
        long left = cursor.enclosedEnd - cursor.position - at - IPV6_LENGTH;
        if (cursor.octet(at) >>> 4 != 6 || cursor.unsigned16(at + PAYLOAD_LENGTH_AT) != left) {
            return Outcome.NONE;
        }
        cursor.followedBy(at, EtherType.IPV6);
        return Outcome.OPENED;
    }
}
