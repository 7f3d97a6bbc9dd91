package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waitsDoubleUpToTheLongest() {
        Backoff backoff = new Backoff(100, 1_000, new Random(1));

        for (long ceiling : new long[] {100, 200, 400, 800, 1_000, 1_000}) {
            long wait = backoff.nextNanos();
            assertTrue(wait >= ceiling / 2 && wait <= ceiling, wait + " of " + ceiling);
        }
    }

    @Test
    void resetBeginsAnew() {
        Backoff backoff = new Backoff(100, 1_000_000, new Random(1));
        for (int i = 0; i < 10; i++) {
            backoff.nextNanos();
        }

        backoff.reset();

        assertTrue(backoff.nextNanos() <= 100);
    }

    @Test
    void twoExportersDoNotKeepInStep() {
        Backoff one = new Backoff(1_000_000, 2_000_000, new Random(1));
        Backoff other = new Backoff(1_000_000, 2_000_000, new Random(2));

        assertNotEquals(one.nextNanos(), other.nextNanos());
    }

    @Test
    void waitsMustAscend() {
        assertThrows(IllegalArgumentException.class, () -> new Backoff(10, 5, new Random(1)));
    }
}
