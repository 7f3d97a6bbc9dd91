package org.beibu.analyzer.report.render.chart;

import java.util.ArrayList;
import java.util.List;
import org.beibu.analyzer.report.render.chart.Drawing.Label;
import org.beibu.analyzer.report.render.chart.Drawing.Spot;

/**
 * Finds room for labels inside a plot: of the places that a label could have, the one that covers
 * no other label, then the fewest points of data, then the first. Used by the one thread that
 * paints.
 */
final class LabelPlacer {
    private static final double OTHER_LABEL = 1_000;
    private static final double OUTSIDE = 400;
    private static final double POINT = 2;
    private static final double MARGIN = 2;

    private final double left;
    private final double top;
    private final double right;
    private final double bottom;
    private final List<Label> placed = new ArrayList<>();
    private final List<Spot> points = new ArrayList<>();

    LabelPlacer(Scale x, Scale y) {
        this.left = x.from();
        this.right = x.to();
        this.top = y.to();
        this.bottom = y.from();
    }

    /** Data that labels should rather not cover. */
    void avoid(List<Spot> spots) {
        points.addAll(spots);
    }

    /** A label that is where it is. */
    void keep(Label label) {
        placed.add(label);
    }

    Label best(List<Label> candidates) {
        Label best = candidates.get(0);
        double least = Double.MAX_VALUE;
        for (int i = 0; i < candidates.size(); i++) {
            double cost = cost(candidates.get(i)) + i * 0.01;
            if (cost < least) {
                least = cost;
                best = candidates.get(i);
            }
        }
        placed.add(best);
        return best;
    }

    private double cost(Label label) {
        double cost = 0;
        double l = label.left() - MARGIN;
        double r = label.left() + label.width() + MARGIN;
        double t = label.top() - MARGIN;
        double b = label.top() + label.height() + MARGIN;
        if (l < left || r > right || t < top || b > bottom) {
            cost += OUTSIDE;
        }
        for (Label other : placed) {
            boolean apart =
                    other.left() > r
                            || other.left() + other.width() < l
                            || other.top() > b
                            || other.top() + other.height() < t;
            cost += apart ? 0 : OTHER_LABEL;
        }
        for (Spot point : points) {
            boolean inside = point.x() >= l && point.x() <= r && point.y() >= t && point.y() <= b;
            cost += inside ? POINT : 0;
        }
        return cost;
    }
}
