package org.beibu.runtime.histogram;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A histogram as octets, the form in which the store keeps it. Immutable. All integers are
 * big-endian.
 *
 * <pre>
 *   0  version            u8   1
 *   1  count              i64
 *   9  minimum            i64  nanoseconds; 0 when empty
 *  17  maximum            i64  nanoseconds; 0 when empty
 *  25  sum                i128 nanoseconds
 *  41  sum of squares     i128 nanoseconds squared
 *  57  HdrHistogram V2 encoding, uncompressed: header of 40 octets, then ZigZag LEB128 counts,
 *      a negative number being a run of empty buckets. Any HdrHistogram library can read it.
 * </pre>
 */
public final class EncodedHistogram {
    static final byte VERSION = 1;
    static final int COUNT_OFFSET = 1;
    static final int MINIMUM_OFFSET = 9;
    static final int MAXIMUM_OFFSET = 17;
    static final int SUM_OFFSET = 25;
    static final int SQUARES_OFFSET = 41;
    static final int V2_OFFSET = 57;
    static final int V2_HEADER_LENGTH = 40;
    static final int PAYLOAD_OFFSET = V2_OFFSET + V2_HEADER_LENGTH;

    /** Where the V2 header holds the length of what follows it. */
    static final int V2_LENGTH_OFFSET = V2_OFFSET + 4;

    /** Longest possible: nine octets for each bucket. */
    static final int MAX_LENGTH = PAYLOAD_OFFSET + 9 * HdrLayout.BUCKETS;

    /** The V2 header that every histogram of our layout has, up to the payload length. */
    static final byte[] V2_HEADER = Arrays.copyOf(HdrLayout.emptyEncoding(), V2_HEADER_LENGTH);

    private final byte[] octets;

    /** Takes the array over; the caller must not change it afterwards. */
    EncodedHistogram(byte[] octets) {
        this.octets = octets;
    }

    /**
     * Wraps a copy of the octets of {@link #toBytes}. Only the head is checked here; the counts are
     * checked when they are read.
     *
     * @throws MalformedHistogramException when the head is not that of a histogram
     */
    public static EncodedHistogram of(byte[] octets) {
        checkHead(octets);
        return new EncodedHistogram(octets.clone());
    }

    private static void checkHead(byte[] octets) {
        if (octets.length <= PAYLOAD_OFFSET || octets.length > MAX_LENGTH) {
            throw new MalformedHistogramException("it has " + octets.length + " octets");
        }
        if (octets[0] != VERSION) {
            throw new MalformedHistogramException(
                    "version " + octets[0] + ", this program knows " + VERSION);
        }
        if (ByteBuffer.wrap(octets).getInt(V2_LENGTH_OFFSET) != octets.length - PAYLOAD_OFFSET) {
            throw new MalformedHistogramException("its payload length is wrong");
        }
        for (int i = 0; i < V2_HEADER_LENGTH; i++) {
            boolean lengthField = i >= 4 && i < 8;
            if (!lengthField && octets[V2_OFFSET + i] != V2_HEADER[i]) {
                throw new MalformedHistogramException("its V2 header is not that of our layout");
            }
        }
    }

    /** Number of samples. */
    public long count() {
        return longAt(COUNT_OFFSET);
    }

    /** The shortest delay, exactly; 0 when empty. */
    public long minNanos() {
        return longAt(MINIMUM_OFFSET);
    }

    /** The longest delay, exactly; 0 when empty. */
    public long maxNanos() {
        return longAt(MAXIMUM_OFFSET);
    }

    /**
     * The histogram.
     *
     * @throws MalformedHistogramException when the counts are garbled
     */
    public DelayHistogram decode() {
        DelayHistogram histogram = new DelayHistogram();
        histogram.add(this);
        return histogram;
    }

    /** A copy of the octets. */
    public byte[] toBytes() {
        return octets.clone();
    }

    /** The octets themselves, not to be changed. */
    byte[] octets() {
        return octets;
    }

    long longAt(int offset) {
        return ByteBuffer.wrap(octets).getLong(offset);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedHistogram that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return "histogram of " + count() + " samples in " + octets.length + " octets";
    }
}
