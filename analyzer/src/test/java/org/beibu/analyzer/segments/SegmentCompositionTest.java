package org.beibu.analyzer.segments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentCompositionTest {
    private static final int SAMPLES = 2_000_000;

    private static double atPercent(long[] sorted, double percent) {
        return sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
    }

    @Test
    void independentSegmentsAreComposedToATenthOfAMillisecond() {
        Random random = new Random(310);
        SimulatedSegment first = new SimulatedSegment("-/bj-nng");
        SimulatedSegment second = new SimulatedSegment("SG-SIN/gz-1");
        long[] truth = new long[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            long sinceStart = i * 100_000_000L / 100;
            long a = SimulatedSegment.lightQueue(random.nextDouble());
            long b =
                    SimulatedSegment.bimodalHeavyTail(
                            random.nextDouble() < 0.45, random.nextDouble());
            first.add(sinceStart, a);
            second.add(sinceStart, b);
            truth[i] = a + b;
        }
        Arrays.sort(truth);

        SpanFigures composed = SpanFigures.composed(first.delays(), second.delays());

        for (Percentile percentile : Percentile.values()) {
            double expected = atPercent(truth, percentile.share() * 100);
            double off = Math.abs(composed.at(percentile).orElseThrow().nanos() - expected);
            double allowed = percentile == Percentile.P999 ? 300_000 : 40_000;
            assertTrue(off <= allowed, percentile + " is off by " + off / 1e6 + " ms");
        }
        double mean = Arrays.stream(truth).average().orElseThrow();
        assertEquals(mean, composed.meanNanos(), 1_000);
        assertTrue(composed.minNanos().orElseThrow() <= truth[0]);
    }

    @Test
    void intervalsHoldTheTruthInAboutNinetyFiveOfAHundredRuns() {
        Random random = new Random(7);
        long[] truth = new long[1_000_000];
        for (int i = 0; i < truth.length; i++) {
            truth[i] =
                    SimulatedSegment.lightQueue(random.nextDouble())
                            + SimulatedSegment.bimodalHeavyTail(
                                    random.nextDouble() < 0.45, random.nextDouble());
        }
        Arrays.sort(truth);
        double p50 = atPercent(truth, 50);
        double p95 = atPercent(truth, 95);
        int runs = 200;
        int held50 = 0;
        int held95 = 0;
        for (int run = 0; run < runs; run++) {
            SimulatedSegment first = new SimulatedSegment("-/bj-nng");
            SimulatedSegment second = new SimulatedSegment("SG-SIN/gz-1");
            for (int i = 0; i < 600; i++) {
                first.add(i * 1_000_000_000L, SimulatedSegment.lightQueue(random.nextDouble()));
                second.add(
                        i * 1_000_000_000L,
                        SimulatedSegment.bimodalHeavyTail(
                                random.nextDouble() < 0.45, random.nextDouble()));
            }
            SpanFigures composed = SpanFigures.composed(first.delays(), second.delays());
            held50 += holds(composed.at(Percentile.P50).orElseThrow(), p50) ? 1 : 0;
            held95 += holds(composed.at(Percentile.P95).orElseThrow(), p95) ? 1 : 0;
        }

        assertTrue(held50 >= 0.90 * runs, held50 + " of " + runs + " at p50");
        assertTrue(held95 >= 0.90 * runs, held95 + " of " + runs + " at p95");
        assertTrue(held50 + held95 < 2 * runs, "intervals that hold everything say nothing");
    }

    private static boolean holds(Estimate estimate, double truth) {
        return estimate.lowNanos() - 20_000 <= truth && truth <= estimate.highNanos() + 20_000;
    }

    @Test
    void windowsThatDifferWidenTheInterval() {
        Random random = new Random(11);
        SimulatedSegment steady = new SimulatedSegment("-/steady");
        SimulatedSegment swinging = new SimulatedSegment("-/swinging");
        for (int window = 0; window < 60; window++) {
            double level = random.nextGaussian() * 500_000;
            for (int i = 0; i < 100; i++) {
                long at = window * 10_000_000_000L + i;
                long own = (long) (random.nextGaussian() * 500_000);
                long mixed = (long) (random.nextGaussian() * 500_000);
                steady.add(at, 30_000_000L + own + mixed);
                swinging.add(at, 30_000_000L + own + (long) level);
            }
        }

        double plain = width(SpanFigures.measured(steady.delays()));
        double wide = width(SpanFigures.measured(swinging.delays()));

        assertTrue(wide > 4 * plain, wide + " against " + plain);
    }

    private static double width(SpanFigures figures) {
        Estimate median = figures.at(Percentile.P50).orElseThrow();
        return median.highNanos() - median.lowNanos();
    }

    @Test
    void percentilesNeedEnoughSamplesOfEachSegment() {
        WindowedDelays few = constant("-/a", 58, 10_000_000);
        WindowedDelays many = constant("-/b", 400_000, 20_000_000);

        SpanFigures composed = SpanFigures.composed(few, many);

        assertTrue(composed.at(Percentile.P50).isPresent());
        assertTrue(composed.at(Percentile.P95).isEmpty());
        assertTrue(
                SpanFigures.composed(many, constant("-/c", 29_999, 1_000_000))
                        .at(Percentile.P999)
                        .isEmpty());
        assertTrue(SpanFigures.composed(many, many).at(Percentile.P999).isPresent());
        assertEquals(30_000_000, composed.at(Percentile.P50).orElseThrow().nanos(), 30_000);
        assertEquals(30_000_000, composed.minNanos().orElseThrow());
        assertEquals(30_000_000, composed.meanNanos());
    }

    private static WindowedDelays constant(String path, int samples, long nanos) {
        SimulatedSegment segment = new SimulatedSegment(path);
        for (int i = 0; i < samples; i++) {
            segment.add(i * 1_000_000L, nanos);
        }
        return segment.delays();
    }

    @Test
    void orderOfTheSegmentsDoesNotMatterAndAShiftMovesEverything() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            SimulatedSegment a = new SimulatedSegment("-/a");
            SimulatedSegment b = new SimulatedSegment("-/b");
            SimulatedSegment later = new SimulatedSegment("-/later");
            long shift = 5_000_000L + random.nextInt(20_000_000);
            for (int i = 0; i < 300 + random.nextInt(500); i++) {
                long x = 1_000_000L + random.nextInt(40_000_000);
                long y = 2_000_000L + (long) (Math.exp(random.nextGaussian()) * 10_000_000);
                a.add(i * 1_000_000_000L, x);
                b.add(i * 1_000_000_000L, y);
                later.add(i * 1_000_000_000L, y + shift);
            }
            SpanFigures one = SpanFigures.composed(a.delays(), b.delays());
            SpanFigures other = SpanFigures.composed(b.delays(), a.delays());
            SpanFigures shifted = SpanFigures.composed(a.delays(), later.delays());
            for (Percentile percentile : new Percentile[] {Percentile.P50, Percentile.P95}) {
                double at = one.at(percentile).orElseThrow().nanos();
                assertEquals(
                        at, other.at(percentile).orElseThrow().nanos(), 60_000, "seed " + seed);
                assertEquals(
                        at + shift,
                        shifted.at(percentile).orElseThrow().nanos(),
                        100_000,
                        "seed " + seed);
            }
            assertTrue(
                    one.at(Percentile.P50).orElseThrow().nanos()
                            <= one.at(Percentile.P95).orElseThrow().nanos());
        }
    }

    @Test
    void aDifferenceIsAsUncertainAsBothOfItsSides() {
        Estimate direct = new Estimate(70e6, 67e6, 74e6);
        Estimate composed = new Estimate(60e6, 56e6, 63e6);

        Estimate saved = direct.minus(composed);

        assertEquals(10e6, saved.nanos());
        assertEquals(10e6 - Math.hypot(3e6, 3e6), saved.lowNanos(), 1);
        assertEquals(10e6 + Math.hypot(4e6, 4e6), saved.highNanos(), 1);
    }
}
