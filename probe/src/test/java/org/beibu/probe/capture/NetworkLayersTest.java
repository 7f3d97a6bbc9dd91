package org.beibu.probe.capture;

import static org.beibu.probe.capture.Frames.ethernet;
import static org.beibu.probe.capture.Frames.extension;
import static org.beibu.probe.capture.Frames.fragmentHeader;
import static org.beibu.probe.capture.Frames.hex;
import static org.beibu.probe.capture.Frames.ipv4;
import static org.beibu.probe.capture.Frames.ipv4WithOptions;
import static org.beibu.probe.capture.Frames.ipv6;
import static org.beibu.probe.capture.Frames.join;
import static org.beibu.probe.capture.Frames.tcp;
import static org.beibu.probe.capture.Frames.udp;
import static org.beibu.probe.capture.Frames.zeros;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NetworkLayersTest {
    private static final byte[] SEGMENT = tcp(DecodedPacket.ACK, zeros(100));

    private static Decoding overIpv4(byte[] packet) {
        return Decoding.of(ethernet(0x0800, packet));
    }

    private static Decoding overIpv6(byte[] packet) {
        return Decoding.of(ethernet(0x86dd, packet));
    }

    @Test
    void ipv6AddressesAreRead() {
        assertEquals(
                "1700000000123456789 2001:db8::1 49152 > 2001:db8::2 443 A seq 4294967280"
                        + " ack 2147483649 len 100 win 64240 id 0",
                overIpv6(ipv6(6, SEGMENT)).text());
    }

    @Test
    void ipv4OptionsAreSkipped() {
        byte[] options = hex("94040000 01010100");
        byte[] packet = ipv4WithOptions(options, 6, 28 + SEGMENT.length, 0, SEGMENT);

        assertEquals(443, overIpv4(packet).segment().destinationPort());
        assertEquals(100, overIpv4(packet).segment().payloadLength());
    }

    @Test
    void theTotalLengthCountsAndNotThePadding() {
        byte[] padded = join(ipv4(6, tcp(DecodedPacket.ACK, zeros(0))), zeros(6));

        assertEquals(0, overIpv4(padded).segment().payloadLength());
        assertEquals(
                0, overIpv6(join(ipv6(6, tcp(1, zeros(0))), zeros(9))).segment().payloadLength());
    }

    @Test
    void theTotalLengthCountsMoreThanAShorterRecord() {
        byte[] frame = ethernet(0x0800, ipv4(6, SEGMENT));

        Decoding recordTooShort = Decoding.of(LinkType.ETHERNET, frame, 60, 60);

        assertEquals(100, recordTooShort.segment().payloadLength());
    }

    @Test
    void aTotalLengthOfZeroMeansTheWholeFrame() {
        byte[] large = ethernet(0x0800, ipv4(6, 0, 0x4000, tcp(DecodedPacket.ACK, zeros(200))));
        byte[] jumbo = ethernet(0x86dd, ipv6(6, 0, tcp(DecodedPacket.ACK, zeros(200))));

        assertEquals(
                69_000,
                Decoding.of(LinkType.ETHERNET, large, 100, 14 + 40 + 69_000)
                        .segment()
                        .payloadLength());
        assertEquals(200, Decoding.of(jumbo).segment().payloadLength());
    }

    @Test
    void lengthsThatContradictEachOtherAreMalformed() {
        assertEquals(SkipReason.MALFORMED_IP, overIpv4(ipv4(6, 19, 0, SEGMENT)).reason());
        assertEquals(SkipReason.MALFORMED_TRANSPORT, overIpv4(ipv4(6, 39, 0, SEGMENT)).reason());
        assertEquals(SkipReason.MALFORMED_IP, overIpv4(join(hex("44"), zeros(60))).reason());
        assertEquals(SkipReason.MALFORMED_IP, overIpv4(ipv6(6, SEGMENT)).reason());
        assertEquals(SkipReason.MALFORMED_IP, overIpv6(ipv4(6, SEGMENT)).reason());
        assertEquals(SkipReason.MALFORMED_TRANSPORT, overIpv6(ipv6(6, 19, SEGMENT)).reason());
    }

    @Test
    void otherProtocolsGiveAddressesButNoTransport() {
        for (Decoding other :
                new Decoding[] {
                    overIpv4(ipv4(132, zeros(40))),
                    overIpv6(ipv6(59, zeros(40))),
                    overIpv6(ipv6(50, zeros(40)))
                }) {
            assertEquals(SkipReason.OTHER_PROTOCOL, other.reason());
            assertTrue(other.decoded());
            assertEquals(DecodedPacket.NONE, other.segment().transport());
            assertNotEquals(0, other.segment().sourceLow());
        }
    }

    @Test
    void fragmentsOfTcpAreCountedByKind() {
        assertEquals(SkipReason.FIRST_FRAGMENT, overIpv4(ipv4(6, 140, 0x2000, SEGMENT)).reason());
        assertEquals(SkipReason.LATER_FRAGMENT, overIpv4(ipv4(6, 140, 0x2010, SEGMENT)).reason());
        assertTrue(overIpv4(ipv4(6, 140, 0x2010, SEGMENT)).decoded());
        assertEquals(SkipReason.LATER_FRAGMENT, overIpv4(ipv4(6, 140, 0x0010, SEGMENT)).reason());
        assertEquals(
                SkipReason.FIRST_FRAGMENT,
                overIpv6(ipv6(44, fragmentHeader(6, 0x0001, SEGMENT))).reason());
        assertEquals(
                SkipReason.LATER_FRAGMENT,
                overIpv6(ipv6(44, fragmentHeader(6, 0x0081, SEGMENT))).reason());
        assertEquals(
                SkipReason.LATER_FRAGMENT,
                overIpv6(ipv6(44, fragmentHeader(60, 0x0080, zeros(20)))).reason());
    }

    @Test
    void firstFragmentsOfOtherProtocolsAreSkippedToo() {
        assertEquals(SkipReason.FIRST_FRAGMENT, overIpv4(ipv4(47, 140, 0x2000, SEGMENT)).reason());
        assertEquals(SkipReason.LATER_FRAGMENT, overIpv4(ipv4(17, 140, 0x0001, SEGMENT)).reason());
    }

    @Test
    void theFirstFragmentOfADatagramIsUsed() {
        byte[] datagram = udp(53, 49152, 1000, zeros(500));
        for (Decoding first :
                new Decoding[] {
                    overIpv4(ipv4(17, 20 + 508, 0x2000, datagram)),
                    overIpv6(ipv6(44, fragmentHeader(17, 0x0001, datagram)))
                }) {
            assertEquals(DecodedPacket.UDP, first.segment().transport());
            assertTrue(first.segment().isFirstFragment());
            assertEquals(992, first.segment().payloadLength());
            assertEquals(500, first.segment().payloadCaptured());
            assertEquals(1, first.count(CaptureCounter.FIRST_FRAGMENTS_USED));
        }
        assertTrue(overIpv4(ipv4(1, 60, 0x2000, zeros(40))).segment().isFirstFragment());
        assertFalse(overIpv4(ipv4(17, datagram)).segment().isFirstFragment());
    }

    @Test
    void datagramsGivePortsAndPayload() {
        byte[] frame = ethernet(0x0800, ipv4(17, udp(49152, 53, 8 + 5, hex("0102030405 0000"))));

        DecodedPacket datagram = Decoding.of(frame).segment();

        assertEquals(DecodedPacket.UDP, datagram.transport());
        assertEquals(49152, datagram.sourcePort());
        assertEquals(53, datagram.destinationPort());
        assertEquals(5, datagram.payloadLength());
        assertEquals(5, datagram.payloadCaptured());
        assertEquals(0x01020304, datagram.buffer().getInt(datagram.payloadOffset()));
        DecodedPacket cut = Decoding.of(1, frame, 14 + 20 + 8 + 3, frame.length).segment();
        assertEquals(5, cut.payloadLength());
        assertEquals(3, cut.payloadCaptured());
    }

    @Test
    void theUdpLengthIsBoundedByTheIpLength() {
        byte[] beyond = ipv4(17, udp(1, 2, 2000, zeros(100)));
        byte[] unstated = ipv6(17, udp(1, 2, 0, zeros(100)));

        assertEquals(100, overIpv4(beyond).segment().payloadLength());
        assertEquals(100, overIpv6(unstated).segment().payloadLength());
        assertEquals(
                SkipReason.MALFORMED_TRANSPORT,
                overIpv4(ipv4(17, udp(1, 2, 7, zeros(100)))).reason());
        assertEquals(SkipReason.MALFORMED_TRANSPORT, overIpv4(ipv4(17, zeros(7))).reason());
    }

    @Test
    void icmpIsLeftToItsMatcherFromTheTypeOn() {
        DecodedPacket four = overIpv4(ipv4(1, hex("0800 0000 002a 0001 0102"))).segment();
        DecodedPacket six = overIpv6(ipv6(58, hex("8000 0000 002a 0001 0102"))).segment();

        assertEquals(DecodedPacket.ICMP, four.transport());
        assertEquals(8, four.buffer().get(four.payloadOffset()));
        assertEquals(10, four.payloadLength());
        assertEquals(10, four.payloadCaptured());
        assertEquals(0, four.sourcePort());
        assertEquals(DecodedPacket.ICMPV6, six.transport());
        assertEquals((byte) 0x80, six.buffer().get(six.payloadOffset()));
    }

    @Test
    void aSegmentQuotedByAnIcmpErrorIsNotLookedAt() {
        byte[] error = join(hex("0b00 0000 0000 0000"), ipv4(6, SEGMENT));

        Decoding decoding = overIpv4(ipv4(1, error));

        assertEquals(DecodedPacket.ICMP, decoding.segment().transport());
        assertEquals(0, decoding.segment().destinationPort());
    }

    @Test
    void theDscpIsReadFromEitherVersion() {
        byte[] four = ipv4(6, SEGMENT);
        four[1] = (byte) (46 << 2 | 1);
        byte[] six = ipv6(6, SEGMENT);
        six[0] = (byte) (0x60 | 46 >> 2);
        six[1] = (byte) (46 << 6);

        assertEquals(46, overIpv4(four).segment().dscp());
        assertEquals(46, overIpv6(six).segment().dscp());
    }

    @Test
    void anAtomicFragmentIsAWholePacket() {
        assertEquals(
                100, overIpv6(ipv6(44, fragmentHeader(6, 0, SEGMENT))).segment().payloadLength());
    }

    @Test
    void ipv6ExtensionHeadersAreSkipped() {
        byte[] chain =
                extension(43, 0, extension(60, 1, extension(135, 2, extension(6, 0, SEGMENT))));

        assertEquals(100, overIpv6(ipv6(0, chain)).segment().payloadLength());
        assertEquals(443, overIpv6(ipv6(60, extension(6, 3, SEGMENT))).segment().destinationPort());
    }

    @Test
    void theAuthenticationHeaderCountsInWordsOfFour() {
        byte[] authenticated = join(new byte[] {6, 4}, zeros(22), SEGMENT);

        assertEquals(100, overIpv6(ipv6(51, authenticated)).segment().payloadLength());
        assertEquals(100, overIpv4(ipv4(51, authenticated)).segment().payloadLength());
    }

    @Test
    void anExtensionHeaderLongerThanThePacketIsMalformed() {
        assertEquals(
                SkipReason.MALFORMED_IP, overIpv6(ipv6(60, join(hex("06ff"), zeros(30)))).reason());
        assertEquals(SkipReason.MALFORMED_IP, overIpv6(ipv6(60, zeros(7))).reason());
    }

    @Test
    void aPacketWithoutATimeIsCountedAsSuch() {
        byte[] frame = ethernet(0x0800, ipv4(6, SEGMENT));

        Decoding timeless =
                Decoding.of(1, frame, frame.length, frame.length, CapturedPacket.NO_TIME);

        assertEquals(SkipReason.NO_TIME, timeless.reason());
    }

    @Test
    void aRecordLongerThanItsPacketIsCountedAndRead() {
        byte[] frame = ethernet(0x0800, ipv4(6, SEGMENT));

        Decoding longer = Decoding.of(1, frame, frame.length, 60);

        assertEquals(100, longer.segment().payloadLength());
        assertEquals(60, longer.segment().wireLength());
        assertEquals(1, longer.count(CaptureCounter.LONGER_THAN_WIRE));
    }
}
