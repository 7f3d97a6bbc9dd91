package org.beibu.analyzer.report.document;

/**
 * A line or a range across a chart that values are read against: a capacity, a knee, the days in
 * which a link will be full.
 *
 * @param from where it is, or where the range begins, in the units of the axis (time: seconds since
 *     1970)
 * @param to where the range ends; the same as {@code from} for a line
 * @param label set at the line; short
 */
public record Marker(Direction direction, double from, double to, String label, Tone tone) {

    /** Which axis it belongs to. */
    public enum Direction {
        /** A value of the y axis: a horizontal line or band. */
        LEVEL,
        /** A place on the x axis: a vertical line or band. */
        PLACE
    }

    public Marker {
        Identifiers.checkText("a marker's label", label);
        if (!Double.isFinite(from) || !Double.isFinite(to) || to < from) {
            throw new IllegalArgumentException(
                    "a marker runs from a number to one not smaller: " + from + " " + to);
        }
    }

    public static Marker level(double y, String label, Tone tone) {
        return new Marker(Direction.LEVEL, y, y, label, tone);
    }

    public static Marker place(double x, String label, Tone tone) {
        return new Marker(Direction.PLACE, x, x, label, tone);
    }

    public static Marker places(double from, double to, String label, Tone tone) {
        return new Marker(Direction.PLACE, from, to, label, tone);
    }

    public boolean isRange() {
        return to > from;
    }
}
