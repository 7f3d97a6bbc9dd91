package org.beibu.analyzer.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * The time that a report is about.
 *
 * @param from its start
 * @param to its end, exclusive
 * @param asOf the report's only "now": nothing later is looked at
 * @param zone billing time zone, by which months, days and hours are told
 */
public record ReportSpan(Instant from, Instant to, Instant asOf, ZoneId zone) {
    private static final long STEP = 300;

    public ReportSpan {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("the span is empty: " + from + " to " + to);
        }
    }

    /**
     * The span that texts name: a day (2026-11-01, its start in the zone), a moment as ISO-8601
     * with zone, or nothing. Without an end it ends as of the moment given, without a start it
     * begins a year earlier. Both are brought to whole 5 minutes, and the end to no later than that
     * moment.
     *
     * @throws IllegalArgumentException naming the text that is wrong
     */
    public static ReportSpan of(String from, String to, Instant asOf, ZoneId zone) {
        Instant end = to.isEmpty() ? asOf : moment(to, zone);
        end = floor(end.isAfter(asOf) ? asOf : end);
        Instant start =
                from.isEmpty() ? end.atZone(zone).minusYears(1).toInstant() : moment(from, zone);
        return new ReportSpan(floor(start), end, asOf, zone);
    }

    /** The moment that a text names: a day, or ISO-8601 with zone. */
    public static Instant moment(String text, ZoneId zone) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a day (2026-11-01) nor ISO-8601 with zone", e);
        }
    }

    private static Instant floor(Instant moment) {
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), STEP) * STEP);
    }

    /** Start, epoch nanoseconds. */
    public long fromNanos() {
        return from.getEpochSecond() * 1_000_000_000L;
    }

    /** End, epoch nanoseconds. */
    public long toNanos() {
        return to.getEpochSecond() * 1_000_000_000L;
    }

    /** The last day that is whole, or touched when none is whole. */
    public LocalDate lastDay() {
        return to.atZone(zone).toLocalDate().minusDays(1);
    }

    /** The start of the span of so many days before the end, or of the span itself if later. */
    public Instant daysBeforeEnd(int days) {
        Instant start = to.minusSeconds(days * 86_400L);
        return start.isBefore(from) ? from : start;
    }

    /** The day on which a moment falls. */
    public LocalDate dayOf(Instant moment) {
        return moment.atZone(zone).toLocalDate();
    }
}
