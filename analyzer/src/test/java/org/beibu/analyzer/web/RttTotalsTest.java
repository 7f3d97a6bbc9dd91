package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Arrays;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.Test;

class RttTotalsTest {
    private static final long DAY = 86_400_000_000_000L;
    private static final long NOW = 20_000 * DAY + DAY / 2;
    private static final Series SERIES =
            new Series(
                    new PathId("VN-HAN", "gz-1"),
                    Method.HANDSHAKE,
                    Metric.FAR_ROUND_TRIP,
                    QualityClass.CLEAN);

    private final MemoryDelayStore store = new MemoryDelayStore();
    private final RttTotals totals = new RttTotals(store);

    @Test
    void allDaysAreAddedUp() {
        store.record(SERIES, NOW - 3 * DAY, 4_000_000);
        store.record(SERIES, NOW, 6_000_000);

        RttTotals.Total total = totals.read(NOW).get(0);

        assertEquals(2, total.count());
        assertEquals(BigInteger.valueOf(10_000_000), total.sumNanos());
        assertEquals(2, Arrays.stream(total.counts()).sum());
    }

    @Test
    void lateSampleOfAClosedDayIsCounted() {
        store.record(SERIES, NOW - 3 * DAY, 4_000_000);
        totals.read(NOW);

        store.record(SERIES, NOW - 2 * DAY, 4_000_000);

        assertEquals(2, totals.read(NOW).get(0).count());
    }

    @Test
    void countsNeverFallOverMidnight() {
        store.record(SERIES, NOW, 4_000_000);
        long before = totals.read(NOW).get(0).count();

        assertEquals(before, totals.read(NOW + DAY).get(0).count());
    }
}
