package org.beibu.analyzer.report.maths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.beibu.analyzer.report.maths.LoadCurve.Point;
import org.junit.jupiter.api.Test;

class LoadCurveTest {
    /** 30 days of 5 minutes on d = base + slope * u / (1 - u) with noise. */
    private static List<Point> month(double base, double slope, double noise, long seed) {
        Random random = new Random(seed);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 30 * 288; i++) {
            double load =
                    0.45 + 0.35 * Math.sin(i * 2 * Math.PI / 288) + 0.02 * random.nextGaussian();
            double delay = base + slope * load / (1 - load) + noise * random.nextGaussian();
            points.add(new Point(i / 288, load, delay));
        }
        return points;
    }

    @Test
    void curveIsFoundAgainInNoiseWithTwelveSeeds() {
        for (long seed = 1; seed <= 12; seed++) {
            LoadCurve curve = LoadCurve.fit(month(30, 0.6, 0.5, seed)).orElseThrow();

            assertEquals(0.6, curve.slope(), 0.03);
            assertEquals(30, curve.base(), 0.1);
            assertTrue(curve.slopeLow() <= curve.slope() && curve.slope() <= curve.slopeHigh());
        }
    }

    @Test
    void kneeIsWhereTheCurveIsFourTimesAsSteep() {
        LoadCurve curve = LoadCurve.fit(month(30, 0.6, 0, 1)).orElseThrow();
        double knee = curve.knee(4).orElseThrow();

        // 1 - 0.7 / 2 = 0.65; slopes by a small step on both sides.
        assertEquals(0.65, knee, 1e-12);
        double atKnee = (curve.at(0.6501) - curve.at(0.6499)) / 0.0002;
        double atReference = (curve.at(0.3001) - curve.at(0.2999)) / 0.0002;
        assertEquals(4, atKnee / atReference, 1e-3);
        assertFalse(curve.isExtrapolated(0.65));
        assertTrue(curve.isExtrapolated(0.97));
    }

    @Test
    void delayThatDoesNotRiseHasNoKneeAndNoNegativeSlope() {
        LoadCurve curve = LoadCurve.fit(month(30, -0.5, 0.1, 3)).orElseThrow();

        assertEquals(0, curve.slope());
        assertTrue(curve.knee(4).isEmpty());
    }

    @Test
    void fewPointsFewDaysOrOneLoadGiveNoCurve() {
        List<Point> all = month(30, 0.6, 0.1, 4);

        assertTrue(LoadCurve.fit(List.of()).isEmpty());
        assertTrue(LoadCurve.fit(all.subList(0, 99)).isEmpty());
        assertTrue(LoadCurve.fit(all.subList(0, 6 * 288)).isEmpty());
        assertTrue(
                LoadCurve.fit(all.stream().map(p -> new Point(p.day(), 0.4, 30)).toList())
                        .isEmpty());
    }

    @Test
    void stepsNeverFall() {
        List<LoadCurve.Step> steps = LoadCurve.steps(month(30, 0.1, 3, 5));

        assertEquals(10, steps.size());
        for (int i = 1; i < steps.size(); i++) {
            assertTrue(steps.get(i).delay() >= steps.get(i - 1).delay());
            assertTrue(steps.get(i).load() > steps.get(i - 1).load());
        }
    }

    @Test
    void curveGoesThroughTheStepsAndNotBelowThem() {
        List<Point> points = month(30, 0.6, 2, 6);
        LoadCurve curve = LoadCurve.fit(points).orElseThrow();

        int above = 0;
        for (LoadCurve.Step step : LoadCurve.steps(points)) {
            // Within a tenth loads differ, and the curve bends: a quarter of a ms.
            assertEquals(curve.at(step.load()), step.delay(), 0.25);
            above += step.delay() > curve.at(step.load()) ? 1 : 0;
        }
        assertTrue(above >= 1 && above <= 9, "above: " + above);
    }

    @Test
    void violatorsArePooledToTheirMean() {
        List<Point> points = new ArrayList<>();
        double[] delays = {1, 5, 3, 4, 9};
        for (int i = 0; i < 5; i++) {
            points.add(new Point(0, 0.1 * i, delays[i]));
        }

        // 5, 3 and 4 fall: their mean is 4.
        assertEquals(
                List.of(1.0, 4.0, 4.0, 4.0, 9.0),
                LoadCurve.steps(points).stream().map(LoadCurve.Step::delay).toList());
    }
}
