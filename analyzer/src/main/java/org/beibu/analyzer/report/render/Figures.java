package org.beibu.analyzer.report.render;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How figures are written, the same in every language and on every machine. */
public final class Figures {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final int GROUP = 3;

    private Figures() {}

    /** Rounded half to even, with commas between groups of three digits. */
    public static String number(double value, int decimals) {
        String plain = plain(value, decimals);
        int start = plain.startsWith("-") ? 1 : 0;
        int point = plain.indexOf('.');
        int end = point < 0 ? plain.length() : point;
        StringBuilder grouped = new StringBuilder(plain);
        for (int at = end - GROUP; at > start; at -= GROUP) {
            grouped.insert(at, ',');
        }
        return start == 1 ? grouped.replace(0, 1, "−").toString() : grouped.toString();
    }

    /** As programs read it: a point, no groups, never an exponent, never -0. */
    public static String plain(double value, int decimals) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return (rounded.signum() == 0 ? BigDecimal.ZERO.setScale(decimals) : rounded)
                .toPlainString();
    }

    /** A share as a percentage. */
    public static String percent(double share, int decimals) {
        return number(BigDecimal.valueOf(share).movePointRight(2).doubleValue(), decimals) + " %";
    }

    public static String time(Instant at, ZoneId zone) {
        return MINUTE.format(at.atZone(zone));
    }

    public static String day(LocalDate day) {
        return day.toString();
    }

    /** The two largest units: {@code 3 d 4 h}, {@code 4 h 5 min}, {@code 12 s}. */
    public static String span(Duration length) {
        long seconds = length.toSeconds();
        if (seconds >= 86_400) {
            return two(length.toDays(), "d", length.toHoursPart(), "h");
        }
        if (seconds >= 3_600) {
            return two(length.toHours(), "h", length.toMinutesPart(), "min");
        }
        return seconds >= 60
                ? two(length.toMinutes(), "min", length.toSecondsPart(), "s")
                : seconds + " s";
    }

    private static String two(long large, String unit, int small, String smallUnit) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
