package org.beibu.router.bmp;

import java.util.List;
import java.util.Optional;
import org.beibu.router.bgp.codec.BgpDecoder;
import org.beibu.router.bgp.codec.Decoded;
import org.beibu.router.bgp.codec.OctetReader;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.NotificationMessage;

/**
 * Peer Down (RFC 7854 section 4.9, RFC 9069 section 5.3): a peer's session has ended.
 *
 * <pre>
 *   Reason (1) | Data: NOTIFICATION for 1 and 3, FSM event (2) for 2, TLVs for 6
 * </pre>
 *
 * @param peer the peer
 * @param reason the reason code
 * @param notification what was sent or received; empty too when it is malformed
 * @param fsmEvent the event of the router's FSM, 0 where there is none
 * @param information TLVs of reason 6
 */
public record PeerDownMessage(
        PerPeerHeader peer,
        int reason,
        Optional<NotificationMessage> notification,
        int fsmEvent,
        List<InformationTlv> information)
        implements BmpMessage {
    private static final int NO_REASON = 0;
    private static final int LOCAL_NOTIFICATION = 1;
    private static final int LOCAL_EVENT = 2;
    private static final int REMOTE_NOTIFICATION = 3;
    private static final int REMOTE_NO_DATA = 4;
    private static final int DE_CONFIGURED = 5;
    private static final int LOCAL_SYSTEM_CLOSED = 6;

    public PeerDownMessage {
        information = List.copyOf(information);
    }

    /** What a router says wrongly about the reason does not keep the peer up. */
    static BmpDecoded decode(PerPeerHeader peer, OctetReader body) {
        int reason = body.remaining() == 0 ? NO_REASON : body.u8();
        boolean notified = reason == LOCAL_NOTIFICATION || reason == REMOTE_NOTIFICATION;
        Optional<NotificationMessage> notification =
                notified ? notification(body) : Optional.empty();
        int event = reason == LOCAL_EVENT && body.remaining() >= 2 ? body.u16() : 0;
        List<InformationTlv> information =
                reason == LOCAL_SYSTEM_CLOSED ? InformationTlv.list(body) : List.of();
        return new BmpDecoded.Good(
                new PeerDownMessage(
                        peer,
                        reason,
                        notification,
                        event,
                        information == null ? List.of() : information));
    }

    private static Optional<NotificationMessage> notification(OctetReader body) {
        byte[] octets = body.octets(body.remaining()).toArray();
        Decoded decoded = BgpDecoder.decode(octets, 0, octets.length, SessionFormat.FOUR_OCTET_AS);
        return decoded instanceof Decoded.Good good
                        && good.message() instanceof NotificationMessage message
                ? Optional.of(message)
                : Optional.empty();
    }

    /** The reason in words. */
    public String text() {
        String said = notification.map(n -> " " + n.code() + "/" + n.subcode()).orElse("");
        return switch (reason) {
            case LOCAL_NOTIFICATION -> "the router sent NOTIFICATION" + said;
            case LOCAL_EVENT -> "the router closed it, FSM event " + fsmEvent;
            case REMOTE_NOTIFICATION -> "the peer sent NOTIFICATION" + said;
            case REMOTE_NO_DATA -> "the peer closed it without NOTIFICATION";
            case DE_CONFIGURED -> "the router does not show this peer any more";
            case LOCAL_SYSTEM_CLOSED -> "the router closed its Loc-RIB";
            default -> "reason " + reason;
        };
    }
}
