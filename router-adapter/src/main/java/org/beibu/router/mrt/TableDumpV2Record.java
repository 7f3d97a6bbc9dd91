package org.beibu.router.mrt;

import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.codec.AttributeCodec;
import org.beibu.router.bgp.codec.DecodedAttributes;
import org.beibu.router.bgp.codec.OctetReader;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.Family;
import org.jspecify.annotations.Nullable;

/**
 * A prefix of TABLE_DUMP_V2 with its paths (RFC 6396 section 4.3.2, RFC 8050 section 4).
 *
 * <pre>
 *   | Sequence (4) | Prefix Length (1) | Prefix | Entry Count (2) | and for each:
 *   | Peer Index (2) | Originated Time (4) | Path Identifier (4, Subtype 8 to 12) |
 *   | Attribute Length (2) | attributes, AS numbers of four octets |
 * </pre>
 */
final class TableDumpV2Record {
    private static final int FIRST_ADD_PATH = 8;
    private static final int TO_FIRST_OF_PLAIN = 6;

    private TableDumpV2Record() {}

    static void decode(
            MrtRecord record, OctetReader body, List<MrtEntry.Peer> peers, List<MrtEntry> entries) {
        boolean addPath = record.subtype() >= FIRST_ADD_PATH;
        Family family = family(addPath ? record.subtype() - TO_FIRST_OF_PLAIN : record.subtype());
        if (family == null) {
            entries.add(new MrtEntry.Skipped("TABLE_DUMP_V2 subtype " + record.subtype()));
            return;
        }
        Prefix prefix = prefix(body, family);
        if (prefix == null || body.remaining() < 2) {
            entries.add(new MrtEntry.Skipped("a TABLE_DUMP_V2 record without a prefix"));
            return;
        }
        int count = body.u16();
        for (int i = 0; i < count; i++) {
            if (body.remaining() < (addPath ? 12 : 8)) {
                entries.add(tooShort());
                return;
            }
            int index = body.u16();
            body.skip(4);
            long pathId = addPath ? body.u32() : 0;
            int length = body.u16();
            if (length > body.remaining()) {
                entries.add(tooShort());
                return;
            }
            DecodedAttributes attributes =
                    AttributeCodec.decodeOfTable(
                            body.slice(length), SessionFormat.FOUR_OCTET_AS, family);
            entries.add(
                    index < peers.size()
                            ? new MrtEntry.TablePath(
                                    addPath
                                            ? MrtEntry.Source.TABLE_DUMP_V2_ADD_PATH
                                            : MrtEntry.Source.TABLE_DUMP_V2,
                                    record.epochSeconds(),
                                    peers.get(index),
                                    prefix,
                                    pathId,
                                    attributes)
                            : new MrtEntry.Skipped("a path of unknown peer " + index));
        }
    }

    /** RIB_IPV4_UNICAST, RIB_IPV4_MULTICAST, RIB_IPV6_UNICAST, RIB_IPV6_MULTICAST. */
    private static @Nullable Family family(int subtype) {
        return switch (subtype) {
            case 2 -> Family.IPV4_UNICAST;
            case 3 -> new Family(1, 2);
            case 4 -> Family.IPV6_UNICAST;
            case 5 -> new Family(2, 2);
            default -> null;
        };
    }

    private static @Nullable Prefix prefix(OctetReader body, Family family) {
        if (body.remaining() < 5) {
            return null;
        }
        body.skip(4);
        int bits = body.u8();
        int octets = (bits + 7) / 8;
        int size = family.afi() == 1 ? 4 : 16;
        if (octets > size || bits > 8 * size || octets > body.remaining()) {
            return null;
        }
        byte[] address = new byte[size];
        body.octets(octets).copyTo(address, 0);
        Address network = Address.of(address);
        return size == 16 && network.isIpv4() ? null : Prefix.containing(network, bits);
    }

    private static MrtEntry tooShort() {
        return new MrtEntry.Skipped("a TABLE_DUMP_V2 record that is too short");
    }
}
