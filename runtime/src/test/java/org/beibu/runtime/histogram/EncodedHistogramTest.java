package org.beibu.runtime.histogram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedHistogramTest {

    /** Format version 1: must stay readable for ever. */
    private static final String GOLDEN_VERSION_1 =
            "01" // version
                    + "0000000000000003" // three samples
                    + "0000000001312d00" // minimum 20 ms
                    + "0000000001c9c380" // maximum 30 ms; the third is 25 ms
                    + "000000000000000000000000047868c0" // sum 75 ms
                    + "00000000000000000006d6c6fd315000" // sum of squares
                    + "1c849313000000090000000000000003" // cookie, length, offset, digits
                    + "00000000000003e80000000df84758003ff0000000000000" // range, ratio
                    + "876302df0402e10402"; // empty, 1, empty, 1, empty, 1

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
    void theOctetsAreThoseOfTheLibrary(long seed) {
        Random random = new Random(seed);
        Histogram library = HdrLayout.newHistogram();
        DelayHistogram ours = new DelayHistogram();
        int n = random.nextInt(seed % 2 == 0 ? 30 : 20_000);
        for (int i = 0; i < n; i++) {
            long delay = DelayHistogramTest.randomDelay(random);
            library.recordValue(delay);
            ours.record(delay);
        }

        ByteBuffer expected = ByteBuffer.allocate(library.getNeededByteBufferCapacity());
        library.encodeIntoByteBuffer(expected);
        byte[] encoded = ours.encode();

        assertArrayEquals(
                Arrays.copyOf(expected.array(), expected.position()),
                Arrays.copyOfRange(encoded, EncodedHistogram.V2_OFFSET, encoded.length));
        assertEquals(library, ours.toHdrHistogram());
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35, 36})
    void mergingOctetsIsAddingInTheLibrary(long seed) {
        Random random = new Random(seed);
        Histogram library = HdrLayout.newHistogram();
        DelayHistogram merged = new DelayHistogram();
        for (int part = 0; part < 30; part++) {
            Histogram one = HdrLayout.newHistogram();
            DelayHistogram ours = new DelayHistogram();
            for (int i = random.nextInt(200); i > 0; i--) {
                long delay = DelayHistogramTest.randomDelay(random);
                one.recordValue(delay);
                ours.record(delay);
            }
            library.add(one);
            merged.add(EncodedHistogram.of(ours.encode()));
        }

        assertEquals(library, merged.toHdrHistogram());
        assertEquals(library.getTotalCount(), merged.count());
    }

    @Test
    void decodingGivesBackWhatWasEncoded() {
        DelayHistogram histogram = new DelayHistogram();
        Random random = new Random(41);
        for (int i = 0; i < 500; i++) {
            histogram.record(DelayHistogramTest.randomDelay(random));
        }

        DelayHistogram decoded = DelayHistogram.decode(histogram.encode());

        assertEquals(histogram.toString(), decoded.toString());
        assertEquals(histogram.sumNanos(), decoded.sumNanos());
        assertEquals(histogram.sumOfSquares(), decoded.sumOfSquares());
        assertArrayEquals(histogram.encode(), decoded.encode());
        assertEquals(
                new DelayHistogram().toEncoded(),
                DelayHistogram.decode(new DelayHistogram().encode()).toEncoded());
    }

    @Test
    void largeCountsTakeNineOctetsAndComeBack() {
        DelayHistogram histogram = new DelayHistogram();
        histogram.record(20_000_000);
        for (int i = 0; i < 62; i++) {
            histogram.add(histogram.toEncoded());
            assertEquals(histogram.count(), DelayHistogram.decode(histogram.encode()).count());
        }

        assertEquals(1L << 62, histogram.count());
    }

    @Test
    void versionOneStaysReadable() {
        DelayHistogram decoded = DelayHistogram.decode(HexFormat.of().parseHex(GOLDEN_VERSION_1));

        assertEquals(3, decoded.count());
        assertEquals(20_000_000, decoded.minNanos());
        assertEquals(30_000_000, decoded.maxNanos());
        assertEquals(75_000_000, decoded.sumNanos().longValueExact());
        assertTrue(Math.abs(25_000_000 - decoded.percentileNanos(50)) <= 12_500);
    }

    @Test
    void octetsCutAnywhereAreRefused() {
        byte[] octets = sample().encode();

        for (int length = 0; length < octets.length; length++) {
            byte[] cut = Arrays.copyOf(octets, length);
            assertThrows(MalformedHistogramException.class, () -> DelayHistogram.decode(cut));
            if (length > EncodedHistogram.PAYLOAD_OFFSET) {
                // The same with a length field that agrees, so that only the counts are wrong.
                ByteBuffer.wrap(cut)
                        .putInt(
                                EncodedHistogram.V2_LENGTH_OFFSET,
                                length - EncodedHistogram.PAYLOAD_OFFSET);
                assertThrows(MalformedHistogramException.class, () -> DelayHistogram.decode(cut));
            }
        }
    }

    @Test
    void aNewerVersionIsNamed() {
        byte[] octets = sample().encode();
        octets[0] = 2;

        MalformedHistogramException refused =
                assertThrows(
                        MalformedHistogramException.class, () -> DelayHistogram.decode(octets));

        assertTrue(String.valueOf(refused.getMessage()).contains("version 2"));
    }

    @Test
    void garbledOctetsAreRefusedOrHarmless() {
        byte[] octets = sample().encode();
        Random random = new Random(51);
        int refused = 0;

        for (int round = 0; round < 100_000; round++) {
            byte[] garbled = octets.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                int position =
                        random.nextBoolean()
                                ? random.nextInt(garbled.length)
                                : EncodedHistogram.PAYLOAD_OFFSET
                                        + random.nextInt(
                                                garbled.length - EncodedHistogram.PAYLOAD_OFFSET);
                garbled[position] = (byte) random.nextInt(256);
            }
            try {
                DelayHistogram decoded = DelayHistogram.decode(garbled);
                decoded.percentileNanos(50);
            } catch (MalformedHistogramException e) {
                refused++;
            }
        }

        assertTrue(refused > 50_000, "refused " + refused);
    }

    @Test
    void randomCountsAreRefusedOrHarmless() {
        byte[] head = sample().encode();
        Random random = new Random(61);

        for (int round = 0; round < 50_000; round++) {
            byte[] garbled =
                    Arrays.copyOf(head, EncodedHistogram.PAYLOAD_OFFSET + 1 + random.nextInt(40));
            for (int i = EncodedHistogram.PAYLOAD_OFFSET; i < garbled.length; i++) {
                garbled[i] = (byte) random.nextInt(256);
            }
            ByteBuffer.wrap(garbled)
                    .putInt(
                            EncodedHistogram.V2_LENGTH_OFFSET,
                            garbled.length - EncodedHistogram.PAYLOAD_OFFSET);

            assertThrows(MalformedHistogramException.class, () -> DelayHistogram.decode(garbled));
        }
    }

    @Test
    void countsAndRunsBeyondTheLastBucketAreRefused() {
        String past = zigZag(-HdrLayout.BUCKETS);
        for (String counts :
                new String[] {
                    past + zigZag(1), // a count after the last bucket
                    past + zigZag(1).repeat(40), // and one beyond the last page
                    zigZag(-HdrLayout.BUCKETS - 1), // a run that passes the end
                    zigZag(-100) + past,
                    "ffffffffffffffffff", // the most negative number
                    "fefffffffffffffffffe".substring(0, 18)
                            + zigZag(1), // the largest, and one more
                }) {
            byte[] octets = HexFormat.of().parseHex(GOLDEN_VERSION_1);
            byte[] payload = HexFormat.of().parseHex(counts);
            byte[] garbled =
                    Arrays.copyOf(octets, EncodedHistogram.PAYLOAD_OFFSET + payload.length);
            System.arraycopy(payload, 0, garbled, EncodedHistogram.PAYLOAD_OFFSET, payload.length);
            ByteBuffer.wrap(garbled).putInt(EncodedHistogram.V2_LENGTH_OFFSET, payload.length);

            assertThrows(
                    MalformedHistogramException.class,
                    () -> DelayHistogram.decode(garbled),
                    counts);
        }
    }

    /** A small number in the encoding of the counts, as hexadecimal digits. */
    private static String zigZag(long value) {
        StringBuilder hex = new StringBuilder();
        long raw = (value << 1) ^ (value >> 63);
        for (; raw > 0x7f; raw >>>= 7) {
            hex.append("%02x".formatted((raw & 0x7f) | 0x80));
        }
        return hex.append("%02x".formatted(raw)).toString();
    }

    private static DelayHistogram sample() {
        DelayHistogram histogram = new DelayHistogram();
        Random random = new Random(71);
        for (int i = 0; i < 60; i++) {
            histogram.record((long) (20_000_000 * Math.exp(random.nextGaussian() * 0.05)));
        }
        return histogram;
    }
}
