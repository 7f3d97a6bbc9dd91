package org.beibu.router.bgp.codec;

import org.beibu.router.bgp.message.Octets;

/** Breaks messages and mends their headers. */
final class Damage {
    private Damage() {}

    /** The first octets of a message with a Length that says so. */
    static byte[] cut(byte[] message, int length) {
        byte[] cut = java.util.Arrays.copyOf(message, length);
        return length < BgpHeader.LENGTH ? cut : withLength(cut);
    }

    private static byte[] withLength(byte[] message) {
        message[16] = (byte) (message.length >>> 8);
        message[17] = (byte) message.length;
        return message;
    }

    /** The same octets with a header that is right, of the type that they have. */
    static byte[] withHeader(byte[] message) {
        if (message.length < BgpHeader.LENGTH) {
            return withHeader(BgpHeader.UPDATE, message);
        }
        byte[] mended = message.clone();
        java.util.Arrays.fill(mended, 0, BgpHeader.MARKER_LENGTH, (byte) -1);
        return withLength(mended);
    }

    /** A message of this type with these octets as its body. */
    static byte[] withHeader(int type, byte[] body) {
        OctetWriter writer = new OctetWriter();
        writer.octets(Octets.of(body));
        return BgpHeader.message(type, writer);
    }
}
