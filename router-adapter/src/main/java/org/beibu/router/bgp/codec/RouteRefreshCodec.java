package org.beibu.router.bgp.codec;

import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.RouteRefreshMessage;
import org.beibu.router.bgp.message.RouteRefreshMessage.Subtype;

/**
 * ROUTE-REFRESH on the wire (RFC 2918 section 3, RFC 7313 section 3.2).
 *
 * <pre>
 *   | AFI (2) | Subtype (1) | SAFI (1) |
 * </pre>
 *
 * <p>A request may be longer: outbound route filters follow (RFC 5291). We never offer to take any,
 * so they are passed over.
 */
final class RouteRefreshCodec {
    private static final int LENGTH = 4;
    private static final int INVALID_LENGTH = 1;

    private RouteRefreshCodec() {}

    static Decoded decode(OctetReader body) {
        int longer = body.remaining() - LENGTH;
        OctetReader whole = body.slice(body.remaining());
        int afi = whole.u16();
        Subtype subtype = subtype(whole.u8());
        Family family = new Family(afi, whole.u8());
        if (longer > 0 && (subtype == Subtype.BEGIN || subtype == Subtype.END)) {
            return Decoded.Bad.of( // RFC 7313 section 5
                    NotificationMessage.ROUTE_REFRESH_ERROR,
                    INVALID_LENGTH,
                    "ROUTE-REFRESH " + subtype + " is " + longer + " octets too long");
        }
        return Decoded.Good.of(new RouteRefreshMessage(family, subtype));
    }

    private static Subtype subtype(int code) {
        return switch (code) {
            case 0 -> Subtype.REQUEST;
            case 1 -> Subtype.BEGIN;
            case 2 -> Subtype.END;
            default -> Subtype.UNKNOWN;
        };
    }

    static byte[] encode(RouteRefreshMessage refresh) {
        OctetWriter body = new OctetWriter();
        body.u16(refresh.family().afi());
        body.u8(
                switch (refresh.subtype()) {
                    case REQUEST -> 0;
                    case BEGIN -> 1;
                    case END -> 2;
                    case UNKNOWN ->
                            throw new IllegalArgumentException("a subtype that nobody knows");
                });
        body.u8(refresh.family().safi());
        return BgpHeader.message(BgpHeader.ROUTE_REFRESH, body);
    }
}
