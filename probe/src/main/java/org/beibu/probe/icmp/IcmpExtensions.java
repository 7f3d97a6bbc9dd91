package org.beibu.probe.icmp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The extension structure behind the packet that an ICMP error quotes (RFC 4884 7): objects, of
 * which the MPLS label stack (RFC 4950) is read and all others are counted.
 *
 * <pre>
 *   header   0 version 4 bits (2) | reserved 12 bits | 2 checksum, 0 where it was not made
 *   object   0 length with this header | 2 class | 3 type in the class | 4 payload
 *   class 1, type 1   label stack entries, the top first:
 *            label 20 bits | TC 3 bits | S 1 bit | TTL 8 bits
 * </pre>
 *
 * @param labels label stack entries as they stand there, {@link #MOST_LABELS} at most
 * @param others objects of other classes
 */
public record IcmpExtensions(List<Integer> labels, int others) {
    /** Entries beyond are left out. */
    public static final int MOST_LABELS = 16;

    /** The quoted packet is filled up to so many octets before extensions (RFC 4884 5.5). */
    public static final int LEAST_QUOTE = 128;

    private static final int VERSION = 2;
    private static final int HEADER = 4;
    private static final int MPLS_CLASS = 1;
    private static final int MPLS_INCOMING_STACK = 1;

    public IcmpExtensions {
        labels = List.copyOf(labels);
    }

    /**
     * Reads the structure that lies between these octets; empty when there is none, or one that is
     * not sound: routers that know no extensions leave any octets there.
     *
     * @param octets in network order
     */
    public static Optional<IcmpExtensions> read(ByteBuffer octets, int from, int until) {
        boolean sound =
                from >= 0
                        && until <= octets.limit()
                        && until - from >= HEADER + HEADER
                        && (octets.get(from) & 0xff) >>> 4 == VERSION
                        && isChecksumRight(octets, from, until);
        return sound ? objects(octets, from + HEADER, until) : Optional.empty();
    }

    private static boolean isChecksumRight(ByteBuffer octets, int from, int until) {
        if (octets.getShort(from + 2) == 0) {
            return true;
        }
        int sum = 0;
        for (int at = from; at < until; at++) {
            int octet = octets.get(at) & 0xff;
            sum += (at - from & 1) == 0 ? octet << 8 : octet;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum == 0xffff;
    }

    private static Optional<IcmpExtensions> objects(ByteBuffer octets, int from, int until) {
        List<Integer> labels = new ArrayList<>();
        int others = 0;
        for (int at = from; at < until; ) {
            int length = until - at < HEADER ? 0 : octets.getShort(at) & 0xffff;
            if (length < HEADER || length > until - at) {
                return Optional.empty();
            }
            if (octets.get(at + 2) == MPLS_CLASS && octets.get(at + 3) == MPLS_INCOMING_STACK) {
                addLabels(octets, at + HEADER, at + length, labels);
            } else {
                others++;
            }
            at += length;
        }
        return Optional.of(new IcmpExtensions(labels, others));
    }

    private static void addLabels(ByteBuffer octets, int from, int until, List<Integer> labels) {
        for (int at = from;
                at + Integer.BYTES <= until && labels.size() < MOST_LABELS;
                at += Integer.BYTES) {
            labels.add(octets.getInt(at));
        }
    }
}
