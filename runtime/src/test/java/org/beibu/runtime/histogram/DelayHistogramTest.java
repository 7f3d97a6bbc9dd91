package org.beibu.runtime.histogram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayHistogramTest {
    private static final long MS = 1_000_000;

    @Test
    void anEmptyHistogramHasNoFigures() {
        DelayHistogram empty = new DelayHistogram();

        assertEquals(0, empty.count());
        assertEquals(0, empty.minNanos());
        assertEquals(0, empty.maxNanos());
        assertEquals(0, empty.percentileNanos(50));
        assertEquals(0, empty.meanNanos());
        assertEquals(0, empty.standardDeviationNanos());
        assertArrayEquals(new long[] {0, 0}, empty.bucketCounts(new long[] {MS}));
    }

    @Test
    void sumsAreExactToTheNanosecond() {
        DelayHistogram histogram = new DelayHistogram();

        histogram.record(20_000_001);
        histogram.record(20_000_002);
        histogram.record(23_000_003);

        assertEquals(3, histogram.count());
        assertEquals(20_000_001, histogram.minNanos());
        assertEquals(23_000_003, histogram.maxNanos());
        assertEquals(BigInteger.valueOf(63_000_006), histogram.sumNanos());
        // 20000001^2 + 20000002^2 + 23000003^2, by hand
        assertEquals(new BigInteger("1329000258000014"), histogram.sumOfSquares());
        assertEquals(21_000_002, histogram.meanNanos());
        // deviations -1000001, -1000000, 2000001: squares add up to 6000006000002
        assertEquals(Math.sqrt(6_000_006_000_002.0 / 3), histogram.standardDeviationNanos(), 1e-3);
    }

    @Test
    void squaresOfLongDelaysDoNotOverflow() {
        DelayHistogram histogram = new DelayHistogram();

        for (int i = 0; i < 1000; i++) {
            histogram.record(60_000_000_000L);
        }

        assertEquals(new BigInteger("3600000000000000000000000"), histogram.sumOfSquares());
        assertEquals(0, histogram.standardDeviationNanos());
    }

    @Test
    void percentilesAreNearestRank() {
        DelayHistogram histogram = new DelayHistogram();
        for (int i = 1; i <= 100; i++) {
            histogram.record(i * MS);
        }

        assertEquals(1 * MS, histogram.percentileNanos(0));
        assertClose(1 * MS, histogram.percentileNanos(1));
        assertClose(50 * MS, histogram.percentileNanos(50));
        assertClose(51 * MS, histogram.percentileNanos(50.5));
        assertClose(55 * MS, histogram.percentileNanos(55)); // 0.55 * 100 is 55.00000000000001
        assertClose(99 * MS, histogram.percentileNanos(99));
        assertEquals(100 * MS, histogram.percentileNanos(99.9));
        assertEquals(100 * MS, histogram.percentileNanos(100));
    }

    @Test
    void percentilesStayWithinMinimumAndMaximum() {
        DelayHistogram histogram = new DelayHistogram();
        histogram.record(20_000_001);
        histogram.record(20_000_001);
        histogram.record(20_000_001);

        assertEquals(20_000_001, histogram.percentileNanos(50));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void percentilesAreThoseOfASortedList(long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(5000);
        double middle = Math.exp(Math.log(2 * MS) + random.nextDouble() * Math.log(500));
        long[] delays = new long[n];
        DelayHistogram histogram = new DelayHistogram();
        for (int i = 0; i < n; i++) {
            delays[i] = (long) (middle * Math.exp(random.nextGaussian() * 0.3));
            histogram.record(delays[i]);
        }
        Arrays.sort(delays);

        for (double p : new double[] {0, 0.1, 1, 5, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100}) {
            long rank = Math.max(1, (long) Math.ceil(Math.round(p * 100) * n / 10_000.0));
            assertClose(delays[(int) rank - 1], histogram.percentileNanos(p));
        }
        assertEquals(delays[0], histogram.minNanos());
        assertEquals(delays[n - 1], histogram.maxNanos());
        assertEquals(BigInteger.valueOf(Arrays.stream(delays).sum()), histogram.sumNanos());
        double mean = Arrays.stream(delays).average().orElseThrow();
        double variance = Arrays.stream(delays).mapToDouble(d -> (d - mean) * (d - mean)).sum() / n;
        assertEquals(Math.sqrt(variance), histogram.standardDeviationNanos(), 1);
    }

    @Test
    void shortDelaysAreWithinHalfABucket() {
        for (long delay = 0; delay < 600_000; delay += 997) {
            DelayHistogram histogram = new DelayHistogram();
            histogram.record(0);
            histogram.record(delay);
            histogram.record(MS);

            assertTrue(Math.abs(delay - histogram.percentileNanos(50)) <= 256, "delay " + delay);
        }
    }

    @Test
    void sixtySecondsIsTheLongestDelay() {
        DelayHistogram histogram = new DelayHistogram();

        histogram.record(60_000_000_000L);

        assertEquals(60_000_000_000L, histogram.percentileNanos(50));
        assertThrows(IllegalArgumentException.class, () -> histogram.record(60_000_000_001L));
        assertThrows(IllegalArgumentException.class, () -> histogram.record(-1));
        assertEquals(1, histogram.count());
    }

    @Test
    void countsReachTheLargestLong() {
        DelayHistogram histogram = new DelayHistogram();
        histogram.record(10 * MS);
        histogram.record(20 * MS);
        histogram.record(30 * MS);
        histogram.record(40 * MS);
        for (int i = 0; i < 60; i++) {
            histogram.add(DelayHistogram.decode(histogram.encode()));
        }

        assertEquals(1L << 62, histogram.count());
        assertClose(20 * MS, histogram.percentileNanos(50));
        assertClose(30 * MS, histogram.percentileNanos(75));
        assertEquals(25 * MS, histogram.meanNanos());
        assertEquals(histogram.count(), DelayHistogram.decode(histogram.encode()).count());
        assertThrows(ArithmeticException.class, () -> histogram.add(histogram));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void addingIsTheSameAsRecordingAll(long seed) {
        Random random = new Random(seed);
        DelayHistogram added = new DelayHistogram();
        DelayHistogram addedEncoded = new DelayHistogram();
        DelayHistogram recorded = new DelayHistogram();
        for (int part = 0; part < 20; part++) {
            DelayHistogram histogram = new DelayHistogram();
            for (int i = random.nextInt(50); i > 0; i--) {
                long delay = randomDelay(random);
                histogram.record(delay);
                recorded.record(delay);
            }
            added.add(histogram);
            addedEncoded.add(histogram.toEncoded());
        }

        assertEquals(recorded.toEncoded(), added.toEncoded());
        assertEquals(recorded.toEncoded(), addedEncoded.toEncoded());
        assertEquals(recorded.standardDeviationNanos(), added.standardDeviationNanos());
    }

    @Test
    void aClearedHistogramIsLikeANewOne() {
        DelayHistogram histogram = new DelayHistogram();
        histogram.record(5 * MS);
        histogram.record(900 * MS);

        histogram.clear();

        assertEquals(new DelayHistogram().toEncoded(), histogram.toEncoded());
        histogram.record(7 * MS);
        assertEquals(7 * MS, histogram.percentileNanos(50));
        assertEquals(1, histogram.count());
    }

    @Test
    void clearingKeepsTheMemoryOfOnePathOnly() {
        DelayHistogram histogram = new DelayHistogram();
        for (long nanos = 1000; nanos < 60_000 * MS; nanos += nanos / 100) {
            histogram.record(nanos);
        }
        int wide = histogram.footprint();

        histogram.clear();
        int cleared = histogram.footprint();

        assertTrue(wide > 50_000, "wide " + wide);
        assertTrue(cleared < 5_000, "cleared " + cleared);
        histogram.record(20 * MS);
        int narrow = histogram.footprint();
        histogram.clear();
        assertEquals(narrow, histogram.footprint());
    }

    @Test
    void bucketCountsHoldEverySampleOnce() {
        DelayHistogram histogram = new DelayHistogram();
        histogram.record(500_000);
        histogram.record(3 * MS);
        histogram.record(4 * MS);
        histogram.record(250 * MS);
        histogram.record(9_000 * MS);

        long[] counts = histogram.bucketCounts(new long[] {MS, 10 * MS, 100 * MS, 1000 * MS});

        assertArrayEquals(new long[] {1, 2, 0, 1, 1}, counts);
        assertThrows(
                IllegalArgumentException.class, () -> histogram.bucketCounts(new long[] {MS, MS}));
    }

    @Test
    void boundsAreSpacedByEqualFactors() {
        long[] bounds = LogBounds.between(100_000, 10_000 * MS, 10);

        assertEquals(51, bounds.length);
        assertEquals(100_000, bounds[0]);
        assertEquals(MS, bounds[10]);
        assertEquals(10_000 * MS, bounds[50]);
        for (int i = 1; i < bounds.length; i++) {
            assertEquals(Math.pow(10, 0.1), (double) bounds[i] / bounds[i - 1], 1e-4);
        }
    }

    @Test
    void oneOutlierCostsLittleMemory() {
        DelayHistogram histogram = new DelayHistogram();
        for (int i = 0; i < 60; i++) {
            histogram.record(20 * MS + i * 30_000L);
        }
        int before = histogram.footprint();

        histogram.record(3_000 * MS);

        assertTrue(before < 4_000, "footprint " + before);
        assertTrue(histogram.footprint() - before < 1_500, "grew to " + histogram.footprint());
    }

    static long randomDelay(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextInt(2000);
            case 1 -> (long) (random.nextDouble() * 60_000_000_000L);
            case 2 -> random.nextBoolean() ? 0 : 60_000_000_000L;
            default -> (long) (20 * MS * Math.exp(random.nextGaussian() * 0.2));
        };
    }

    private static void assertClose(long expected, long actual) {
        assertEquals((double) expected, (double) actual, expected * 0.0005 + 1);
    }
}
