package org.beibu.probe.passive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TickEstimateTest {
    @Test
    void anEstimateIsAtMostAQuarterTooLongAndNeverTooShort() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            long tick = 5 + (random.nextLong() >>> (24 + random.nextInt(36)));
            long estimate = TickEstimate.nanos(TickEstimate.of(tick * 10 + 3, 10));

            assertTrue(estimate >= tick, tick + " as " + estimate);
            assertTrue(estimate <= tick + tick / 4 + 1, tick + " as " + estimate);
        }
    }

    @Test
    void anEstimateFitsInEightBitsAndIsNeverZero() {
        assertEquals(1, TickEstimate.of(1, 1000));
        assertTrue(TickEstimate.of(Long.MAX_VALUE, 8) <= 0xff);
    }

    @Test
    void commonClocksAreToldApart() {
        assertTrue(TickEstimate.nanos(TickEstimate.of(100_000_000, 100)) < 1_250_000);
        assertTrue(TickEstimate.nanos(TickEstimate.of(1_000_000_000, 100)) >= 10_000_000);
    }
}
