package org.beibu.analyzer.export;

import java.util.Random;

/**
 * Waiting times after failures: doubling from the shortest to the longest, each drawn from its
 * upper half, so that several exporters do not come back in step. Single-threaded.
 */
final class Backoff {
    private final long shortestNanos;
    private final long longestNanos;
    private final Random random;
    private long ceilingNanos;

    /**
     * @param shortestNanos upper end of the first wait
     * @param longestNanos upper end of all waits
     * @param random source of the jitter
     */
    Backoff(long shortestNanos, long longestNanos, Random random) {
        if (shortestNanos <= 1 || longestNanos < shortestNanos) {
            throw new IllegalArgumentException(
                    "waits must ascend: " + shortestNanos + " to " + longestNanos);
        }
        this.shortestNanos = shortestNanos;
        this.longestNanos = longestNanos;
        this.random = random;
        this.ceilingNanos = shortestNanos;
    }

    /** The next wait, nanoseconds, in {@code [ceiling / 2, ceiling]}. */
    long nextNanos() {
        long half = ceilingNanos / 2;
        long wait = half + (long) (random.nextDouble() * (ceilingNanos - half));
        ceilingNanos = ceilingNanos > longestNanos / 2 ? longestNanos : ceilingNanos * 2;
        return wait;
    }

    /** After a success the next wait is the shortest again. */
    void reset() {
        ceilingNanos = shortestNanos;
    }
}
