package org.beibu.analyzer.slo;

import java.time.Duration;
import java.util.List;
import org.beibu.runtime.config.Units;

/**
 * A burn rate that is too fast, when both a long and a short span show it: the long one that it
 * matters, the short one that it has not ended (the Site Reliability Workbook, chapter 5).
 *
 * @param rate how many times faster than allowed
 * @param longSpan whole minutes
 * @param shortSpan whole minutes, shorter
 */
public record BurnWindow(double rate, Duration longSpan, Duration shortSpan) {
    /** The workbook's own. */
    public static final String DEFAULTS = "14.4 1h 5m, 6 6h 30m, 1 3d 6h";

    /** From this rate on somebody should be woken; below it a ticket will do. */
    private static final double PAGE = 6;

    /** One bad minute of an hour burns 16 times too fast at 99.9 %: no reason to wake anybody. */
    static final long FEWEST_BAD = 2;

    private static final Duration LONGEST = Duration.ofDays(35);

    public BurnWindow {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("a burn rate must be more than 0: " + rate);
        }
        if (shortSpan.toMinutes() < 1
                || shortSpan.compareTo(longSpan) >= 0
                || longSpan.compareTo(LONGEST) > 0
                || !isWholeMinutes(longSpan)
                || !isWholeMinutes(shortSpan)) {
            throw new IllegalArgumentException(
                    "spans must be whole minutes, the longer one first, at most 35d: "
                            + longSpan
                            + " "
                            + shortSpan);
        }
    }

    private static boolean isWholeMinutes(Duration span) {
        return span.equals(Duration.ofMinutes(span.toMinutes()));
    }

    /** Reads {@code 14.4 1h 5m}. */
    static BurnWindow parse(String text) {
        List<String> parts = List.of(text.strip().split(" +"));
        if (parts.size() != 3) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a rate, a long and a short span, such as '14.4 1h 5m'");
        }
        try {
            return new BurnWindow(
                    Double.parseDouble(parts.get(0)),
                    Units.duration(parts.get(1)),
                    Units.duration(parts.get(2)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + parts.get(0) + "' is not a rate", e);
        }
    }

    /** How soon somebody should look: {@code critical} or {@code warning}. */
    public String severity() {
        return rate >= PAGE ? "critical" : "warning";
    }

    /** The two spans, such as {@code 1h/5m}. */
    public String name() {
        return text(longSpan) + "/" + text(shortSpan);
    }

    /** A span of whole minutes with its largest whole unit. */
    public static String text(Duration span) {
        long minutes = span.toMinutes();
        if (minutes % 1440 == 0) {
            return minutes / 1440 + "d";
        }
        return minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
    }
}
