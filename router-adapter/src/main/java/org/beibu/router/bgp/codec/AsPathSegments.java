package org.beibu.router.bgp.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.AsPath.Kind;
import org.beibu.router.bgp.message.AsPath.Segment;
import org.beibu.router.bgp.message.OpenMessage;
import org.jspecify.annotations.Nullable;

/**
 * The segments of AS_PATH and AS4_PATH, and how the two become one (RFC 6793 section 4.2.3).
 *
 * <pre>
 *   | Path Segment Type (1) | number of AS numbers (1) | AS numbers of 2 or 4 octets |
 * </pre>
 */
final class AsPathSegments {
    private static final int LONGEST_SEGMENT = 255;
    private static final Kind[] KINDS = Kind.values();

    private AsPathSegments() {}

    /** The path, null when it is malformed as {@link AsPathAttribute} says. */
    static @Nullable AsPath decode(OctetReader value, boolean fourOctetAs) {
        if (value.remaining() == 0) {
            return AsPath.EMPTY;
        }
        List<Segment> segments = new ArrayList<>(1);
        while (value.remaining() > 0) {
            Segment segment = decodeSegment(value, fourOctetAs ? 4 : 2);
            if (segment == null) {
                return null;
            }
            segments.add(segment);
        }
        return new AsPath(segments);
    }

    private static @Nullable Segment decodeSegment(OctetReader value, int size) {
        if (value.remaining() < 2) {
            return null;
        }
        int type = value.u8();
        int count = value.u8();
        if (type < 1 || type > KINDS.length || count == 0 || count * size > value.remaining()) {
            return null;
        }
        Long[] asNumbers = new Long[count];
        for (int i = 0; i < count; i++) {
            long asNumber = size == 4 ? value.u32() : value.u16();
            if (asNumber == 0) {
                return null;
            }
            asNumbers[i] = asNumber;
        }
        return new Segment(KINDS[type - 1], Arrays.asList(asNumbers));
    }

    /** Writes the path; AS_TRANS stands for what does not fit in two octets. */
    static void encode(AsPath path, boolean fourOctetAs, OctetWriter into) {
        for (Segment segment : path.segments()) {
            List<Long> asNumbers = segment.asNumbers();
            for (int from = 0; from < asNumbers.size(); from += LONGEST_SEGMENT) {
                int to = Math.min(from + LONGEST_SEGMENT, asNumbers.size());
                into.u8(segment.kind().code());
                into.u8(to - from);
                for (long asNumber : asNumbers.subList(from, to)) {
                    if (fourOctetAs) {
                        into.u32(asNumber);
                    } else {
                        into.u16(asNumber > 0xffff ? OpenMessage.AS_TRANS : (int) asNumber);
                    }
                }
            }
        }
    }

    /** Whether a number in it does not fit in two octets. */
    static boolean needsFourOctets(AsPath path) {
        return path.segments().stream()
                .flatMap(segment -> segment.asNumbers().stream())
                .anyMatch(asNumber -> asNumber > 0xffff);
    }

    /** The path without confederation segments, which AS4_PATH must not have. */
    static AsPath withoutConfederations(AsPath path) {
        return new AsPath(
                path.segments().stream().filter(segment -> !isConfederation(segment)).toList());
    }

    /**
     * The path of a speaker of two octets with the numbers of four octets that came along: as many
     * leading AS numbers of the first as it is longer, then the second. Confederation segments stay
     * where they lead or touch one that stays. An AS4_PATH that is longer is ignored.
     */
    static AsPath merge(AsPath path, AsPath as4Path) {
        int missing = path.length() - as4Path.length();
        if (missing < 0) {
            return path;
        }
        List<Segment> merged = new ArrayList<>();
        for (Segment segment : path.segments()) {
            int length = new AsPath(List.of(segment)).length();
            if (length > missing && segment.kind() == Kind.SEQUENCE && missing > 0) {
                merged.add(new Segment(Kind.SEQUENCE, segment.asNumbers().subList(0, missing)));
            }
            if (length > missing) {
                break;
            }
            merged.add(segment);
            missing -= length;
        }
        as4Path.segments().forEach(segment -> append(merged, segment));
        return new AsPath(merged);
    }

    /** Adds a segment, joined with the last where both are sequences and there is room. */
    private static void append(List<Segment> path, Segment segment) {
        Segment last = path.isEmpty() ? null : path.get(path.size() - 1);
        if (last != null
                && last.kind() == Kind.SEQUENCE
                && segment.kind() == Kind.SEQUENCE
                && last.asNumbers().size() + segment.asNumbers().size() <= LONGEST_SEGMENT) {
            List<Long> joined = new ArrayList<>(last.asNumbers());
            joined.addAll(segment.asNumbers());
            path.set(path.size() - 1, new Segment(Kind.SEQUENCE, joined));
        } else {
            path.add(segment);
        }
    }

    static boolean isConfederation(Segment segment) {
        return segment.kind() == Kind.CONFED_SEQUENCE || segment.kind() == Kind.CONFED_SET;
    }
}
