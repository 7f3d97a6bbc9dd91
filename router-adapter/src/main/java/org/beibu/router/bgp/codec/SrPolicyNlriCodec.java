package org.beibu.router.bgp.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.SrPolicyNlri;

/**
 * NLRI of SAFI 73 (RFC 9830 section 2.1).
 *
 * <pre>
 *   | Length in bits (1): 96 or 192 | Distinguisher (4) | Color (4) | Endpoint (4 or 16) |
 * </pre>
 */
public final class SrPolicyNlriCodec {
    private static final int IPV4_BITS = 96;
    private static final int IPV6_BITS = 192;

    private SrPolicyNlriCodec() {}

    /** The candidate paths of a group of SAFI 73; empty when the octets are not such. */
    public static Optional<List<SrPolicyNlri>> decode(RouteGroup group) {
        byte[] octets = group.opaque().toArray();
        OctetReader field = new OctetReader(octets, 0, octets.length);
        int bits = bits(group.family());
        List<SrPolicyNlri> all = new ArrayList<>();
        while (field.remaining() > 0) {
            if (field.u8() != bits || field.remaining() < bits / 8) {
                return Optional.empty();
            }
            long distinguisher = field.u32();
            long color = field.u32();
            Address endpoint = bits == IPV4_BITS ? field.ipv4() : field.ipv6();
            all.add(new SrPolicyNlri(distinguisher, color, endpoint));
        }
        return Optional.of(all);
    }

    /** The octets of candidate paths, which must be of one family. */
    public static Octets encode(List<SrPolicyNlri> all, Family family) {
        OctetWriter field = new OctetWriter();
        int bits = bits(family);
        for (SrPolicyNlri nlri : all) {
            if (!nlri.family().equals(family)) {
                throw new IllegalArgumentException(nlri + " is not of family " + family);
            }
            field.u8(bits);
            field.u32(nlri.distinguisher());
            field.u32(nlri.color());
            field.address(nlri.endpoint());
        }
        return Octets.of(field.toArray());
    }

    private static int bits(Family family) {
        return family.afi() == 1 ? IPV4_BITS : IPV6_BITS;
    }
}
