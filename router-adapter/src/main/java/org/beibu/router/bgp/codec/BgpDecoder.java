package org.beibu.router.bgp.codec;

import org.beibu.router.bgp.codec.Decoded.Bad;
import org.beibu.router.bgp.message.KeepaliveMessage;

/**
 * Reads one message. Whatever the octets are, the answer is a value; nothing is thrown because of
 * them, and nothing outside the range given is read.
 */
public final class BgpDecoder {
    private BgpDecoder() {}

    /**
     * Reads the message that these octets are.
     *
     * @param octets an array that holds it
     * @param offset where its Marker begins
     * @param length how many octets it has; other than its own Length says is an error
     * @param format what the speakers have agreed on
     */
    public static Decoded decode(byte[] octets, int offset, int length, SessionFormat format) {
        Bad fault = BgpHeader.fault(octets, offset, length, format);
        if (fault != null) {
            return fault;
        }
        int bodyLength = length - BgpHeader.LENGTH;
        OctetReader body = new OctetReader(octets, offset + BgpHeader.LENGTH, bodyLength);
        return switch (octets[offset + BgpHeader.LENGTH - 1]) {
            case BgpHeader.OPEN -> OpenCodec.decode(body);
            case BgpHeader.UPDATE -> UpdateDecoder.decode(body, format);
            case BgpHeader.NOTIFICATION -> NotificationCodec.decode(body);
            case BgpHeader.KEEPALIVE -> Decoded.Good.of(KeepaliveMessage.INSTANCE);
            default -> RouteRefreshCodec.decode(body);
        };
    }
}
