package org.beibu.analyzer.report.document;

import java.time.Instant;
import java.util.List;

/**
 * Values of a chart that belong together.
 *
 * @param decimals the precision of its values in the table behind the chart
 * @param points in the order to be drawn; of lines by growing x
 */
public record Series(String name, Shape shape, int decimals, List<Point> points) {

    /** How the points are drawn. An interval of a point is drawn as a band, or as a whisker. */
    public enum Shape {
        LINE,
        /** What is not measured: a forecast, an extrapolation. */
        DASHED,
        /** The value holds until the next one. */
        STEP,
        DOTS,
        BARS,
        /** A row of coloured fields, one each x; the y axis is the scale of the colours. */
        HEAT
    }

    /**
     * One value, with an interval or without.
     *
     * @param y NaN where there is no data: the line is broken there
     * @param low lower end of the interval, NaN for none
     * @param high upper end, NaN for none
     */
    public record Point(double x, double y, double low, double high) {
        public Point {
            if (!Double.isFinite(x)) {
                throw new IllegalArgumentException("a point needs a place: x is " + x);
            }
            if (low > high || Double.isInfinite(y) || low > y || high < y) {
                throw new IllegalArgumentException(
                        "an interval holds its value: " + low + " " + y + " " + high);
            }
        }

        public static Point of(double x, double y) {
            return new Point(x, y, Double.NaN, Double.NaN);
        }

        public static Point of(Instant at, double y) {
            return of((double) at.getEpochSecond(), y);
        }

        public static Point within(double x, double y, double low, double high) {
            return new Point(x, y, low, high);
        }

        public static Point within(Instant at, double y, double low, double high) {
            return new Point((double) at.getEpochSecond(), y, low, high);
        }

        /** No data at this place. */
        public static Point gap(double x) {
            return of(x, Double.NaN);
        }

        public boolean hasInterval() {
            return !Double.isNaN(low) && !Double.isNaN(high);
        }

        public boolean isGap() {
            return Double.isNaN(y);
        }
    }

    public Series {
        Identifiers.checkText("a series' name", name);
        points = List.copyOf(points);
        if (decimals < 0 || decimals > Cell.MAX_DECIMALS) {
            throw new IllegalArgumentException("decimals must be 0 to 9: " + decimals);
        }
    }
}
