package org.beibu.router.mrt;

import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.codec.AttributeCodec;
import org.beibu.router.bgp.codec.OctetReader;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.Family;

/**
 * TABLE_DUMP (RFC 6396 section 4.2), Subtype 1 for IPv4 and 2 for IPv6.
 *
 * <pre>
 *   | View (2) | Sequence (2) | Prefix (4 or 16) | Prefix Length (1) | Status (1) |
 *   | Originated Time (4) | Peer Address (4 or 16) | Peer AS (2) | Attribute Length (2) | ... |
 * </pre>
 */
final class TableDumpRecord {
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int WITHOUT_ADDRESSES = 14;

    private TableDumpRecord() {}

    static MrtEntry decode(MrtRecord record, OctetReader body) {
        int family = record.subtype();
        if (family != IPV4 && family != IPV6) {
            return new MrtEntry.Skipped("TABLE_DUMP subtype " + family);
        }
        int size = family == IPV4 ? 4 : 16;
        if (body.remaining() < WITHOUT_ADDRESSES + 2 * size) {
            return tooShort();
        }
        body.skip(4);
        Address network = family == IPV4 ? body.ipv4() : body.ipv6();
        int length = body.u8();
        if (length > 8 * size || (family == IPV6 && network.isIpv4())) {
            return new MrtEntry.Skipped("prefix " + network + "/" + length);
        }
        body.skip(5);
        Address address = family == IPV4 ? body.ipv4() : body.ipv6();
        int asNumber = body.u16();
        int attributes = body.u16();
        if (attributes > body.remaining()) {
            return tooShort();
        }
        return new MrtEntry.TablePath(
                MrtEntry.Source.TABLE_DUMP,
                record.epochSeconds(),
                new MrtEntry.Peer(address, asNumber),
                Prefix.containing(network, length),
                0,
                AttributeCodec.decodeOfTable(
                        body.slice(attributes),
                        SessionFormat.UNKNOWN,
                        family == IPV4 ? Family.IPV4_UNICAST : Family.IPV6_UNICAST));
    }

    private static MrtEntry tooShort() {
        return new MrtEntry.Skipped("a TABLE_DUMP record that is too short");
    }
}
