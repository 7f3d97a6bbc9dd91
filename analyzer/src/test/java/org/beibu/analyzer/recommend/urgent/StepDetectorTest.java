package org.beibu.analyzer.recommend.urgent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.beibu.model.Method;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StepDetectorTest {
    private static int secondsToReach(double threshold, Random coin, double wins, int most) {
        StepDetector detector = new StepDetector();
        for (int second = 1; second <= most; second++) {
            detector.add(coin.nextDouble() < wins);
            if (detector.value() >= threshold) {
                return second;
            }
        }
        return most;
    }

    @Test
    void betweenFalseAlarmsLiesTheThresholdInSecondsOnAverage() {
        Random coin = new Random(7);
        double threshold = 300;
        double sum = 0;
        for (int run = 0; run < 400; run++) {
            sum += secondsToReach(threshold, coin, 0.5, 100_000);
        }
        assertTrue(sum / 400 >= threshold, "mean " + sum / 400);
    }

    @Test
    void straightWinsAfterAnyPastReachTheThresholdSoon() {
        Random always = new Random(1);
        Map<Double, Integer> seconds = new TreeMap<>();
        for (double threshold : new double[] {1e3, 1e4, 1e5, 1e6}) {
            seconds.put(threshold, secondsToReach(threshold, always, 1, 100));
        }
        assertEquals(Map.of(1e3, 12, 1e4, 16, 1e5, 20, 1e6, 23), seconds);
    }

    /** The figures of docs/limitations.md: twenty times an hour of calm, then 30 ms more. */
    @Test
    @Tag("long")
    void figuresOfSeveralThresholds() {
        for (double threshold : new double[] {1e3, 1e4, 1e5, 1e6}) {
            for (double memory : new double[] {0, 0.6, 0.9}) {
                Figures figures = new Figures();
                for (int seed = 0; seed < 20; seed++) {
                    figures.add(threshold, memory, seed);
                }
                System.out.println(
                        "threshold " + threshold + ", memory " + memory + ": " + figures);
                assertEquals(20, figures.found);
                assertTrue(figures.worst < 25);
            }
        }
    }

    /** What came of some worlds. */
    private static final class Figures {
        private static final int HOUR = 7_200;

        private int found;
        private int falseAlarms;
        private double sum;
        private double worst;

        void add(double threshold, double memory, long seed) {
            double millis = UrgentRules.USUAL.stepMillis();
            UrgentRules rules = new UrgentRules(Duration.ofSeconds(2), 1, millis, threshold);
            SecondsWorld world = new SecondsWorld(seed, memory, "hk", "sg");
            UrgentWatch watch = new UrgentWatch(rules, Method.STAMP);
            int early = SecondsWorld.stepsToAlarm(world, watch, HOUR, new ArrayList<>());
            falseAlarms += early < 0 ? 0 : 1;
            world.line("hk").extra = 30;
            int steps = SecondsWorld.stepsToAlarm(world, watch, 240, new ArrayList<>());
            found += steps < 0 ? 0 : 1;
            sum += steps / 2.0;
            worst = Math.max(worst, steps / 2.0);
        }

        @Override
        public String toString() {
            return "%d of 20 found, after %.1f s in the mean and %.1f s at most, %d false in 20 h"
                    .formatted(found, sum / 20, worst, falseAlarms);
        }
    }
}
