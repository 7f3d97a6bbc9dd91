package org.beibu.router.mrt;

import java.util.ArrayList;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.router.bgp.codec.OctetReader;

/**
 * PEER_INDEX_TABLE of TABLE_DUMP_V2 (RFC 6396 section 4.3.1).
 *
 * <pre>
 *   | Collector BGP ID (4) | View Name Length (2) | View Name | Peer Count (2) | and for each:
 *   | Peer Type (1): 1 IPv6, 2 AS of four octets | BGP ID (4) | Address (4 or 16) | AS (2 or 4) |
 * </pre>
 */
final class PeerIndexTable {
    private static final int IPV6 = 1;
    private static final int FOUR_OCTET_AS = 2;

    private PeerIndexTable() {}

    /** The peers, as many as there are octets for; what is missing is told in the entries. */
    static List<MrtEntry.Peer> decode(OctetReader body, List<MrtEntry> entries) {
        List<MrtEntry.Peer> peers = new ArrayList<>();
        if (body.remaining() < 6) {
            return tooShort(peers, entries);
        }
        body.skip(4);
        int viewLength = body.u16();
        if (body.remaining() < viewLength + 2) {
            return tooShort(peers, entries);
        }
        body.skip(viewLength);
        int count = body.u16();
        while (peers.size() < count) {
            if (body.remaining() < 1) {
                return tooShort(peers, entries);
            }
            int type = body.u8();
            boolean ipv6 = (type & IPV6) != 0;
            boolean four = (type & FOUR_OCTET_AS) != 0;
            if (body.remaining() < 4 + (ipv6 ? 16 : 4) + (four ? 4 : 2)) {
                return tooShort(peers, entries);
            }
            body.skip(4);
            Address address = ipv6 ? body.ipv6() : body.ipv4();
            peers.add(new MrtEntry.Peer(address, four ? body.u32() : body.u16()));
        }
        return peers;
    }

    private static List<MrtEntry.Peer> tooShort(List<MrtEntry.Peer> peers, List<MrtEntry> entries) {
        entries.add(new MrtEntry.Skipped("a PEER_INDEX_TABLE that is too short"));
        return peers;
    }
}
