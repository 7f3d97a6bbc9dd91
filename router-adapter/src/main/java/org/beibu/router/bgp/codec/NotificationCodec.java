package org.beibu.router.bgp.codec;

import org.beibu.router.bgp.message.NotificationMessage;

/**
 * NOTIFICATION on the wire (RFC 4271 section 4.5).
 *
 * <pre>
 *   | Error code (1) | Error subcode (1) | Data |
 * </pre>
 */
final class NotificationCodec {
    private NotificationCodec() {}

    /** Any code is taken: the session ends whatever the reason, and there is no answer to it. */
    static Decoded decode(OctetReader body) {
        int code = body.u8();
        int subcode = body.u8();
        return Decoded.Good.of(
                new NotificationMessage(code, subcode, body.octets(body.remaining())));
    }

    /** Data that no message of this session can hold is cut off. */
    static byte[] encode(NotificationMessage notification, SessionFormat format) {
        OctetWriter body = new OctetWriter();
        body.u8(notification.code());
        body.u8(notification.subcode());
        int room = format.longestMessage() - BgpHeader.LENGTH - 2;
        body.octets(notification.data().first(Math.min(room, notification.data().size())));
        return BgpHeader.message(BgpHeader.NOTIFICATION, body);
    }
}
