package org.beibu.analyzer.report.render.chart;

/**
 * Where values of an axis are in a drawing.
 *
 * @param from place of {@code low}
 * @param to place of {@code high}; smaller than {@code from} where the axis points upwards
 */
record Scale(double low, double high, double from, double to) {
    Scale {
        if (!(high > low)) {
            throw new IllegalArgumentException("a scale runs upwards: " + low + " " + high);
        }
    }

    /** The place of a value; those beyond the axis are at its end. */
    double at(double value) {
        double share = (value - low) / (high - low);
        return from + Math.min(1, Math.max(0, share)) * (to - from);
    }

    boolean holds(double value) {
        return value >= low && value <= high;
    }
}
