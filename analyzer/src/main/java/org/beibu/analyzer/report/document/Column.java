package org.beibu.analyzer.report.document;

/**
 * A column of a table.
 *
 * @param key the column's name where a program reads it, the same in every language
 * @param name the column's heading in the report's language, without the unit
 * @param unit of the numbers, such as {@code ms} or {@code Gbit/s}; empty for none
 */
public record Column(String key, String name, String unit, Kind kind) {

    /** What the cells of a column hold. */
    public enum Kind {
        TEXT,
        /** In the column's unit. */
        NUMBER,
        /** A share: 0.25 is shown as 25 %. */
        PERCENT,
        /** Bits in a time, in the column's unit, which must be a multiple of bit/s. */
        RATE,
        /** A moment, shown to the minute in the report's zone. */
        TIME,
        /** A day of the calendar. */
        DATE,
        /** A length of time. */
        DURATION
    }

    public Column {
        Identifiers.check("a column's key", key);
        Identifiers.checkText("a column's name", name);
        if (kind == Kind.RATE && !unit.endsWith("bit/s")) {
            throw new IllegalArgumentException(
                    "a rate is in bit/s or a multiple of it, not '" + unit + "': " + key);
        }
        if (kind == Kind.PERCENT && !unit.isEmpty() && !"%".equals(unit)) {
            throw new IllegalArgumentException("a share has no unit but %: " + key);
        }
    }

    public static Column text(String key, String name) {
        return new Column(key, name, "", Kind.TEXT);
    }

    public static Column number(String key, String name, String unit) {
        return new Column(key, name, unit, Kind.NUMBER);
    }

    public static Column percent(String key, String name) {
        return new Column(key, name, "", Kind.PERCENT);
    }

    public static Column rate(String key, String name, String unit) {
        return new Column(key, name, unit, Kind.RATE);
    }

    public static Column time(String key, String name) {
        return new Column(key, name, "", Kind.TIME);
    }

    public static Column date(String key, String name) {
        return new Column(key, name, "", Kind.DATE);
    }

    public static Column duration(String key, String name) {
        return new Column(key, name, "", Kind.DURATION);
    }

    /** Whether cells are numbers, set to the right so that digits stand below each other. */
    public boolean isNumeric() {
        return kind == Kind.NUMBER || kind == Kind.PERCENT || kind == Kind.RATE;
    }
}
