package org.beibu.analyzer.report.render.chart;

import java.util.ArrayList;
import java.util.List;
import org.beibu.analyzer.report.render.Figures;

/** Round values for an axis: steps of 1, 2, 2.5 or 5 times a power of ten. */
record NumberTicks(double step, int decimals, double low, double high) {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    /** Ticks around the values from low to high, about {@code wanted} of them. */
    static NumberTicks around(double low, double high, int wanted) {
        double span = high - low;
        double width = span > 0 ? span : Math.max(1, Math.abs(high));
        double rough = width / Math.max(1, wanted);
        double magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
        double factor = STEPS[STEPS.length - 1];
        for (double candidate : STEPS) {
            if (candidate * magnitude >= rough * 0.999) {
                factor = candidate;
                break;
            }
        }
        double step = factor * magnitude;
        int digits = (int) Math.max(0, -Math.floor(Math.log10(magnitude) + 1e-9));
        int decimals =
                factor == 2.5 && magnitude < 9
                        ? digits + 1
                        : factor == 10 ? Math.max(0, digits - 1) : digits;
        double first = Math.floor(low / step + 1e-9) * step;
        double last = Math.ceil(high / step - 1e-9) * step;
        return new NumberTicks(step, decimals, first, last > first ? last : first + step);
    }

    List<Double> values() {
        List<Double> values = new ArrayList<>();
        long count = Math.round((high - low) / step);
        for (int i = 0; i <= count; i++) {
            values.add(low + i * step);
        }
        return values;
    }

    String text(double value, boolean share) {
        return share
                ? Figures.percent(value, Math.max(0, decimals - 2))
                : Figures.number(value, decimals);
    }
}
