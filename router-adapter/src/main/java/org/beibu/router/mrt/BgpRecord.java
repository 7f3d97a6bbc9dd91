package org.beibu.router.mrt;

import org.beibu.model.Address;
import org.beibu.router.bgp.codec.OctetReader;
import org.beibu.router.bgp.codec.OctetWriter;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.Octets;

/**
 * BGP (RFC 6396 appendix B.1), what collectors wrote before BGP4MP: IPv4 only, AS numbers of two
 * octets, messages without their header.
 *
 * <pre>
 *   Subtype 3:   | Peer AS (2) | Peer Address (4) | Old State (2) | New State (2) |
 *   1, 5, 6, 7:  | Peer AS (2) | Peer Address (4) | Local AS (2) | Local Address (4) | message |
 * </pre>
 */
final class BgpRecord {
    private static final int UPDATE = 1;
    private static final int STATE_CHANGE = 3;
    private static final int OPEN = 5;
    private static final int NOTIFICATION = 6;
    private static final int KEEPALIVE = 7;

    private BgpRecord() {}

    static MrtEntry decode(MrtRecord record, OctetReader body) {
        int type = messageType(record.subtype());
        boolean stateChange = record.subtype() == STATE_CHANGE;
        if (type == 0 && !stateChange) {
            return new MrtEntry.Skipped("BGP subtype " + record.subtype());
        }
        if (body.remaining() < (stateChange ? 10 : 12)) {
            return new MrtEntry.Skipped("a BGP record that is too short");
        }
        int asNumber = body.u16();
        Address address = body.ipv4();
        MrtEntry.Peer peer = new MrtEntry.Peer(address, asNumber);
        if (stateChange) {
            return new MrtEntry.StateChange(
                    MrtEntry.Source.BGP, record.epochSeconds(), peer, body.u16(), body.u16());
        }
        body.skip(6);
        return new MrtEntry.Message(
                MrtEntry.Source.BGP,
                record.epochSeconds(),
                peer,
                withHeader(type, body.octets(body.remaining())),
                SessionFormat.UNKNOWN);
    }

    /** The type of BGP messages for a subtype, 0 for one that holds none. */
    private static int messageType(int subtype) {
        return switch (subtype) {
            case OPEN -> 1;
            case UPDATE -> 2;
            case NOTIFICATION -> 3;
            case KEEPALIVE -> 4;
            default -> 0;
        };
    }

    private static Octets withHeader(int type, Octets body) {
        OctetWriter message = new OctetWriter();
        message.u64(-1);
        message.u64(-1);
        message.u16(19 + body.size());
        message.u8(type);
        message.octets(body);
        return Octets.of(message.toArray());
    }
}
