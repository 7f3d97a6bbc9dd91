package org.beibu.probe.capture;

import static org.beibu.probe.capture.Frames.ethernet;
import static org.beibu.probe.capture.Frames.hex;
import static org.beibu.probe.capture.Frames.ipv4;
import static org.beibu.probe.capture.Frames.join;
import static org.beibu.probe.capture.Frames.tcp;
import static org.beibu.probe.capture.Frames.timestamps;
import static org.beibu.probe.capture.Frames.u32;
import static org.beibu.probe.capture.Frames.zeros;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TcpHeadersTest {
    private static final int HEADERS = 14 + 20 + 20;

    private static byte[] frame(byte[] options) {
        return ethernet(0x0800, ipv4(6, tcp(DecodedPacket.ACK, options, zeros(1))));
    }

    @Test
    void allFieldsAreRead() {
        DecodedPacket segment =
                Decoding.of(ethernet(0x0800, ipv4(6, tcp(0xd8, timestamps(7, 8), zeros(5)))))
                        .segment();

        assertEquals(49152, segment.sourcePort());
        assertEquals(443, segment.destinationPort());
        assertEquals(0xfffffff0, segment.sequenceNumber());
        assertEquals(0x80000001, segment.acknowledgmentNumber());
        assertEquals(0xd8, segment.flags());
        assertEquals(0xfaf0, segment.window());
        assertEquals(0xbeef, segment.checksum());
        assertEquals(0x1234, segment.ipv4Identification());
        assertEquals(5, segment.payloadLength());
        assertEquals(14 + 20 + 32 + 5, segment.wireLength());
    }

    @Test
    void timestampsAreReadAtTheUsualPlaceAndAnywhereElse() {
        byte[] usual = timestamps(0xfffffffeL, 0x80000000L);
        byte[] behindOthers = hex("020405b4 0402 080a fffffffe 80000000 01 030307");

        for (byte[] options : new byte[][] {usual, behindOthers}) {
            DecodedPacket segment = Decoding.of(frame(options)).segment();

            assertTrue(segment.hasTimestamps());
            assertEquals(0xfffffffe, segment.tsval());
            assertEquals(0x80000000, segment.tsecr());
        }
    }

    @Test
    void theFirstOfTwoTimestampsOptionsCounts() {
        DecodedPacket segment =
                Decoding.of(frame(join(timestamps(1, 2), timestamps(3, 4)))).segment();

        assertEquals(1, segment.tsval());
    }

    @Test
    void optionsOfAnEarlierSegmentAreForgotten() {
        DecodedPacket segment = Decoding.of(frame(zeros(0))).segment();

        assertFalse(segment.hasTimestamps());
        assertEquals(0, segment.sackHash());
    }

    @Test
    void sackEdgesChangeTheHash() {
        byte[] one = join(timestamps(1, 2), hex("0101 050a 00000001 00000002"));
        byte[] other = join(timestamps(1, 2), hex("0101 050a 00000001 00000003"));

        int hash = Decoding.of(frame(one)).segment().sackHash();

        assertNotEquals(0, hash);
        assertEquals(hash, Decoding.of(frame(one)).segment().sackHash());
        assertNotEquals(hash, Decoding.of(frame(other)).segment().sackHash());
    }

    @Test
    void sackBlocksAreRead() {
        byte[] two = join(hex("0101 0512"), u32(5), u32(0xfffffff0L), u32(7), u32(8));

        DecodedPacket segment = Decoding.of(frame(two)).segment();

        assertTrue(segment.hasSack());
        assertEquals(2, segment.sackBlocks());
        assertEquals(5, segment.sackLeft());
        assertEquals(0xfffffff0, segment.sackRight());
        assertEquals(7, segment.sackLeft(1));
        assertEquals(8, segment.sackRight(1));
        assertFalse(Decoding.of(frame(timestamps(1, 2))).segment().hasSack());
        assertFalse(Decoding.of(frame(hex("0101 0502"))).segment().hasSack());
    }

    @Test
    void nothingBehindTheEndOfOptionsIsRead() {
        byte[] options = join(hex("01010100"), hex("0101080a 00000001 00000002"));
        Decoding decoding = Decoding.of(frame(options));

        assertFalse(decoding.segment().hasTimestamps());
        assertEquals(0, decoding.count(CaptureCounter.TCP_OPTIONS_MALFORMED));
    }

    @Test
    void impossibleOptionLengthsEndTheOptionsButNotTheSegment() {
        for (String options : new String[] {"08000000", "08010000", "01080a00", "01010108"}) {
            Decoding decoding = Decoding.of(frame(hex(options)));

            assertTrue(decoding.decoded(), options);
            assertFalse(decoding.segment().hasTimestamps(), options);
            assertEquals(1, decoding.count(CaptureCounter.TCP_OPTIONS_MALFORMED), options);
        }
    }

    @Test
    void aTimestampsOptionOfAnotherLengthIsNotOne() {
        assertFalse(Decoding.of(frame(hex("0806000000010101"))).segment().hasTimestamps());
    }

    @Test
    void aSnapLengthInsideTheOptionsKeepsThoseCapturedWhole() {
        byte[] frame = frame(join(timestamps(1, 2), hex("0101 050a 00000001 00000002")));

        Decoding all = Decoding.of(1, frame, HEADERS + 24, frame.length);
        Decoding first = Decoding.of(1, frame, HEADERS + 12, frame.length);
        Decoding none = Decoding.of(1, frame, HEADERS + 11, frame.length);

        assertEquals(0, all.count(CaptureCounter.TCP_OPTIONS_CUT));
        assertNotEquals(0, all.segment().sackHash());
        assertTrue(first.segment().hasTimestamps());
        assertEquals(0, first.segment().sackHash());
        assertEquals(1, first.count(CaptureCounter.TCP_OPTIONS_CUT));
        assertFalse(none.segment().hasTimestamps());
        assertEquals(1, none.segment().payloadLength());
        assertEquals(1, none.count(CaptureCounter.TCP_OPTIONS_CUT));
    }

    @Test
    void headerLengthsThatCannotBeAreMalformed() {
        byte[] tooShort = frame(zeros(0));
        tooShort[14 + 20 + 12] = 0x40;
        byte[] tooLong = frame(zeros(0));
        tooLong[14 + 20 + 12] = 0x60;

        assertEquals(SkipReason.MALFORMED_TRANSPORT, Decoding.of(tooShort).reason());
        assertEquals(SkipReason.MALFORMED_TRANSPORT, Decoding.of(tooLong).reason());
    }
}
