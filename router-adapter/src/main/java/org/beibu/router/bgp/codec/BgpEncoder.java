package org.beibu.router.bgp.codec;

import java.util.List;
import org.beibu.router.bgp.message.BgpMessage;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.RouteRefreshMessage;
import org.beibu.router.bgp.message.UpdateMessage;

/** Writes messages as they go over the wire. */
public final class BgpEncoder {
    private BgpEncoder() {}

    /**
     * The octets of a message, header and all. An UPDATE becomes several where one cannot hold it;
     * they stand in the order in which they are to be sent, withdrawals first.
     *
     * @throws IllegalArgumentException for what no message of this session can say, such as
     *     attributes longer than a message, and for an announcement that would be malformed:
     *     without next hop, ORIGIN or AS_PATH, or with a prefix of another family
     */
    public static List<byte[]> encode(BgpMessage message, SessionFormat format) {
        if (message instanceof UpdateMessage update) {
            return UpdateEncoder.encode(update, format);
        }
        if (message instanceof OpenMessage open) {
            return List.of(OpenCodec.encode(open));
        }
        if (message instanceof NotificationMessage notification) {
            return List.of(NotificationCodec.encode(notification, format));
        }
        if (message instanceof RouteRefreshMessage refresh) {
            return List.of(RouteRefreshCodec.encode(refresh));
        }
        return List.of(BgpHeader.message(BgpHeader.KEEPALIVE, new OctetWriter()));
    }
}
