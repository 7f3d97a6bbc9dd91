package org.beibu.analyzer.report.render.chart;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ticks of a time axis, at round hours, days, months or years of the report's zone. */
final class TimeTicks {
    /** One tick: where, in seconds since 1970, and what stands there. */
    record Tick(double at, String text) {}

    private enum Step {
        HOUR(ChronoUnit.HOURS, 1, "HH:mm"),
        THREE_HOURS(ChronoUnit.HOURS, 3, "HH:mm"),
        SIX_HOURS(ChronoUnit.HOURS, 6, "MM-dd HH:mm"),
        DAY(ChronoUnit.DAYS, 1, "MM-dd"),
        TWO_DAYS(ChronoUnit.DAYS, 2, "MM-dd"),
        WEEK(ChronoUnit.DAYS, 7, "MM-dd"),
        FORTNIGHT(ChronoUnit.DAYS, 14, "MM-dd"),
        MONTH(ChronoUnit.MONTHS, 1, "uuuu-MM"),
        TWO_MONTHS(ChronoUnit.MONTHS, 2, "uuuu-MM"),
        QUARTER(ChronoUnit.MONTHS, 3, "uuuu-MM"),
        HALF_YEAR(ChronoUnit.MONTHS, 6, "uuuu-MM"),
        YEAR(ChronoUnit.MONTHS, 12, "uuuu"),
        FIVE_YEARS(ChronoUnit.MONTHS, 60, "uuuu");

        private final ChronoUnit unit;
        private final int count;
        private final DateTimeFormatter format;

        Step(ChronoUnit unit, int count, String pattern) {
            this.unit = unit;
            this.count = count;
            this.format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        }

        double seconds() {
            return (double) unit.getDuration().toSeconds() * count;
        }

        /** The last round time that is not after a time. */
        ZonedDateTime floor(ZonedDateTime time) {
            return switch (unit) {
                case HOURS -> {
                    int hour = time.getHour() / count * count;
                    yield time.with(LocalTime.of(hour, 0));
                }
                case DAYS -> {
                    long day = Math.floorDiv(time.toLocalDate().toEpochDay() + 3, count) * count;
                    yield LocalDate.ofEpochDay(day - 3).atStartOfDay(time.getZone()); // Mondays
                }
                default -> {
                    int month = time.getYear() * 12 + time.getMonthValue() - 1;
                    int first = month / count * count;
                    yield LocalDate.of(first / 12, first % 12 + 1, 1).atStartOfDay(time.getZone());
                }
            };
        }

        ZonedDateTime next(ZonedDateTime time) {
            return time.plus(count, unit);
        }
    }

    private TimeTicks() {}

    /** Ticks within a span of seconds since 1970, at most {@code most} of them. */
    static List<Tick> within(double low, double high, int most, ZoneId zone) {
        Step step = step((high - low) / Math.max(1, most));
        List<Tick> ticks = new ArrayList<>();
        ZonedDateTime time = step.floor(Instant.ofEpochSecond((long) low).atZone(zone));
        while (time.toEpochSecond() <= high) {
            double at = (double) time.toEpochSecond();
            if (at >= low) {
                ticks.add(new Tick(at, step.format.format(time)));
            }
            time = step.next(time);
        }
        return ticks;
    }

    private static Step step(double leastSeconds) {
        for (Step step : Step.values()) {
            if (step.seconds() >= leastSeconds) {
                return step;
            }
        }
        return Step.FIVE_YEARS;
    }
}
