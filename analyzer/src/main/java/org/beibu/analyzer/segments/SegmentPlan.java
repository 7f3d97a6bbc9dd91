package org.beibu.analyzer.segments;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.beibu.model.Catalogue;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;

/**
 * Which series is which segment, from {@code analyzer.segments}.
 *
 * @param segments in the order of the file
 */
public record SegmentPlan(List<Segment> segments) {
    /** No segment at all. */
    public static final SegmentPlan EMPTY = new SegmentPlan(List.of());

    /** The city where domestic segments end and international ones begin. */
    public static final String NANNING = "nanning";

    private static final Pattern CITY = Pattern.compile("[a-z0-9-]{1,32}");

    private static final ConfigKey FROM =
            ConfigKey.of(
                    "analyzer.segments[].from",
                    "",
                    "City where the segment begins, such as beijing, or nanning.");
    private static final ConfigKey TO =
            ConfigKey.of(
                    "analyzer.segments[].to",
                    "",
                    "Where it ends: nanning, or the id of an AseanRoute.");
    private static final ConfigKey VIA =
            ConfigKey.of(
                    "analyzer.segments[].via",
                    "",
                    "Bureau through which a way from a city straight to a destination goes.");
    private static final ConfigKey SERIES =
            ConfigKey.of(
                    "analyzer.segments[].series",
                    "",
                    "What measures it: 'ROUTE/EXIT [METHOD [METRIC [CLASS]]]', or '-/SOURCE' of an"
                            + " import.");

    /** All keys of a segment. */
    public static final List<ConfigKey> SEGMENT_KEYS = List.of(FROM, TO, VIA, SERIES);

    public SegmentPlan {
        segments = List.copyOf(segments);
    }

    /**
     * One segment and what measures it.
     *
     * @param from city where it begins
     * @param to {@link #NANNING} or a route's id
     * @param via the bureau of a direct way, empty otherwise
     * @param series what measures it
     */
    public record Segment(String from, String to, String via, SeriesSelector series) {
        public Segment {
            if (!CITY.matcher(from).matches()) {
                throw new IllegalArgumentException("not a city (a-z, 0-9, '-'): '" + from + "'");
            }
        }

        boolean isDomestic() {
            return to.equals(NANNING);
        }

        boolean isInternational() {
            return from.equals(NANNING);
        }

        boolean isDirect() {
            return !isDomestic() && !isInternational();
        }
    }

    /**
     * The segments of section {@code analyzer}.
     *
     * @throws ConfigException naming line and column
     */
    public static SegmentPlan from(ConfigSection analyzer, Catalogue catalogue)
            throws ConfigException {
        List<Segment> segments = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        for (ConfigSection element : analyzer.list("segments")) {
            Segment segment = segment(element, catalogue);
            if (!seen.add(List.of(segment.from, segment.to, segment.via))) {
                throw element.error(
                        FROM, "two segments go from " + segment.from + " to " + segment.to);
            }
            segments.add(segment);
        }
        return new SegmentPlan(segments);
    }

    private static Segment segment(ConfigSection element, Catalogue catalogue)
            throws ConfigException {
        String to =
                element.parsed(
                        TO,
                        text -> {
                            if (!text.equals(NANNING) && catalogue.find(text).isEmpty()) {
                                throw new IllegalArgumentException(
                                        "neither nanning nor a route of the catalogue: '"
                                                + text
                                                + "'");
                            }
                            return text;
                        });
        SeriesSelector series = element.parsed(SERIES, SeriesSelector::parse);
        String via = element.text(VIA);
        Segment segment = element.parsed(FROM, from -> new Segment(from, to, via, series));
        if (segment.isDomestic() && segment.isInternational()) {
            throw element.error(TO, "the segment ends where it begins");
        }
        if (segment.isDirect() == via.isEmpty()) {
            throw element.error(
                    VIA,
                    segment.isDirect()
                            ? "is missing: name the bureau of the way past Nanning"
                            : "is for ways past Nanning only");
        }
        return segment;
    }

    /** The segments from cities to Nanning. */
    public List<Segment> domestic() {
        return segments.stream().filter(Segment::isDomestic).toList();
    }

    /** What measures Nanning to a destination, when it is not left to the headlines. */
    Optional<Segment> international(String routeId) {
        return segments.stream()
                .filter(segment -> segment.isInternational() && segment.to.equals(routeId))
                .findFirst();
    }

    /** The ways from a city to a destination past Nanning. */
    List<Segment> direct(String city, String routeId) {
        return segments.stream()
                .filter(Segment::isDirect)
                .filter(segment -> segment.from.equals(city) && segment.to.equals(routeId))
                .toList();
    }
}
