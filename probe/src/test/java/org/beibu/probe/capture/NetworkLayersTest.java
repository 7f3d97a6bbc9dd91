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
import static org.beibu.probe.capture.Frames.zeros;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
        assertEquals(SkipReason.MALFORMED_TCP, overIpv4(ipv4(6, 39, 0, SEGMENT)).reason());
        assertEquals(SkipReason.MALFORMED_IP, overIpv4(join(hex("44"), zeros(60))).reason());
        assertEquals(SkipReason.MALFORMED_IP, overIpv4(ipv6(6, SEGMENT)).reason());
        assertEquals(SkipReason.MALFORMED_IP, overIpv6(ipv4(6, SEGMENT)).reason());
        assertEquals(SkipReason.MALFORMED_TCP, overIpv6(ipv6(6, 19, SEGMENT)).reason());
    }

    @Test
    void otherProtocolsAreNotTcp() {
        assertEquals(SkipReason.NOT_TCP, overIpv4(ipv4(1, zeros(40))).reason());
        assertEquals(SkipReason.NOT_TCP, overIpv4(ipv4(17, zeros(40))).reason());
        assertEquals(SkipReason.NOT_TCP, overIpv6(ipv6(58, zeros(40))).reason());
        assertEquals(SkipReason.NOT_TCP, overIpv6(ipv6(59, zeros(40))).reason());
        assertEquals(SkipReason.NOT_TCP, overIpv6(ipv6(50, zeros(40))).reason());
    }

    @Test
    void tunnelsAreCountedApart() {
        assertEquals(SkipReason.ENCAPSULATED, overIpv4(ipv4(4, ipv4(6, SEGMENT))).reason());
        assertEquals(SkipReason.ENCAPSULATED, overIpv4(ipv4(41, ipv6(6, SEGMENT))).reason());
        assertEquals(SkipReason.ENCAPSULATED, overIpv4(ipv4(47, zeros(40))).reason());
        for (String port : new String[] {"12b5", "2118", "17c1", "0868"}) {
            byte[] datagram = join(hex("c000", port, "00280000"), zeros(32));
            assertEquals(SkipReason.ENCAPSULATED, overIpv4(ipv4(17, datagram)).reason(), port);
            assertEquals(SkipReason.ENCAPSULATED, overIpv6(ipv6(17, datagram)).reason(), port);
        }
    }

    @Test
    void fragmentsOfTcpAreCountedByKind() {
        assertEquals(SkipReason.FIRST_FRAGMENT, overIpv4(ipv4(6, 140, 0x2000, SEGMENT)).reason());
        assertEquals(SkipReason.LATER_FRAGMENT, overIpv4(ipv4(6, 140, 0x2010, SEGMENT)).reason());
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
    void fragmentsOfOtherProtocolsAreNotTcp() {
        assertEquals(SkipReason.NOT_TCP, overIpv4(ipv4(17, 140, 0x2000, SEGMENT)).reason());
        assertEquals(
                SkipReason.NOT_TCP,
                overIpv6(ipv6(44, fragmentHeader(17, 0x0081, SEGMENT))).reason());
        assertEquals(SkipReason.ENCAPSULATED, overIpv4(ipv4(47, 140, 0x2000, SEGMENT)).reason());
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
