package org.beibu.runtime.histogram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Adding histograms is exact, in whatever order and grouping; compared octet by octet. */
class MergePropertiesTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    private static DelayHistogram random(Random random) {
        DelayHistogram histogram = new DelayHistogram();
        int samples = random.nextInt(4) == 0 ? 0 : random.nextInt(400);
        double middle = Math.exp(6 + random.nextDouble() * 18);
        for (int i = 0; i < samples; i++) {
            double spread = Math.exp(random.nextGaussian() * 0.5);
            histogram.record((long) Math.min(60e9, middle * spread));
        }
        return histogram;
    }

    private static DelayHistogram sum(DelayHistogram... parts) {
        DelayHistogram sum = new DelayHistogram();
        for (DelayHistogram part : parts) {
            sum.add(part);
        }
        return sum;
    }

    private static byte[] octets(DelayHistogram histogram) {
        return histogram.toEncoded().toBytes();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void addingIsAssociativeAndCommutativeAndEmptyIsNeutral(long seed) {
        Random random = new Random(seed);
        DelayHistogram a = random(random);
        DelayHistogram b = random(random);
        DelayHistogram c = random(random);

        assertArrayEquals(octets(sum(sum(a, b), c)), octets(sum(a, sum(b, c))));
        assertArrayEquals(octets(sum(a, b)), octets(sum(b, a)));
        assertArrayEquals(octets(a), octets(sum(a, new DelayHistogram())));
        assertArrayEquals(octets(a), octets(sum(new DelayHistogram(), a)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anySplitOfTheSamplesGivesTheSameHistogram(long seed) {
        Random random = new Random(seed);
        List<DelayHistogram> parts = new ArrayList<>();
        for (int i = 1 + random.nextInt(9); i > 0; i--) {
            parts.add(new DelayHistogram());
        }
        DelayHistogram whole = new DelayHistogram();
        for (int i = random.nextInt(2_000); i > 0; i--) {
            long delay = (long) Math.exp(random.nextDouble() * 24);
            whole.record(delay);
            parts.get(random.nextInt(parts.size())).record(delay);
        }

        DelayHistogram added = sum(parts.toArray(new DelayHistogram[0]));
        DelayHistogram decoded = new DelayHistogram();
        parts.forEach(part -> decoded.add(part.toEncoded()));

        assertArrayEquals(octets(whole), octets(added));
        assertArrayEquals(octets(whole), octets(decoded), "by way of their encodings");
        assertEquals(whole.count(), whole.toEncoded().decode().count());
    }
}
