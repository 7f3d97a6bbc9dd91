package org.beibu.runtime.histogram;

import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;
import org.beibu.model.TimingSample;

/**
 * The bucket layout of our HdrHistograms: values in nanoseconds, 1 us to 60 s, three digits.
 *
 * <p>HdrHistogram numbers its buckets so: with {@code unit = 2^9} ns (the largest power of two
 * below 1 us) and 2048 sub-buckets, values below {@code 2048 * unit} (1.05 ms) go to the bucket
 * {@code value / unit}; above it each doubling of the value has 1024 buckets more. So a bucket is
 * 512 ns wide up to 1.05 ms, and at most 0.1 % of its value from 0.52 ms up.
 *
 * <p>The library keeps the same arithmetic private; a test compares ours with it bucket by bucket.
 */
final class HdrLayout {
    static final long LOWEST_NANOS = 1_000;
    static final long HIGHEST_NANOS = TimingSample.MAX_DELAY_NANOS;
    static final int DIGITS = 3;

    private static final int UNIT_MAGNITUDE = 9;
    private static final int HALF_MAGNITUDE = 10;
    private static final int HALF_COUNT = 1 << HALF_MAGNITUDE;
    private static final long SUB_BUCKET_MASK = (2L * HALF_COUNT - 1) << UNIT_MAGNITUDE;
    private static final int LEADING_ZEROS_BASE = 64 - UNIT_MAGNITUDE - HALF_MAGNITUDE - 1;

    /** Number of buckets: the index of the longest delay, and one. */
    static final int BUCKETS = indexOf(HIGHEST_NANOS) + 1;

    private HdrLayout() {}

    /** The bucket that holds a value of 0 to {@link #HIGHEST_NANOS}. */
    static int indexOf(long nanos) {
        int doubling = LEADING_ZEROS_BASE - Long.numberOfLeadingZeros(nanos | SUB_BUCKET_MASK);
        int subBucket = (int) (nanos >>> (doubling + UNIT_MAGNITUDE));
        return (doubling << HALF_MAGNITUDE) + subBucket;
    }

    /** The smallest value of a bucket. */
    static long lowestOf(int index) {
        int doubling = Math.max(0, (index >> HALF_MAGNITUDE) - 1);
        long subBucket = index - ((long) doubling << HALF_MAGNITUDE);
        return subBucket << (doubling + UNIT_MAGNITUDE);
    }

    /** The value in the middle of a bucket, which stands for all its samples. */
    static long middleOf(int index) {
        int doubling = Math.max(0, (index >> HALF_MAGNITUDE) - 1);
        return lowestOf(index) + (1L << (doubling + UNIT_MAGNITUDE - 1));
    }

    /** An empty histogram of the library with this layout. */
    static Histogram newHistogram() {
        return new Histogram(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);
    }

    /** The library's V2 encoding of the empty histogram: the header that all of ours begin with. */
    static byte[] emptyEncoding() {
        ByteBuffer buffer = ByteBuffer.allocate(512);
        int length = newHistogram().encodeIntoByteBuffer(buffer);
        byte[] octets = new byte[length];
        buffer.flip().get(octets);
        return octets;
    }
}
