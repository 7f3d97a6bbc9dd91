package org.beibu.runtime.histogram;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;

/**
 * How many delays fell where: an HdrHistogram (1 us to 60 s, three digits, nanoseconds) with exact
 * count, minimum, maximum, sum and sum of squares. Sums and the histogram of the library are kept
 * apart because {@code getMean} and {@code getStdDeviation} of the library walk all buckets and
 * know the samples only to three digits.
 *
 * <p>Percentiles are nearest-rank: the {@code ceil(p / 100 * count)}-th smallest sample, shown as
 * the middle of its bucket and never outside minimum and maximum. So they are within 0.05 % of the
 * sample from 0.52 ms up, and within 256 ns below.
 *
 * <p>Belongs to one thread.
 */
public final class DelayHistogram {
    private final PagedCounts counts = new PagedCounts();
    private final WideSum sum = new WideSum();
    private final WideSum squares = new WideSum();
    private long count;
    private long minNanos = Long.MAX_VALUE;
    private long maxNanos = -1;

    /**
     * Adds one delay of 0 to 60 s.
     *
     * @throws IllegalArgumentException when it is negative or longer
     */
    public void record(long nanos) {
        if (nanos < 0 || nanos > HdrLayout.HIGHEST_NANOS) {
            throw new IllegalArgumentException("delay out of 0 to 60 s: " + nanos + " ns");
        }
        counts.add(HdrLayout.indexOf(nanos), 1);
        count++;
        sum.add(nanos);
        squares.addSquare(nanos);
        minNanos = Math.min(minNanos, nanos);
        maxNanos = Math.max(maxNanos, nanos);
    }

    /** Adds all samples of another histogram. */
    public void add(DelayHistogram other) {
        count = Math.addExact(count, other.count);
        counts.add(other.counts);
        sum.add(other.sum);
        squares.add(other.squares);
        minNanos = Math.min(minNanos, other.minNanos);
        maxNanos = Math.max(maxNanos, other.maxNanos);
    }

    /**
     * Adds all samples of an encoded histogram, without decoding it into another one first.
     *
     * @throws MalformedHistogramException when the octets are garbled; this histogram must then be
     *     thrown away
     */
    public void add(EncodedHistogram other) {
        V2Payload.addTo(counts, other);
        if (other.count() > 0) {
            count = Math.addExact(count, other.count());
            sum.add(
                    other.longAt(EncodedHistogram.SUM_OFFSET),
                    other.longAt(EncodedHistogram.SUM_OFFSET + 8));
            squares.add(
                    other.longAt(EncodedHistogram.SQUARES_OFFSET),
                    other.longAt(EncodedHistogram.SQUARES_OFFSET + 8));
            minNanos = Math.min(minNanos, other.minNanos());
            maxNanos = Math.max(maxNanos, other.maxNanos());
        }
    }

    /** Number of samples. */
    public long count() {
        return count;
    }

    /** The shortest delay, exactly; 0 when empty. */
    public long minNanos() {
        return count == 0 ? 0 : minNanos;
    }

    /** The longest delay, exactly; 0 when empty. */
    public long maxNanos() {
        return count == 0 ? 0 : maxNanos;
    }

    /** The sum of all delays, exactly. */
    public BigInteger sumNanos() {
        return sum.toBigInteger();
    }

    /** The sum of the squares of all delays, exactly. */
    public BigInteger sumOfSquares() {
        return squares.toBigInteger();
    }

    /** The mean; 0 when empty. */
    public double meanNanos() {
        return count == 0 ? 0 : sum.toDouble() / count;
    }

    /**
     * The standard deviation of the samples themselves (divided by {@code n}, not {@code n - 1}):
     * {@code sqrt(n * sum(x^2) - sum(x)^2) / n}, the difference taken exactly; 0 when empty.
     */
    public double standardDeviationNanos() {
        if (count == 0) {
            return 0;
        }
        BigInteger n = BigInteger.valueOf(count);
        BigInteger spread = n.multiply(sumOfSquares()).subtract(sumNanos().pow(2));
        return new BigDecimal(spread).sqrt(MathContext.DECIMAL64).doubleValue() / count;
    }

    /**
     * The delay that {@code percentile} percent of the samples do not exceed; 0 when empty, the
     * exact minimum at 0 and the exact maximum at 100.
     *
     * @throws IllegalArgumentException when the percentile is not between 0 and 100
     */
    public long percentileNanos(double percentile) {
        if (!(percentile >= 0 && percentile <= 100)) {
            throw new IllegalArgumentException("percentile out of 0 to 100: " + percentile);
        }
        if (count == 0) {
            return 0;
        }
        long rank = rank(percentile);
        if (rank <= 1 || rank >= count) {
            return rank <= 1 ? minNanos : maxNanos;
        }
        long middle = HdrLayout.middleOf(counts.indexOfRank(rank));
        return Math.max(minNanos, Math.min(maxNanos, middle));
    }

    /** {@code ceil(percentile / 100 * count)}, not misled by the rounding of 99.9 / 100. */
    private long rank(double percentile) {
        double exact = percentile / 100 * count;
        double nearest = Math.rint(exact);
        boolean whole = Math.abs(exact - nearest) <= 4 * Math.ulp(exact);
        return (long) (whole ? nearest : Math.ceil(exact));
    }

    /**
     * How many samples lie in {@code (bounds[i - 1], bounds[i]]}, and in the last element how many
     * lie above all bounds. A sample counts as the middle of its bucket, so one within 0.05 % of a
     * bound may be found on its other side; the sum of the result is always {@link #count()}.
     *
     * @param upperBoundsNanos rising, at least one
     */
    public long[] bucketCounts(long[] upperBoundsNanos) {
        for (int i = 1; i < upperBoundsNanos.length; i++) {
            if (upperBoundsNanos[i] <= upperBoundsNanos[i - 1]) {
                throw new IllegalArgumentException("bounds must rise: " + upperBoundsNanos[i]);
            }
        }
        long[] result = new long[upperBoundsNanos.length + 1];
        int[] bound = {0};
        counts.forEach(
                (index, n) -> {
                    long middle = HdrLayout.middleOf(index);
                    while (bound[0] < upperBoundsNanos.length
                            && upperBoundsNanos[bound[0]] < middle) {
                        bound[0]++;
                    }
                    result[bound[0]] += n;
                });
        return result;
    }

    /** Hands over each bucket that holds samples, in rising order. */
    public void forEachBucket(BucketConsumer consumer) {
        counts.forEach(
                (index, n) ->
                        consumer.onBucket(
                                HdrLayout.lowestOf(index), HdrLayout.lowestOf(index + 1), n));
    }

    /** Takes one bucket: {@code count} samples of {@code [lowestNanos, aboveNanos)}. */
    @FunctionalInterface
    public interface BucketConsumer {
        /** Takes a bucket. */
        void onBucket(long lowestNanos, long aboveNanos, long count);
    }

    /** The histogram as immutable octets. */
    public EncodedHistogram toEncoded() {
        return new EncodedHistogram(encode());
    }

    /** The octets that {@link EncodedHistogram} draws. */
    public byte[] encode() {
        byte[] octets = V2Payload.encode(counts, EncodedHistogram.PAYLOAD_OFFSET);
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        buffer.put(EncodedHistogram.VERSION).putLong(count).putLong(minNanos()).putLong(maxNanos());
        buffer.putLong(sum.high()).putLong(sum.low());
        buffer.putLong(squares.high()).putLong(squares.low());
        buffer.put(EncodedHistogram.V2_HEADER);
        buffer.putInt(
                EncodedHistogram.V2_LENGTH_OFFSET, octets.length - EncodedHistogram.PAYLOAD_OFFSET);
        return octets;
    }

    /**
     * The histogram with these octets.
     *
     * @throws MalformedHistogramException when they are garbled
     */
    public static DelayHistogram decode(byte[] octets) {
        return EncodedHistogram.of(octets).decode();
    }

    /** A copy as a histogram of the HdrHistogram library, for its iterators and outputs. */
    public Histogram toHdrHistogram() {
        Histogram histogram = HdrLayout.newHistogram();
        counts.forEach((index, n) -> histogram.recordValueWithCount(HdrLayout.lowestOf(index), n));
        return histogram;
    }

    /** Forgets all samples but keeps some memory for the next ones. */
    public void clear() {
        counts.clear();
        sum.clear();
        squares.clear();
        count = 0;
        minNanos = Long.MAX_VALUE;
        maxNanos = -1;
    }

    /** Memory in use, roughly, octets. */
    public int footprint() {
        return 160 + counts.octets();
    }

    @Override
    public String toString() {
        return "n=%d min=%d p50=%d p95=%d p99=%d max=%d ns"
                .formatted(
                        count,
                        minNanos(),
                        percentileNanos(50),
                        percentileNanos(95),
                        percentileNanos(99),
                        maxNanos());
    }
}
