package org.beibu.router.bmp;

import org.beibu.router.bgp.codec.Decoded;
import org.beibu.router.bgp.codec.OctetReader;

/**
 * Reads one message. Whatever the octets are, the answer is a value; nothing is thrown because of
 * them, and nothing outside the range given is read.
 *
 * <pre>
 *   Version (1) = 3 | Message Length (4), this header included | Message Type (1)
 * </pre>
 */
public final class BmpDecoder {
    /** Octets of the Common Header (RFC 7854 section 4.1). */
    public static final int HEADER = 6;

    /** The version that is spoken here. */
    public static final int VERSION = 3;

    private static final int ROUTE_MONITORING = 0;
    private static final int STATISTICS_REPORT = 1;
    private static final int PEER_DOWN = 2;
    private static final int PEER_UP = 3;
    private static final int INITIATION = 4;
    private static final int TERMINATION = 5;
    private static final int ROUTE_MIRRORING = 6;

    private BmpDecoder() {}

    /** Reads the UPDATE of a Route Monitoring message as the peer's session writes it. */
    public interface UpdateReader {
        /** The message in these octets, of this peer. */
        Decoded read(PerPeerHeader peer, byte[] octets, int offset, int length);
    }

    /**
     * Reads the message that these octets are; {@link BmpFramer} has looked at the Common Header.
     *
     * @param octets an array that holds it
     * @param offset where its Common Header begins
     * @param length how many octets it has, at least {@link #HEADER}
     * @param updates reads UPDATE messages
     */
    public static BmpDecoded decode(byte[] octets, int offset, int length, UpdateReader updates) {
        OctetReader body = new OctetReader(octets, offset + HEADER, length - HEADER);
        int type = octets[offset + HEADER - 1] & 0xff;
        return switch (type) {
            case INITIATION -> InitiationMessage.decode(body);
            case TERMINATION -> TerminationMessage.decode(body);
            case ROUTE_MONITORING, STATISTICS_REPORT, PEER_DOWN, PEER_UP, ROUTE_MIRRORING -> {
                if (body.remaining() < PerPeerHeader.LENGTH) {
                    yield new BmpDecoded.Malformed("the Per-Peer Header is cut off", null, true);
                }
                PerPeerHeader peer = PerPeerHeader.decode(body);
                yield switch (type) {
                    case STATISTICS_REPORT -> StatisticsReportMessage.decode(peer, body);
                    case PEER_DOWN -> PeerDownMessage.decode(peer, body);
                    case PEER_UP -> PeerUpMessage.decode(peer, body);
                    case ROUTE_MIRRORING -> RouteMirroringMessage.decode(peer, body);
                    default -> {
                        int from = offset + HEADER + PerPeerHeader.LENGTH;
                        Decoded update = updates.read(peer, octets, from, body.remaining());
                        yield new BmpDecoded.Good(new RouteMonitoringMessage(peer, update));
                    }
                };
            }
            default -> new BmpDecoded.Good(new UnknownMessage(type));
        };
    }
}
