package org.beibu.router.bgp.codec;

import java.util.ArrayList;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.RouteGroup;
import org.jspecify.annotations.Nullable;

/**
 * Fields of prefixes (RFC 4271 section 4.3, RFC 4760 section 5, RFC 7911 section 3).
 *
 * <pre>
 *   | Path Identifier (4, with ADD-PATH) | Length in bits (1) | Prefix, as few octets as it takes |
 * </pre>
 */
public final class NlriCodec {
    private static final int LONGEST_IPV4 = 32;
    private static final int LONGEST_IPV6 = 128;
    private static final int PATH_ID = 4;

    private static final int MULTICAST = 2;
    private static final int LABELLED = 4;
    private static final int VPN = 128;
    private static final int MULTICAST_VPN = 129;
    private static final int LABEL_BITS = 24;
    private static final int ROUTE_DISTINGUISHER_BITS = 64;

    private NlriCodec() {}

    /**
     * The prefixes of a unicast family, null when the field is not made of prefixes (RFC 7606
     * section 5.3). A prefix that cannot be named is left out, with a fault.
     */
    static @Nullable List<Nlri> decode(OctetReader field, Family family, ReceivedAttributes into) {
        if (field.remaining() == 0) {
            return List.of();
        }
        boolean addPath = into.format.addPathReceive().contains(family);
        boolean ipv4 = family.afi() == 1;
        List<Nlri> prefixes = new ArrayList<>(1 + field.remaining() / 8);
        while (field.remaining() > 0) {
            if (addPath && field.remaining() < PATH_ID + 1) {
                return null;
            }
            long pathId = addPath ? field.u32() : Nlri.NO_PATH_ID;
            int bits = field.u8();
            int size = octetsOf(bits);
            if (bits > (ipv4 ? LONGEST_IPV4 : LONGEST_IPV6) || size > field.remaining()) {
                return null;
            }
            Prefix prefix = ipv4 ? ipv4(field, bits, size) : ipv6(field, bits, size);
            if (prefix == null) {
                int code = MpReachAttribute.CODE;
                into.fault(code, AttributeFault.Kind.PREFIX_IGNORED, Reaction.NONE);
            } else {
                prefixes.add(new Nlri(prefix, pathId));
            }
        }
        return prefixes;
    }

    /**
     * The prefixes of a group, also those of a multicast family, which travel as octets so that
     * nobody takes them for unicast ones.
     */
    public static List<Nlri> prefixes(RouteGroup group, SessionFormat format) {
        Family family = group.family();
        if (family.safi() != MULTICAST || family.afi() > 2) {
            return group.nlri();
        }
        byte[] octets = group.opaque().toArray();
        OctetReader field = new OctetReader(octets, 0, octets.length);
        List<Nlri> prefixes = decode(field, family, new ReceivedAttributes(format));
        return prefixes == null ? List.of() : prefixes;
    }

    private static int octetsOf(int bits) {
        return (bits + 7) >>> 3;
    }

    private static Prefix ipv4(OctetReader field, int bits, int size) {
        int address = (int) (field.leading(size) >>> 32);
        int mask = bits == 0 ? 0 : -1 << (LONGEST_IPV4 - bits);
        return new Prefix(0, Address.ipv4Low(address & mask), bits);
    }

    /** Null inside ::ffff:0:0/96, which stands for IPv4 in this project and is never routed. */
    private static @Nullable Prefix ipv6(OctetReader field, int bits, int size) {
        long high = Prefix.maskHigh(field.leading(Math.min(size, 8)), bits);
        long low = size > 8 ? Prefix.maskLow(field.leading(size - 8), bits) : 0;
        return Address.isIpv4(high, low) ? null : new Prefix(high, low, bits);
    }

    /**
     * Whether a field of a family that stays octets is made of whole NLRI, as far as they begin
     * with their length in bits; true for those that do not.
     */
    static boolean isWhole(OctetReader field, Family family, SessionFormat format) {
        int least = leastBits(family);
        if (least < 0) {
            return true;
        }
        int most = least + (family.afi() == 1 ? LONGEST_IPV4 : LONGEST_IPV6);
        boolean addPath = format.addPathReceive().contains(family);
        while (field.remaining() > 0) {
            if (addPath && field.remaining() < PATH_ID + 1) {
                return false;
            }
            field.skip(addPath ? PATH_ID : 0);
            int bits = field.u8();
            int size = octetsOf(bits);
            if (size > field.remaining() || bits < least) {
                return false;
            }
            boolean labels = least > 0 && !isLastLabel(field.slice(size));
            if (least == 0) {
                field.skip(size);
            }
            if (bits > most && !labels) { // more than one label makes it longer
                return false;
            }
        }
        return true;
    }

    /** The bits that stand before the prefix with one label, -1 for an unknown build. */
    private static int leastBits(Family family) {
        if (family.afi() > 2) {
            return -1;
        }
        return switch (family.safi()) {
            case MULTICAST -> 0;
            case LABELLED -> LABEL_BITS;
            case VPN -> LABEL_BITS + ROUTE_DISTINGUISHER_BITS;
            case MULTICAST_VPN -> ROUTE_DISTINGUISHER_BITS;
            default -> -1;
        };
    }

    /** Bottom of stack, or the label of a withdrawal (RFC 8277 sections 2.2 and 2.4). */
    private static boolean isLastLabel(OctetReader nlri) {
        int label = nlri.u16() << 8 | nlri.u8();
        return (label & 1) != 0 || label == 0x80_0000 || label == 0;
    }

    /** How many octets this prefix takes. */
    static int size(Nlri nlri, boolean addPath) {
        return (addPath ? PATH_ID : 0) + 1 + octetsOf(nlri.prefix().length());
    }

    /**
     * Writes the prefixes of a group.
     *
     * @throws IllegalArgumentException for a prefix of the other family: it would be taken for
     *     quite another one
     */
    static void encode(RouteGroup group, boolean addPath, OctetWriter into) {
        boolean ipv4 = group.family().afi() == 1;
        for (Nlri nlri : group.nlri()) {
            if (nlri.prefix().isIpv4() != ipv4 || !group.family().isUnicast()) {
                throw new IllegalArgumentException(nlri + " in family " + group.family());
            }
            if (addPath) {
                into.u32(nlri.pathId());
            }
            Prefix prefix = nlri.prefix();
            int size = octetsOf(prefix.length());
            into.u8(prefix.length());
            if (prefix.isIpv4()) {
                into.leading(prefix.low() << 32, size);
            } else {
                into.leading(prefix.high(), Math.min(size, 8));
                into.leading(prefix.low(), Math.max(size - 8, 0));
            }
        }
    }
}
