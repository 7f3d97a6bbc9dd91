package org.beibu.analyzer.delay;

import java.util.Arrays;

/** Hides the few samples at the ends of a distribution: they may be of a single connection. */
public final class Tails {
    private Tails() {}

    /**
     * Moves the counts at either end inwards until so many lie together there; the sum stays. With
     * fewer than twice as many in all, everything goes to the bucket of the median.
     */
    public static void fold(long[] counts, long least) {
        long all = Arrays.stream(counts).sum();
        if (all < 2 * least) {
            int median = bucketOf(counts, (all + 1) / 2);
            Arrays.fill(counts, 0);
            counts[median] = all;
            return;
        }
        int low = bucketOf(counts, least);
        int high = bucketOf(counts, all - least + 1);
        for (int i = 0; i < counts.length; i++) {
            int folded = Math.max(low, Math.min(high, i));
            if (folded != i) {
                counts[folded] += counts[i];
                counts[i] = 0;
            }
        }
    }

    /** The bucket of the sample with this rank, from 1. */
    private static int bucketOf(long[] counts, long rank) {
        int i = 0;
        long seen = counts[0];
        while (seen < rank && i < counts.length - 1) {
            seen += counts[++i];
        }
        return i;
    }
}
