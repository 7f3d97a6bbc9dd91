package org.beibu.router.bmp;

import java.util.List;
import org.beibu.router.bgp.codec.OctetReader;

/**
 * Route Mirroring (RFC 7854 section 4.7): messages as a peer sent them. They say nothing of what
 * the router holds, so they are counted and not read.
 *
 * @param peer the peer
 * @param messages BGP messages mirrored
 * @param errored whether the router calls one malformed (code 0)
 * @param lost whether the router has lost some (code 1)
 */
public record RouteMirroringMessage(PerPeerHeader peer, int messages, boolean errored, boolean lost)
        implements BmpMessage {
    private static final int BGP_MESSAGE = 0;
    private static final int INFORMATION = 1;
    private static final int ERRORED = 0;
    private static final int LOST = 1;

    static BmpDecoded decode(PerPeerHeader peer, OctetReader body) {
        List<InformationTlv> list = InformationTlv.list(body);
        if (list == null) {
            return BmpDecoded.Malformed.harmless("a TLV of Route Mirroring is cut off");
        }
        int messages = (int) list.stream().filter(tlv -> tlv.type() == BGP_MESSAGE).count();
        return new BmpDecoded.Good(
                new RouteMirroringMessage(peer, messages, has(list, ERRORED), has(list, LOST)));
    }

    private static boolean has(List<InformationTlv> list, int code) {
        return list.stream()
                .anyMatch(
                        tlv ->
                                tlv.type() == INFORMATION
                                        && tlv.value().size() == 2
                                        && tlv.value().at(0) == 0
                                        && tlv.value().at(1) == code);
    }
}
