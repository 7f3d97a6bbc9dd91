package org.beibu.router.guard;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Hours of some days in which changes may be made; one that ends before it begins lasts over
 * midnight and counts to the day on which it began.
 *
 * @param firstDay the first day
 * @param lastDay the last day, which may be the first
 * @param from its first minute
 * @param to the minute after its last one
 * @param zone where these hours are
 */
public record DailyWindow(
        DayOfWeek firstDay, DayOfWeek lastDay, LocalTime from, LocalTime to, ZoneId zone) {

    public DailyWindow {
        if (from.equals(to)) {
            throw new IllegalArgumentException("a change window lasts longer than nothing");
        }
    }

    /**
     * Reads {@code mon-fri 02:00-05:00 Asia/Shanghai}.
     *
     * @throws IllegalArgumentException naming the text and the form
     */
    public static DailyWindow parse(String text) {
        String[] parts = text.strip().split("\\s+");
        if (parts.length != 3) {
            throw wrong(text, null);
        }
        String[] days = parts[0].split("-");
        String[] hours = parts[1].split("-");
        if (days.length > 2 || hours.length != 2) {
            throw wrong(text, null);
        }
        try {
            return new DailyWindow(
                    day(days[0]),
                    day(days[days.length - 1]),
                    LocalTime.parse(hours[0]),
                    LocalTime.parse(hours[1]),
                    ZoneId.of(parts[2]));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw wrong(text, e);
        }
    }

    private static IllegalArgumentException wrong(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "a change window is written like 'mon-fri 02:00-05:00 Asia/Shanghai', not '"
                        + text
                        + "'",
                cause);
    }

    private static DayOfWeek day(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (shortName(day).equals(text)) {
                return day;
            }
        }
        throw new IllegalArgumentException("no such day: " + text);
    }

    private static String shortName(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    private boolean isOn(DayOfWeek day) {
        int length = Math.floorMod(lastDay.getValue() - firstDay.getValue(), 7);
        return Math.floorMod(day.getValue() - firstDay.getValue(), 7) <= length;
    }

    /** Whether this moment is inside. */
    public boolean contains(Instant moment) {
        ZonedDateTime there = moment.atZone(zone);
        LocalTime time = there.toLocalTime();
        DayOfWeek today = there.getDayOfWeek();
        boolean begun = isOn(today) && !time.isBefore(from);
        if (from.isBefore(to)) {
            return begun && time.isBefore(to);
        }
        return begun || (isOn(today.minus(1)) && time.isBefore(to));
    }

    @Override
    public String toString() {
        return shortName(firstDay) + "-" + shortName(lastDay) + " " + from + "-" + to + " " + zone;
    }
}
