package org.beibu.probe.rtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.beibu.model.TimingSample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelaySummaryTest {
    @Test
    void oneDelayIsAllItsPercentiles() {
        DelaySummary summary = new DelaySummary();
        summary.record(1234);

        assertEquals(1234, summary.percentile(50));
        assertEquals(1234, summary.percentile(99));
        assertEquals(1234, summary.min());
        assertEquals(1234, summary.max());
    }

    @Test
    void percentileIsADelayThatWasRecorded() {
        DelaySummary summary = new DelaySummary();
        for (long delay : new long[] {40, 10, 30, 20}) {
            summary.record(delay);
        }

        assertEquals(20, summary.percentile(50));
        assertEquals(40, summary.percentile(95));
    }

    @Test
    void longestDelayFits() {
        DelaySummary summary = new DelaySummary();
        for (int i = 0; i < 1000; i++) {
            summary.record(TimingSample.MAX_DELAY_NANOS);
            summary.record(0);
        }

        assertEquals(0, summary.min());
        assertEquals(TimingSample.MAX_DELAY_NANOS, summary.percentile(99));
        assertEquals(2000, summary.count());
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 1023, 1024, 1025, 1026, 20_000})
    void percentilesAreWithinAThousandth(int delays) {
        Random random = new Random(delays);
        DelaySummary summary = new DelaySummary();
        long[] all = new long[delays];
        for (int i = 0; i < delays; i++) {
            all[i] = 1_000_000 + (long) (Math.exp(random.nextGaussian()) * 20e6);
            summary.record(all[i]);
        }
        Arrays.sort(all);
        for (double percent : new double[] {50, 95, 99}) {
            double exact = all[(int) Math.ceil(percent / 100 * delays) - 1];
            assertEquals(1, summary.percentile(percent) / exact, 0.001);
        }
        assertEquals(all[0], summary.min());
        assertEquals(all[delays - 1], summary.max());
    }
}
