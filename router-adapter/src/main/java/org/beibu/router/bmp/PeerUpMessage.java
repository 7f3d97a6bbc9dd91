package org.beibu.router.bmp;

import java.util.List;
import org.beibu.model.Address;
import org.beibu.router.bgp.codec.BgpDecoder;
import org.beibu.router.bgp.codec.BgpHeader;
import org.beibu.router.bgp.codec.Decoded;
import org.beibu.router.bgp.codec.OctetReader;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.OpenMessage;
import org.jspecify.annotations.Nullable;

/**
 * Peer Up (RFC 7854 section 4.10): a peer's session is established.
 *
 * <pre>
 *   Local Address (16) | Local Port (2) | Remote Port (2) | Sent OPEN | Received OPEN | TLVs
 * </pre>
 *
 * @param peer the peer
 * @param localAddress the router's address of the session
 * @param localPort its port, 0 for Loc-RIB
 * @param remotePort the peer's port, 0 for Loc-RIB
 * @param sent the router's OPEN
 * @param received the peer's OPEN
 * @param information TLVs (RFC 9736)
 */
public record PeerUpMessage(
        PerPeerHeader peer,
        Address localAddress,
        int localPort,
        int remotePort,
        OpenMessage sent,
        OpenMessage received,
        List<InformationTlv> information)
        implements BmpMessage {
    private static final int FIXED = 20;

    public PeerUpMessage {
        information = List.copyOf(information);
    }

    static BmpDecoded decode(PerPeerHeader peer, OctetReader body) {
        if (body.remaining() < FIXED) {
            return new BmpDecoded.Malformed("Peer Up is cut off", peer, true);
        }
        Address local = PerPeerHeader.address(body, peer.isIpv6());
        int localPort = body.u16();
        int remotePort = body.u16();
        OpenMessage sent = open(body);
        OpenMessage received = sent == null ? null : open(body);
        if (sent == null || received == null) {
            return new BmpDecoded.Malformed("Peer Up without two OPEN messages", peer, true);
        }
        List<InformationTlv> information = InformationTlv.list(body);
        if (information == null) {
            return new BmpDecoded.Malformed("a TLV of Peer Up is cut off", peer, true);
        }
        return new BmpDecoded.Good(
                new PeerUpMessage(peer, local, localPort, remotePort, sent, received, information));
    }

    private static @Nullable OpenMessage open(OctetReader body) {
        if (body.remaining() < BgpHeader.LENGTH) {
            return null;
        }
        Octets header = body.octets(BgpHeader.LENGTH);
        int length =
                (header.at(BgpHeader.MARKER_LENGTH) << 8) | header.at(BgpHeader.MARKER_LENGTH + 1);
        if (length < BgpHeader.LENGTH || length - BgpHeader.LENGTH > body.remaining()) {
            return null;
        }
        byte[] whole = new byte[length];
        System.arraycopy(header.toArray(), 0, whole, 0, BgpHeader.LENGTH);
        byte[] rest = body.octets(length - BgpHeader.LENGTH).toArray();
        System.arraycopy(rest, 0, whole, BgpHeader.LENGTH, rest.length);
        Decoded open = BgpDecoder.decode(whole, 0, length, SessionFormat.UNKNOWN);
        return open instanceof Decoded.Good good && good.message() instanceof OpenMessage message
                ? message
                : null;
    }

    /** Whether the other message tells of the same session once more, for another view of it. */
    boolean repeats(PeerUpMessage other) {
        return localAddress.equals(other.localAddress)
                && localPort == other.localPort
                && remotePort == other.remotePort
                && sent.equals(other.sent)
                && received.equals(other.received)
                && peer.seconds() == other.peer.seconds()
                && peer.microseconds() == other.peer.microseconds();
    }
}
