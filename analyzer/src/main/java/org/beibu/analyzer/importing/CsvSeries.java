package org.beibu.analyzer.importing;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * CSV with a header line: a column of time ({@code time}, {@code timestamp}, {@code epoch}) in
 * epoch seconds, milliseconds or ISO-8601, UTC without a zone, and one of round-trip delay ({@code
 * rtt} in milliseconds; {@code rtt_s}, {@code rtt_us}, {@code rtt_ns}). Fields part at commas,
 * semicolons or tabs; with the latter two the decimal sign may be a comma. A delay that is empty,
 * negative, {@code *}, {@code nan}, {@code timeout} or {@code lost} is a packet that was never
 * answered. A column {@code source} names the source of each line.
 */
final class CsvSeries {
    private static final Set<String> LOST = Set.of("", "*", "nan", "timeout", "lost", "null");
    private static final BigDecimal MILLISECONDS_FROM = new BigDecimal("100000000000");

    private static final BigDecimal LATEST_NANOS = new BigDecimal("9214646400000000000");

    private CsvSeries() {}

    static void read(Path file, String name, SeriesRows rows) throws IOException {
        try (SourceLines lines =
                new SourceLines(Files.newInputStream(file), file.toString(), rows)) {
            String header = String.valueOf(lines.next()).replace("\u00ef\u00bb\u00bf", "");
            CsvColumns columns =
                    CsvColumns.of(header)
                            .orElseThrow(
                                    () ->
                                            new IOException(
                                                    file
                                                            + ":1: no columns time and rtt: begin"
                                                            + " with a header line such as"
                                                            + " time,rtt"));
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    take(line, columns, name, rows, lines.where());
                }
            }
        }
    }

    private static void take(
            String line, CsvColumns columns, String name, SeriesRows rows, String where) {
        List<String> fields = CsvColumns.split(line, columns.separator());
        if (fields.size() <= Math.max(columns.time(), columns.delay())) {
            rows.refuse(where, "fewer fields than the header line has");
            return;
        }
        String source =
                columns.source() >= 0 && columns.source() < fields.size()
                        ? SourceName.of(fields.get(columns.source()))
                        : name;
        String delay = fields.get(columns.delay());
        try {
            long time = time(fields.get(columns.time()), columns.separator());
            if (LOST.contains(delay.toLowerCase(Locale.ROOT))) {
                rows.lost(source, time, 1);
            } else {
                double value = number(delay, columns.separator()).doubleValue();
                if (value < 0) {
                    rows.lost(source, time, 1);
                } else {
                    rows.answered(source, time, value * columns.nanosPerUnit());
                }
            }
        } catch (IllegalArgumentException e) {
            rows.refuse(where, String.valueOf(e.getMessage()));
        }
    }

    private static BigDecimal number(String text, char separator) {
        try {
            return new BigDecimal(separator == ',' ? text : text.replace(',', '.'));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number: '" + text + "'", e);
        }
    }

    private static long time(String text, char separator) {
        try {
            boolean plain = text.chars().noneMatch(c -> c == ':' || c == 'T' || c == 'Z');
            if (!plain) {
                Instant instant = instant(text.replace(' ', 'T'));
                return nanos(
                        BigDecimal.valueOf(instant.getEpochSecond())
                                .add(BigDecimal.valueOf(instant.getNano(), 9)));
            }
            BigDecimal number = number(text, separator);
            boolean millis = number.compareTo(MILLISECONDS_FROM) >= 0;
            return nanos(millis ? number.movePointLeft(3) : number);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "not a time (epoch seconds, or ISO-8601): '" + text + "'", e);
        }
    }

    /** UTC unless it names a zone. */
    private static Instant instant(String text) {
        boolean zone =
                text.indexOf('T') >= 0 && text.substring(text.indexOf('T')).matches(".*[Z+-].*");
        return zone
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static long nanos(BigDecimal seconds) {
        BigDecimal nanos = seconds.movePointRight(9);
        boolean fits = nanos.signum() > 0 && nanos.compareTo(LATEST_NANOS) < 0;
        return fits ? nanos.longValue() : 0;
    }
}
