package org.beibu.simulator.bureau;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and shares as people write them. */
public final class Quantities {
    private static final Pattern DURATION =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|ms|s|min|m|h)");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)(%?)");

    private Quantities() {}

    /**
     * Reads a duration such as {@code 30ms}, {@code 1.5s} or {@code 5m} (also written {@code
     * 5min}).
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a duration (like 30ms, 1.5s, 5m): '" + text + "'");
        }
        long unit =
                switch (matcher.group(2)) {
                    case "ns" -> 1;
                    case "us" -> 1_000;
                    case "ms" -> 1_000_000;
                    case "s" -> 1_000_000_000;
                    case "min", "m" -> 60_000_000_000L;
                    default -> 3_600_000_000_000L;
                };
        return Duration.ofNanos(
                new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValue());
    }

    /**
     * Reads a share such as {@code 1%} or {@code 0.01}.
     *
     * @throws IllegalArgumentException when the text has another form or is above 1
     */
    public static double share(String text) {
        Matcher matcher = SHARE.matcher(text);
        double share = -1;
        if (matcher.matches()) {
            BigDecimal number = new BigDecimal(matcher.group(1));
            share = (matcher.group(2).isEmpty() ? number : number.movePointLeft(2)).doubleValue();
        }
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("not a share (like 1% or 0.01): '" + text + "'");
        }
        return share;
    }
}
