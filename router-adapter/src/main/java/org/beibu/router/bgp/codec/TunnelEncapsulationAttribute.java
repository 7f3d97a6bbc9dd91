package org.beibu.router.bgp.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.RawAttribute;
import org.beibu.router.bgp.message.SrPolicyPath;
import org.beibu.router.bgp.message.SrPolicyPath.LabelSegment;
import org.beibu.router.bgp.message.SrPolicyPath.OtherSegment;
import org.beibu.router.bgp.message.SrPolicyPath.Segment;
import org.beibu.router.bgp.message.SrPolicyPath.SegmentList;
import org.beibu.router.bgp.message.SrPolicyPath.Srv6Segment;
import org.beibu.router.bgp.message.SrPolicyPath.SubTlv;
import org.jspecify.annotations.Nullable;

/**
 * Tunnel Encapsulation (23, RFC 9012 section 2) with an SR Policy in it (RFC 9830 section 2.2).
 *
 * <pre>
 *   | Tunnel Type (2): 15 | Length (2) | sub-TLVs |
 *   sub-TLV:  | Type (1) | Length (1, from type 128 on 2) | Value |
 *   Preference (12):    | Flags (1) | Reserved (1) | Preference (4) |
 *   Segment List (128): | Reserved (1) | Weight (9) and segments, each | Type | Length (1) | Value |
 *   Weight:             | Flags (1) | Reserved (1) | Weight (4) |
 *   Segment A (1):      | Flags (1) | Reserved (1) | label stack entry (4) |
 *   Segment B (13):     | Flags (1) | Reserved (1) | SRv6 SID (16) | behaviour, structure (0 or 8) |
 * </pre>
 *
 * <p>An UPDATE carries it as octets; whoever speaks SAFI 73 asks here what they mean.
 */
public final class TunnelEncapsulationAttribute {
    /** Attribute Type Code. */
    public static final int CODE = 23;

    private static final int SR_POLICY = 15;
    private static final int PREFERENCE = 12;
    private static final int SEGMENT_LIST = 128;
    private static final int WEIGHT = 9;
    private static final int LABEL = 1;
    private static final int SRV6_SID = 13;
    private static final int SHORT_VALUE = 6;
    private static final int SRV6_VALUE = 18;
    private static final int STRUCTURE = 8;

    private TunnelEncapsulationAttribute() {}

    /** The candidate path in an attribute 23; empty when it has none or is malformed. */
    public static Optional<SrPolicyPath> decode(RawAttribute attribute) {
        byte[] octets = attribute.value().toArray();
        OctetReader tunnels = new OctetReader(octets, 0, octets.length);
        while (tunnels.remaining() >= 4) {
            int type = tunnels.u16();
            int length = tunnels.u16();
            if (length > tunnels.remaining()) {
                return Optional.empty();
            }
            OctetReader tunnel = tunnels.slice(length);
            if (type == SR_POLICY) {
                return Optional.ofNullable(decodePath(tunnel));
            }
        }
        return Optional.empty();
    }

    private static @Nullable SrPolicyPath decodePath(OctetReader tunnel) {
        long preference = SrPolicyPath.DEFAULT_PREFERENCE;
        List<SegmentList> segmentLists = new ArrayList<>();
        List<SubTlv> others = new ArrayList<>();
        while (tunnel.remaining() > 0) {
            SubTlv subTlv = decodeSubTlv(tunnel, tunnel.peek() >= SEGMENT_LIST ? 2 : 1);
            if (subTlv == null) {
                return null;
            }
            Octets value = subTlv.value();
            if (subTlv.type() == PREFERENCE) {
                if (value.size() != SHORT_VALUE) {
                    return null;
                }
                preference = reader(value.from(2)).u32();
            } else if (subTlv.type() == SEGMENT_LIST) {
                SegmentList list = value.size() == 0 ? null : decodeSegments(value.from(1));
                if (list == null) {
                    return null;
                }
                segmentLists.add(list);
            } else {
                others.add(subTlv);
            }
        }
        return new SrPolicyPath(preference, segmentLists, others);
    }

    private static @Nullable SegmentList decodeSegments(Octets value) {
        long weight = 1;
        List<Segment> segments = new ArrayList<>();
        OctetReader list = reader(value);
        while (list.remaining() > 0) {
            SubTlv subTlv = decodeSubTlv(list, 1);
            if (subTlv == null) {
                return null;
            }
            if (subTlv.type() != WEIGHT) {
                segments.add(segment(subTlv));
            } else if (subTlv.value().size() == SHORT_VALUE) {
                weight = reader(subTlv.value().from(2)).u32();
            } else {
                return null;
            }
        }
        return new SegmentList(weight, segments);
    }

    private static Segment segment(SubTlv subTlv) {
        Octets value = subTlv.value();
        int length = value.size();
        if (subTlv.type() == LABEL && length == SHORT_VALUE) {
            return new LabelSegment(value.at(0), reader(value.from(2)).u32());
        }
        if (subTlv.type() == SRV6_SID
                && (length == SRV6_VALUE || length == SRV6_VALUE + STRUCTURE)) {
            return new Srv6Segment(
                    value.at(0), reader(value.from(2)).ipv6(), value.from(SRV6_VALUE));
        }
        return new OtherSegment(subTlv.type(), value);
    }

    private static @Nullable SubTlv decodeSubTlv(OctetReader from, int sizeOfLength) {
        if (from.remaining() < 1 + sizeOfLength) {
            return null;
        }
        int type = from.u8();
        int length = sizeOfLength == 2 ? from.u16() : from.u8();
        return length > from.remaining() ? null : new SubTlv(type, from.octets(length));
    }

    private static OctetReader reader(Octets octets) {
        return new OctetReader(octets.toArray(), 0, octets.size());
    }

    /** The attribute that carries this candidate path and nothing else. */
    public static RawAttribute encode(SrPolicyPath path) {
        OctetWriter tunnel = new OctetWriter();
        tunnel.u8(PREFERENCE);
        flagged32(0, path.preference(), tunnel);
        path.others().stream()
                .filter(other -> other.type() < SEGMENT_LIST)
                .forEach(other -> encodeSubTlv(other, tunnel));
        for (SegmentList list : path.segmentLists()) {
            encodeSubTlv(new SubTlv(SEGMENT_LIST, segments(list)), tunnel);
        }
        path.others().stream()
                .filter(other -> other.type() >= SEGMENT_LIST)
                .forEach(other -> encodeSubTlv(other, tunnel));
        OctetWriter value = new OctetWriter();
        value.u16(SR_POLICY);
        value.u16(tunnel.size());
        value.all(tunnel);
        return new RawAttribute(
                PathAttributeForm.OPTIONAL_TRANSITIVE, CODE, Octets.of(value.toArray()));
    }

    private static Octets segments(SegmentList list) {
        OctetWriter value = new OctetWriter();
        value.u8(0);
        value.u8(WEIGHT);
        flagged32(0, list.weight(), value);
        for (Segment segment : list.segments()) {
            if (segment instanceof LabelSegment label) {
                value.u8(LABEL);
                flagged32(label.flags(), label.entry(), value);
            } else if (segment instanceof Srv6Segment srv6) {
                value.u8(SRV6_SID);
                value.u8(SRV6_VALUE + srv6.structure().size());
                value.u8(srv6.flags());
                value.u8(0);
                value.ipv6(srv6.sid());
                value.octets(srv6.structure());
            } else if (segment instanceof OtherSegment other) {
                encodeSubTlv(new SubTlv(other.type(), other.value()), value);
            }
        }
        return Octets.of(value.toArray());
    }

    /** Length, flags, a reserved octet and a number. */
    private static void flagged32(int flags, long number, OctetWriter into) {
        into.u8(SHORT_VALUE);
        into.u8(flags);
        into.u8(0);
        into.u32(number);
    }

    private static void encodeSubTlv(SubTlv subTlv, OctetWriter into) {
        into.u8(subTlv.type());
        if (subTlv.type() >= SEGMENT_LIST) {
            into.u16(subTlv.value().size());
        } else {
            into.u8(subTlv.value().size());
        }
        into.octets(subTlv.value());
    }
}
