package org.beibu.runtime.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Quantities as operators write them: durations, sizes and shares are a number and a unit, never a
 * bare number.
 */
public final class Units {
    private static final Pattern QUANTITY =
            Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?) ?([A-Za-z]+)");

    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?) ?%");

    private static final Map<String, Long> NANOS =
            Map.of(
                    "ns", 1L,
                    "us", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L,
                    "d", 86_400_000_000_000L);

    private static final Map<String, Long> OCTETS =
            Map.of(
                    "B", 1L,
                    "kB", 1_000L,
                    "MB", 1_000_000L,
                    "GB", 1_000_000_000L,
                    "TB", 1_000_000_000_000L,
                    "KiB", 1L << 10,
                    "MiB", 1L << 20,
                    "GiB", 1L << 30,
                    "TiB", 1L << 40);

    private Units() {}

    /**
     * Reads a duration such as {@code 30s}, {@code 1.5h} or {@code 7d}.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public static Duration duration(String text) {
        return Duration.ofNanos(
                quantity(
                        text,
                        NANOS,
                        "a duration with a unit (ns, us, ms, s, m, h, d), such as 30s"));
    }

    /**
     * Reads a size such as {@code 64MiB} or {@code 10GB}, in octets.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public static long octets(String text) {
        return quantity(
                text,
                OCTETS,
                "a size with a unit (B, KiB, MiB, GiB, TiB, kB, MB, GB, TB), such as 10GiB");
    }

    /**
     * Reads a share such as {@code 0.1%}, as 0 to 1.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public static double share(String text) {
        Matcher matcher = SHARE.matcher(text);
        double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : -1;
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("'" + text + "' is not a share such as 0.1%");
        }
        return percent / 100;
    }

    /** Reads a whole number between these bounds, both included. */
    static long wholeNumber(String text, long lowest, long highest) {
        String rule = "'" + text + "' is not a whole number from " + lowest + " to " + highest;
        try {
            long value = Long.parseLong(text.replace("_", ""));
            if (value < lowest || value > highest) {
                throw new IllegalArgumentException(rule);
            }
            return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(rule, e);
        }
    }

    private static long quantity(String text, Map<String, Long> units, String rule) {
        Matcher matcher = QUANTITY.matcher(text);
        Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("'" + text + "' is not " + rule);
        }
        try {
            return new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is too large or too exact", e);
        }
    }

    /** Writes a size with the largest unit that keeps it whole. */
    public static String octetsText(long octets) {
        String[] names = {"TiB", "GiB", "MiB", "KiB"};
        int shift = 40;
        for (String name : names) {
            if (octets != 0 && octets % (1L << shift) == 0) {
                return (octets >> shift) + name;
            }
            shift -= 10;
        }
        return octets + "B";
    }
}
