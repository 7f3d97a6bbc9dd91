package org.beibu.analyzer.report.document;

import java.util.List;

/**
 * What an axis of a chart measures.
 *
 * @param unit of a number axis, such as {@code Gbit/s}; {@code %} shows shares as percentages
 * @param categories the names of 0, 1, 2, ... on a category axis
 * @param fromZero the axis begins at 0 even when no value is near
 */
public record Axis(Kind kind, String name, String unit, List<String> categories, boolean fromZero) {

    /** What values are. */
    public enum Kind {
        /** Seconds since 1970, shown in the report's zone. */
        TIME,
        NUMBER,
        /** 0, 1, 2, ...: each has a name. */
        CATEGORY
    }

    public Axis {
        categories = List.copyOf(categories);
        if ((kind == Kind.CATEGORY) == categories.isEmpty()) {
            throw new IllegalArgumentException(
                    "an axis of categories, and no other, names them: " + name);
        }
    }

    public static Axis time(String name) {
        return new Axis(Kind.TIME, name, "", List.of(), false);
    }

    /** A number axis that begins where the values do. */
    public static Axis number(String name, String unit) {
        return new Axis(Kind.NUMBER, name, unit, List.of(), false);
    }

    /** A number axis that begins at 0. */
    public static Axis zeroBased(String name, String unit) {
        return new Axis(Kind.NUMBER, name, unit, List.of(), true);
    }

    public static Axis categories(String name, List<String> categories) {
        return new Axis(Kind.CATEGORY, name, "", categories, false);
    }

    boolean holds(double value) {
        return kind != Kind.CATEGORY
                || (value == Math.rint(value) && value >= 0 && value < categories.size());
    }
}
