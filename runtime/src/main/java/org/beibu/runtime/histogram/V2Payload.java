package org.beibu.runtime.histogram;

import java.util.Arrays;

/**
 * Writes and walks the counts of HdrHistogram's V2 encoding: ZigZag LEB128 numbers of at most nine
 * octets, one for each bucket from the first to the last that holds samples, a negative number
 * {@code -n} standing for {@code n > 1} empty buckets. Walking the octets merges 43,200 histograms
 * in some tens of milliseconds, where decoding each with the library takes a second (it allocates
 * 147 KB for each).
 */
final class V2Payload {
    private static final int MAX_NUMBER_LENGTH = 9;

    private V2Payload() {}

    /** Adds the counts of an encoded histogram, trusting not one octet of it. */
    static void addTo(PagedCounts counts, EncodedHistogram encoded) {
        byte[] octets = encoded.octets();
        int end = octets.length;
        int position = EncodedHistogram.PAYLOAD_OFFSET;
        int index = 0;
        int first = -1;
        int last = -1;
        long total = 0;
        while (position < end) {
            long octet = octets[position++];
            long raw = octet & 0x7f;
            for (int shift = 7; octet < 0 && shift <= 56; shift += 7) {
                if (position == end) {
                    throw new MalformedHistogramException("its last number is cut");
                }
                octet = octets[position++];
                raw |= (shift == 56 ? octet & 0xff : octet & 0x7f) << shift;
            }
            long value = (raw >>> 1) ^ -(raw & 1);
            if (value > 0) {
                if (index >= HdrLayout.BUCKETS) {
                    throw new MalformedHistogramException("a count beyond the last bucket");
                }
                counts.add(index, value);
                total += value;
                if (total < 0) {
                    throw new MalformedHistogramException("its counts overflow");
                }
                first = first < 0 ? index : first;
                last = index++;
            } else {
                long run = value == 0 ? 1 : -value;
                if (run < 0 || run > HdrLayout.BUCKETS - index) {
                    throw new MalformedHistogramException("empty buckets beyond the last");
                }
                index += (int) run;
            }
        }
        checkHead(encoded, total, first, last);
    }

    private static void checkHead(EncodedHistogram encoded, long total, int first, int last) {
        if (encoded.count() != total) {
            throw new MalformedHistogramException(
                    "its counts add up to " + total + ", not " + encoded.count());
        }
        long min = encoded.minNanos();
        long max = encoded.maxNanos();
        boolean ranged =
                total == 0
                        ? min == 0 && max == 0
                        : min >= 0
                                && min <= max
                                && max <= HdrLayout.HIGHEST_NANOS
                                && HdrLayout.indexOf(min) == first
                                && HdrLayout.indexOf(max) == last;
        if (!ranged) {
            throw new MalformedHistogramException(
                    "minimum " + min + " and maximum " + max + " do not fit its counts");
        }
        if (encoded.longAt(EncodedHistogram.SUM_OFFSET) < 0
                || encoded.longAt(EncodedHistogram.SQUARES_OFFSET) < 0) {
            throw new MalformedHistogramException("a negative sum");
        }
    }

    /** The payload, octet for octet what the library writes, after {@code offset} free octets. */
    static byte[] encode(PagedCounts counts, int offset) {
        Writer writer = new Writer(offset);
        counts.forEach(writer::onBucket);
        if (writer.position == offset) {
            writer.put(0); // the library writes one empty bucket for an empty histogram
        }
        return Arrays.copyOf(writer.octets, writer.position);
    }

    private static final class Writer {
        private byte[] octets;
        private int position;
        private int nextIndex;

        Writer(int offset) {
            octets = new byte[offset + 256];
            position = offset;
        }

        void onBucket(int index, long count) {
            int empty = index - nextIndex;
            if (empty == 1) {
                put(0);
            } else if (empty > 1) {
                put(-empty);
            }
            put(count);
            nextIndex = index + 1;
        }

        void put(long value) {
            if (octets.length - position < MAX_NUMBER_LENGTH) {
                octets = Arrays.copyOf(octets, octets.length * 2);
            }
            long raw = (value << 1) ^ (value >> 63);
            for (int i = 1; i < MAX_NUMBER_LENGTH && (raw & ~0x7fL) != 0; i++) {
                octets[position++] = (byte) (raw | 0x80);
                raw >>>= 7;
            }
            octets[position++] = (byte) raw;
        }
    }
}
