package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelayBandsTest {
    @Test
    void boundsAreThoseThatStoredPointsName() {
        long[] bounds = DelayBands.upperBoundsNanos();

        assertEquals(42, bounds.length);
        assertArrayEquals(
                new long[] {
                    100_000, 133_000, 178_000, 237_000, 316_000, 422_000, 562_000, 750_000,
                    1_000_000
                },
                java.util.Arrays.copyOf(bounds, 9));
        assertEquals(7_500_000_000L, bounds[39]);
        assertEquals(10_000_000_000L, bounds[40]);
        assertEquals(60_000_000_000L, bounds[41]);
    }

    @Test
    void eachBandButTheLastIsAThirdWiderThanTheOneBefore() {
        long[] bounds = DelayBands.upperBoundsNanos();

        for (int i = 1; i < bounds.length - 1; i++) {
            double ratio = (double) bounds[i] / bounds[i - 1];
            assertTrue(ratio > 1.32 && ratio < 1.35, bounds[i] + " / " + bounds[i - 1]);
        }
    }

    @Test
    void labelsSortAsTextInTheOrderOfTheirNumbers() {
        List<String> labels = new ArrayList<>();
        for (int band = 0; band < DelayBands.count(); band++) {
            labels.add(DelayBands.label(band));
            assertEquals(DelayBands.upperBoundsNanos()[band], Long.parseLong(labels.get(band)));
        }

        List<String> sorted = new ArrayList<>(labels);
        Collections.sort(sorted);

        assertEquals(labels, sorted);
    }
}
