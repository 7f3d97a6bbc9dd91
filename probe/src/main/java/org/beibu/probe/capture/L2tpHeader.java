package org.beibu.probe.capture;

import org.beibu.probe.capture.UdpTunnel.Outcome;

/**
 * Data message of L2TP version 2 over UDP (RFC 2661 3.1), with PPP inside it.
 *
 * <pre>
 *   flags and version 2 | length 2, with L | tunnel 2 | session 2 | Ns, Nr 4, with S
 *   | offset size 2 and so many octets, with O
 * </pre>
 */
final class L2tpHeader {
    private static final int HAS_LENGTH = 0x4000;
    private static final int HAS_NUMBERS = 0x0800;
    private static final int HAS_OFFSET = 0x0200;

    /** Control messages, the reserved bits and the version. */
    private static final int FIXED_MASK = 0xb4ff;

    private static final int VERSION = 0x0002;
    private static final int LEAST_LENGTH = 6;

    private L2tpHeader() {}

    static Outcome open(HeaderCursor cursor) {
        Outcome room = UdpTunnel.room(cursor, LEAST_LENGTH);
        if (room != Outcome.OPENED) {
            return room;
        }
        int flags = cursor.unsigned16(0);
        if ((flags & FIXED_MASK) != VERSION) {
            return Outcome.NONE;
        }
        int length = LEAST_LENGTH;
        length += (flags & HAS_LENGTH) != 0 ? 2 : 0;
        length += (flags & HAS_NUMBERS) != 0 ? 4 : 0;
        if ((flags & HAS_OFFSET) != 0) {
            room = UdpTunnel.room(cursor, length + 2);
            if (room != Outcome.OPENED) {
                return room;
            }
            length += 2 + cursor.unsigned16(length);
        }
        if ((flags & HAS_LENGTH) != 0 && cursor.unsigned16(2) <= length) {
            return Outcome.NONE; // it says that nothing is inside
        }
        room = UdpTunnel.room(cursor, length + 1);
        if (room == Outcome.OPENED) {
            cursor.followedBy(length, EtherType.PPP);
        }
        return room;
    }
}
