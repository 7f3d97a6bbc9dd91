package org.beibu.router.bgp.message;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * The AS_PATH attribute (RFC 4271 section 4.3, RFC 5065), AS numbers of four octets.
 *
 * @param segments from the nearest AS to the origin
 */
public record AsPath(List<Segment> segments) {
    /** The path of a route that was made in this AS. */
    public static final AsPath EMPTY = new AsPath(List.of());

    public AsPath {
        segments = List.copyOf(segments);
    }

    /** What the AS numbers of a segment are to one another. */
    public enum Kind {
        /** Unordered ASes of an aggregate. */
        SET(1),
        /** ASes in the order that the route has passed them, the latest first. */
        SEQUENCE(2),
        /** Like {@link #SEQUENCE}, members of a confederation. */
        CONFED_SEQUENCE(3),
        /** Like {@link #SET}, members of a confederation. */
        CONFED_SET(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The segment type on the wire. */
        public int code() {
            return code;
        }
    }

    /**
     * One segment.
     *
     * @param kind its type
     * @param asNumbers its AS numbers, each 0 to 4294967295
     */
    public record Segment(Kind kind, List<Long> asNumbers) {
        public Segment {
            asNumbers = List.copyOf(asNumbers);
        }
    }

    /** A path of one sequence. */
    public static AsPath sequence(List<Long> asNumbers) {
        return new AsPath(List.of(new Segment(Kind.SEQUENCE, asNumbers)));
    }

    /** Whether this AS number stands anywhere in the path. */
    public boolean contains(long asNumber) {
        return segments.stream().anyMatch(segment -> segment.asNumbers().contains(asNumber));
    }

    /**
     * The length that the decision process compares: a set counts one, confederation segments none
     * (RFC 4271 section 9.1.2.2, RFC 5065 section 5.3).
     */
    public int length() {
        int length = 0;
        for (Segment segment : segments) {
            switch (segment.kind()) {
                case SEQUENCE -> length += segment.asNumbers().size();
                case SET -> length += 1;
                case CONFED_SEQUENCE, CONFED_SET -> {}
            }
        }
        return length;
    }

    /** The usual text: numbers apart by spaces, sets in braces, confederations in parentheses. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(" ");
        for (Segment segment : segments) {
            text.add(
                    switch (segment.kind()) {
                        case SEQUENCE -> joined(segment, " ");
                        case SET -> "{" + joined(segment, ",") + "}";
                        case CONFED_SEQUENCE -> "(" + joined(segment, " ") + ")";
                        case CONFED_SET -> "[" + joined(segment, ",") + "]";
                    });
        }
        return text.toString();
    }

    private static String joined(Segment segment, String separator) {
        return segment.asNumbers().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(separator));
    }
}
