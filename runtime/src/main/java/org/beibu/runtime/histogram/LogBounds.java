package org.beibu.runtime.histogram;

/** Upper bounds of buckets, spaced by equal factors. */
public final class LogBounds {
    private LogBounds() {}

    /**
     * The bounds {@code from * 10^(i / perDecade)} up to {@code to}, each rounded to the
     * nanosecond.
     *
     * @throws IllegalArgumentException unless {@code 0 < from < to} and {@code perDecade > 0}
     */
    public static long[] between(long fromNanos, long toNanos, int perDecade) {
        if (fromNanos <= 0 || toNanos <= fromNanos || perDecade <= 0) {
            throw new IllegalArgumentException(
                    "bounds from " + fromNanos + " to " + toNanos + ", " + perDecade + " a decade");
        }
        int steps = (int) Math.rint(Math.log10((double) toNanos / fromNanos) * perDecade);
        long[] bounds = new long[steps + 1];
        for (int i = 0; i <= steps; i++) {
            bounds[i] = Math.round(fromNanos * Math.pow(10, (double) i / perDecade));
        }
        return bounds;
    }
}
