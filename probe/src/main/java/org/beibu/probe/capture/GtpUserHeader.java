package org.beibu.probe.capture;

/**
 * GTP-U, version 1, of a packet that carries another one (3GPP TS 29.281 5.1 and 5.2): message type
 * 255, G-PDU. The tunnel endpoint identifier differs between the directions and is not kept.
 *
 * <pre>
 *   version 3 bits (1), protocol type 1 (1), spare 1, E, S, PN | type 1 | length 2 | identifier 4
 *   with E, S or PN:  sequence number 2 | N-PDU number 1 | next extension header type 1
 *   extension header: length in 4 octets 1 | content | next extension header type 1
 * </pre>
 */
final class GtpUserHeader {
    private static final int MANDATORY_LENGTH = 8;
    private static final int OPTIONAL_LENGTH = 4;
    private static final int VERSION_AND_TYPE_MASK = 0xf0;
    private static final int VERSION_1 = 0x30;
    private static final int OPTIONAL_FIELDS = 0x07;
    private static final int EXTENSION = 0x04;
    private static final int G_PDU = 255;

    private GtpUserHeader() {}

    static UdpTunnel.Outcome open(HeaderCursor cursor) {
        UdpTunnel.Outcome room = UdpTunnel.room(cursor, MANDATORY_LENGTH + 1);
        if (room != UdpTunnel.Outcome.OPENED) {
            return room;
        }
        int flags = cursor.octet(0);
        int length = cursor.unsigned16(2);
        boolean known = (flags & VERSION_AND_TYPE_MASK) == VERSION_1 && cursor.octet(1) == G_PDU;
        if (!known || MANDATORY_LENGTH + length > cursor.enclosedEnd - cursor.position) {
            return UdpTunnel.Outcome.NONE;
        }
        int at = MANDATORY_LENGTH;
        if ((flags & OPTIONAL_FIELDS) != 0) {
            at += OPTIONAL_LENGTH;
            boolean extended = (flags & EXTENSION) != 0;
            while (true) {
                room = UdpTunnel.room(cursor, at + 1);
                if (room != UdpTunnel.Outcome.OPENED) {
                    return room;
                }
                if (!extended || cursor.octet(at - 1) == 0) {
                    break;
                }
                int words = cursor.octet(at);
                if (words == 0) {
                    return UdpTunnel.Outcome.NONE;
                }
                at += words << 2;
            }
        }
        return payload(cursor, at, MANDATORY_LENGTH + length);
    }

    private static UdpTunnel.Outcome payload(HeaderCursor cursor, int at, int end) {
        int version = cursor.octet(at) >>> 4;
        if ((version != 4 && version != 6) || at >= end) {
            return UdpTunnel.Outcome.NONE;
        }
        cursor.enterEnclosing(at, end - at);
        cursor.etherType = version == 4 ? EtherType.IPV4 : EtherType.IPV6;
        return UdpTunnel.Outcome.OPENED;
    }
}
