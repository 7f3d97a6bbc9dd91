package org.beibu.analyzer.detect;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Times of series: seconds since 1970 with or without a fraction, {@code 2016-11-19 23:59:28} or
 * {@code 14/10/2016 21:17}, day first. A time without a zone is taken as UTC.
 */
final class SeriesTime {
    private static final Pattern SECONDS = Pattern.compile("-?\\d{1,11}([.,]\\d{0,9})?");
    private static final DateTimeFormatter YEAR_FIRST =
            DateTimeFormatter.ofPattern(
                    "uuuu-M-d H:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS]", Locale.ROOT);
    private static final DateTimeFormatter DAY_FIRST =
            DateTimeFormatter.ofPattern("d/M/uuuu H:mm[:ss]", Locale.ROOT);

    private SeriesTime() {}

    /** Milliseconds since 1970, or nothing when the text is no time. */
    static OptionalLong tryParse(String text) {
        try {
            if (SECONDS.matcher(text).matches()) {
                BigDecimal seconds = new BigDecimal(text.replace(',', '.'));
                return OptionalLong.of(seconds.movePointRight(3).longValue());
            }
            if (text.indexOf('/') >= 0) {
                return OptionalLong.of(utc(LocalDateTime.parse(text, DAY_FIRST)));
            }
            return OptionalLong.of(dated(text.replace('T', ' ')));
        } catch (DateTimeException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static long dated(String text) {
        if (text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d")) {
            return OffsetDateTime.parse(text.replaceFirst(" ", "T")).toInstant().toEpochMilli();
        }
        return utc(LocalDateTime.parse(text, YEAR_FIRST));
    }

    private static long utc(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
