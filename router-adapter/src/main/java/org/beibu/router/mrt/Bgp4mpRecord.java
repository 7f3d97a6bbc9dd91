package org.beibu.router.mrt;

import java.util.Set;
import org.beibu.model.Address;
import org.beibu.router.bgp.codec.OctetReader;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.Family;

/**
 * BGP4MP (RFC 6396 section 4.4, RFC 8050 section 3).
 *
 * <pre>
 *   | Peer AS (2 or 4) | Local AS (2 or 4) | Interface (2) | Address Family (2) |
 *   | Peer Address (4 or 16) | Local Address (4 or 16) | Old State (2) | New State (2) |
 *   or in place of the states: | BGP message |
 * </pre>
 */
final class Bgp4mpRecord {
    private static final int STATE_CHANGE = 0;
    private static final int STATE_CHANGE_AS4 = 5;
    private static final int WITHOUT_ADDRESSES = 8;
    private static final int FIRST_ADD_PATH = 8;
    private static final int IPV4 = 1;

    /** Families that collectors keep with path identifiers. */
    private static final Set<Family> ADD_PATH = Set.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST);

    private Bgp4mpRecord() {}

    static MrtEntry decode(MrtRecord record, OctetReader body) {
        int subtype = record.subtype();
        boolean known = subtype <= 11 && subtype != 2 && subtype != 3;
        if (!known) {
            return new MrtEntry.Skipped("BGP4MP subtype " + subtype);
        }
        if (subtype == STATE_CHANGE && body.remaining() == WITHOUT_ADDRESSES) {
            return withoutAddresses(record, body);
        }
        boolean fourOctetAs = isFourOctetAs(subtype);
        if (body.remaining() < (fourOctetAs ? 12 : 8)) {
            return tooShort();
        }
        long asNumber = fourOctetAs ? body.u32() : body.u16();
        body.skip(fourOctetAs ? 4 : 2);
        body.skip(2);
        boolean ipv4 = body.u16() == IPV4;
        if (body.remaining() < (ipv4 ? 8 : 32)) {
            return tooShort();
        }
        Address address = ipv4 ? body.ipv4() : body.ipv6();
        body.skip(ipv4 ? 4 : 16);
        MrtEntry.Peer peer = new MrtEntry.Peer(address, asNumber);
        boolean hasPathIds = subtype >= FIRST_ADD_PATH;
        MrtEntry.Source source =
                hasPathIds ? MrtEntry.Source.BGP4MP_ADD_PATH : MrtEntry.Source.BGP4MP;
        if (subtype == STATE_CHANGE || subtype == STATE_CHANGE_AS4) {
            return body.remaining() < 4
                    ? tooShort()
                    : new MrtEntry.StateChange(
                            source, record.epochSeconds(), peer, body.u16(), body.u16());
        }
        Set<Family> addPath = hasPathIds ? ADD_PATH : Set.of();
        return new MrtEntry.Message(
                source,
                record.epochSeconds(),
                peer,
                body.octets(body.remaining()),
                new SessionFormat(fourOctetAs, addPath, addPath, true));
    }

    /** Collectors of 2000 wrote down connections so that they did not know yet. */
    private static MrtEntry withoutAddresses(MrtRecord record, OctetReader body) {
        MrtEntry.Peer unknown = new MrtEntry.Peer(Address.parse("0.0.0.0"), body.u16());
        body.skip(2);
        return new MrtEntry.StateChange(
                MrtEntry.Source.BGP4MP, record.epochSeconds(), unknown, body.u16(), body.u16());
    }

    /** MESSAGE_AS4 (4), STATE_CHANGE_AS4 (5), and those of RFC 8050 with AS4 in their names. */
    private static boolean isFourOctetAs(int subtype) {
        return switch (subtype) {
            case 4, 5, 7, 9, 11 -> true;
            default -> false;
        };
    }

    private static MrtEntry tooShort() {
        return new MrtEntry.Skipped("a BGP4MP record that is too short");
    }
}
