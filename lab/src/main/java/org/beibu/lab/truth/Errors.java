package org.beibu.lab.truth;

import java.util.Arrays;

/** Errors of samples against the truth, in nanoseconds, sorted. */
public final class Errors {
    /** What two whole-microsecond stamps may hide. */
    public static final long ALLOWED_BELOW_NANOS = 2_000;

    private final long[] sorted;

    Errors(long[] errors) {
        sorted = errors.clone();
        Arrays.sort(sorted);
    }

    /** How many there are. */
    public int count() {
        return sorted.length;
    }

    /** Those more than 2 us below the truth. */
    public int belowTruth() {
        return countBelow(-ALLOWED_BELOW_NANOS);
    }

    /** Those above a bound. */
    public int above(long nanos) {
        return sorted.length - countBelow(nanos + 1);
    }

    private int countBelow(long nanos) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The nearest rank; only when there is one. */
    public long quantile(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }

    /** The smallest. */
    public long minimum() {
        return sorted[0];
    }

    /** The largest. */
    public long maximum() {
        return sorted[sorted.length - 1];
    }
}
