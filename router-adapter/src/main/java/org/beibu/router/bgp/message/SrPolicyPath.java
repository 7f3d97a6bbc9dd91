package org.beibu.router.bgp.message;

import java.util.List;
import org.beibu.model.Address;

/**
 * A candidate path of an SR Policy (RFC 9830 section 2.4), as the Tunnel Encapsulation attribute
 * carries it.
 *
 * @param preference Preference, 0 to 4294967295; the highest wins
 * @param segmentLists ways through the network, traffic shared by weight
 * @param others what else is said, such as a Binding SID or a name, without being understood
 */
public record SrPolicyPath(long preference, List<SegmentList> segmentLists, List<SubTlv> others) {
    /** The preference of a path that says none (RFC 9256 section 2.7). */
    public static final long DEFAULT_PREFERENCE = 100;

    public SrPolicyPath {
        segmentLists = List.copyOf(segmentLists);
        others = List.copyOf(others);
    }

    /**
     * One way through the network.
     *
     * @param weight its share, 1 where nothing is said
     * @param segments in the order in which they are passed
     */
    public record SegmentList(long weight, List<Segment> segments) {
        public SegmentList {
            segments = List.copyOf(segments);
        }
    }

    /** One segment. */
    public sealed interface Segment {}

    /**
     * Segment of type A, an MPLS label.
     *
     * @param flags Segment Flags
     * @param entry label stack entry: label (20 bits), TC (3), S (1), TTL (8)
     */
    public record LabelSegment(int flags, long entry) implements Segment {
        /** A label with all else 0, as RFC 9830 section 2.4.4.2.1 asks for when in doubt. */
        public static LabelSegment of(int label) {
            return new LabelSegment(0, (long) label << 12);
        }

        /** The label, 0 to 1048575. */
        public int label() {
            return (int) (entry >>> 12);
        }
    }

    /**
     * Segment of type B, an SRv6 SID.
     *
     * @param flags Segment Flags
     * @param sid the SID
     * @param structure eight octets of Endpoint Behavior and SID Structure, or none
     */
    public record Srv6Segment(int flags, Address sid, Octets structure) implements Segment {}

    /**
     * A segment that is not understood.
     *
     * @param type its sub-TLV type
     * @param value its octets
     */
    public record OtherSegment(int type, Octets value) implements Segment {}

    /**
     * A sub-TLV that is not understood.
     *
     * @param type its type; from 128 on its length takes two octets
     * @param value its octets
     */
    public record SubTlv(int type, Octets value) {}
}
