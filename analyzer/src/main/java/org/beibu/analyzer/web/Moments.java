package org.beibu.analyzer.web;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments and spans as texts: in queries, options and answers. */
public final class Moments {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern EPOCH = Pattern.compile("\\d{1,10}(\\.\\d{1,9})?");

    /** Epoch nanoseconds in a long end in 2262; we end a little earlier. */
    private static final Instant LATEST = Instant.parse("2262-01-01T00:00:00Z");

    /** The latest moment that is one, epoch nanoseconds. */
    public static final long LATEST_NANOS = LATEST.getEpochSecond() * NANOS_PER_SECOND;

    private Moments() {}

    /** ISO-8601 in UTC, to the millisecond. */
    static String text(long epochNanos) {
        return Instant.ofEpochSecond(0, epochNanos).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /**
     * Reads ISO-8601 with zone, epoch seconds, {@code now}, or a span before now such as {@code
     * -1h}; epoch nanoseconds.
     *
     * @throws IllegalArgumentException when the text is none of these
     */
    public static long parse(String text, long nowNanos) {
        if (text.equals("now")) {
            return nowNanos;
        }
        if (text.startsWith("-")) {
            return Math.max(0, nowNanos - spanNanos(text.substring(1)));
        }
        if (EPOCH.matcher(text).matches()) {
            BigDecimal seconds = new BigDecimal(text);
            long whole = seconds.longValue();
            BigDecimal rest = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9);
            return checked(Instant.ofEpochSecond(whole, rest.longValueExact()));
        }
        try {
            return checked(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a moment: '" + text + "'", e);
        }
    }

    /**
     * Reads a span with its unit: {@code 500ms}, {@code 90s}, {@code 15m}, {@code 6h}, {@code 7d};
     * nanoseconds.
     *
     * @throws IllegalArgumentException when the text is not one, or is longer than 100 years
     */
    public static long spanNanos(String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a span with a unit (500ms, 90s, 15m, 6h, 7d): '" + text + "'");
        }
        long unit =
                switch (matcher.group(2)) {
                    case "ms" -> 1_000_000L;
                    case "s" -> NANOS_PER_SECOND;
                    case "m" -> 60 * NANOS_PER_SECOND;
                    case "h" -> 3_600 * NANOS_PER_SECOND;
                    default -> 86_400 * NANOS_PER_SECOND;
                };
        long number = Long.parseLong(matcher.group(1));
        if (number > 100L * 366 * 86_400 * NANOS_PER_SECOND / unit) {
            throw new IllegalArgumentException("longer than 100 years: '" + text + "'");
        }
        return number * unit;
    }

    /**
     * The moment a span before now; {@link StoredRoutes#ALL} for {@code all}.
     *
     * @throws IllegalArgumentException when the text is neither a span nor {@code all}
     */
    public static long since(String text, long nowNanos) {
        return text.equals("all") ? StoredRoutes.ALL : Math.max(1, nowNanos - spanNanos(text));
    }

    private static long checked(Instant instant) {
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
            throw new IllegalArgumentException("not between 1970 and 2262: " + instant);
        }
        return instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
    }
}
