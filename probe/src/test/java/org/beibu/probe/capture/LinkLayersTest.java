package org.beibu.probe.capture;

import static org.beibu.probe.capture.Frames.cookedV1;
import static org.beibu.probe.capture.Frames.cookedV2;
import static org.beibu.probe.capture.Frames.ethernet;
import static org.beibu.probe.capture.Frames.hex;
import static org.beibu.probe.capture.Frames.ipv4;
import static org.beibu.probe.capture.Frames.ipv6;
import static org.beibu.probe.capture.Frames.join;
import static org.beibu.probe.capture.Frames.snap;
import static org.beibu.probe.capture.Frames.tag;
import static org.beibu.probe.capture.Frames.tcp;
import static org.beibu.probe.capture.Frames.zeros;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

class LinkLayersTest {
    private static final byte[] IPV4 = ipv4(6, tcp(DecodedPacket.SYN, zeros(0)));
    private static final byte[] IPV6 = ipv6(6, tcp(DecodedPacket.SYN, zeros(0)));

    @Test
    void everyLinkTypeLeadsToTheSameSegment() {
        String expected = Decoding.of(ethernet(0x0800, IPV4)).text();

        assertEquals(
                "1700000000123456789 192.0.2.1 49152 > 198.51.100.2 443 S seq 4294967280"
                        + " ack 2147483649 len 0 win 64240 id 4660",
                expected);
        assertEquals(expected, Decoding.of(113, cookedV1(0x0800, IPV4)).text());
        assertEquals(expected, Decoding.of(276, cookedV2(0x0800, IPV4)).text());
        assertEquals(expected, Decoding.of(101, IPV4).text());
        assertEquals(expected, Decoding.of(12, IPV4).text());
        assertEquals(expected, Decoding.of(14, IPV4).text());
        assertEquals(expected, Decoding.of(228, IPV4).text());
        assertEquals(expected, Decoding.of(0, join(hex("02000000"), IPV4)).text());
        assertEquals(expected, Decoding.of(0, join(hex("00000002"), IPV4)).text());
        assertEquals(expected, Decoding.of(108, join(hex("00000002"), IPV4)).text());
        assertEquals(expected, Decoding.of(226, join(hex("0102"), zeros(22), IPV4)).text());
    }

    @Test
    void theMacAddressesOfTheFrameAreKept() {
        DecodedPacket framed = Decoding.of(ethernet(0x0800, IPV4)).segment();
        DecodedPacket raw = Decoding.of(101, IPV4).segment();

        assertEquals(0x020000000002L, framed.destinationMac());
        assertEquals(0x020000000001L, framed.sourceMac());
        assertEquals(DecodedPacket.NO_MAC, raw.sourceMac());
        assertEquals(DecodedPacket.NO_MAC, raw.destinationMac());
    }

    @Test
    void everyLinkTypeCarriesIpv6() {
        String expected = Decoding.of(ethernet(0x86dd, IPV6)).text();

        assertEquals(expected, Decoding.of(113, cookedV1(0x86dd, IPV6)).text());
        assertEquals(expected, Decoding.of(276, cookedV2(0x86dd, IPV6)).text());
        assertEquals(expected, Decoding.of(101, IPV6).text());
        assertEquals(expected, Decoding.of(229, IPV6).text());
        for (String family : new String[] {"0a", "18", "1c", "1e"}) {
            assertEquals(expected, Decoding.of(0, join(hex(family, "000000"), IPV6)).text());
            assertEquals(expected, Decoding.of(0, join(hex("000000", family), IPV6)).text());
        }
    }

    @Test
    void whatIsNotIpIsSkipped() {
        assertEquals(SkipReason.ARP, Decoding.of(ethernet(0x0806, zeros(28))).reason());
        assertEquals(SkipReason.ARP, Decoding.of(ethernet(0x8035, zeros(28))).reason());
        assertEquals(SkipReason.NOT_IP, Decoding.of(ethernet(0x88cc, zeros(28))).reason());
        assertEquals(SkipReason.NOT_IP, Decoding.of(0, join(hex("07000000"), IPV4)).reason());
        assertEquals(SkipReason.NOT_IP, Decoding.of(101, zeros(40)).reason());
        assertEquals(SkipReason.NOT_IP, Decoding.of(113, cookedV1(1, IPV4)).reason());
    }

    @Test
    void pppIsReadWithAndWithoutFraming() {
        String expected = Decoding.of(ethernet(0x0800, IPV4)).text();
        byte[] framed = join(hex("ff03 0021"), IPV4);
        byte[] bare = join(hex("0021"), IPV4);
        byte[] compressed = join(hex("21"), IPV4);
        byte[] both = join(hex("ff03 21"), IPV4);
        for (byte[] ppp : new byte[][] {framed, bare, compressed, both}) {
            assertEquals(expected, Decoding.of(9, ppp).text());
            assertEquals(expected, Decoding.of(50, ppp).text());
            assertEquals(expected, Decoding.of(51, Tunnels.pppoe(ppp)).text());
        }
        assertEquals(expected, Decoding.of(50, join(hex("0f00 0800"), IPV4)).text());
        assertEquals(expected, Decoding.of(104, join(hex("8f00 0800"), IPV4)).text());
        assertEquals(SkipReason.NOT_IP, Decoding.of(104, join(hex("8f00 1234"), IPV4)).reason());
        assertEquals(SkipReason.PPP_CONTROL, Decoding.of(9, join(hex("c021"), zeros(9))).reason());
    }

    @Test
    void fddiCarriesSnap() {
        byte[] addresses = hex("020000000002 020000000001");
        byte[] frame = join(hex("50"), addresses, snap(0x0800, IPV4));
        byte[] management = join(hex("41"), addresses, snap(0x0800, IPV4));

        assertEquals(443, Decoding.of(10, frame).segment().destinationPort());
        assertEquals(SkipReason.NOT_IP, Decoding.of(10, management).reason());
        assertEquals(SkipReason.TRUNCATED_LINK, Decoding.of(10, frame, 12, frame.length).reason());
    }

    @Test
    void cookedCapturesKeepTheSendersMac() {
        assertEquals(
                0x020000000001L, Decoding.of(113, cookedV1(0x0800, IPV4)).segment().sourceMac());
        assertEquals(
                0x020000000001L, Decoding.of(276, cookedV2(0x0800, IPV4)).segment().sourceMac());
    }

    @Test
    void anUnknownLinkTypeIsSkipped() {
        assertEquals(SkipReason.UNKNOWN_LINK_TYPE, Decoding.of(147, IPV4).reason());
        assertEquals(SkipReason.UNKNOWN_LINK_TYPE, Decoding.of(-1, IPV4).reason());
    }

    @Test
    void aSingleTagIsReadWithoutItsPriority() {
        Decoding plain = Decoding.of(ethernet(0x8100, tag(0x0065, 0x0800, IPV4)));
        Decoding urgent = Decoding.of(ethernet(0x8100, tag(0xf065, 0x0800, IPV4)));

        assertEquals(1, plain.segment().vlanDepth());
        assertEquals(101, plain.segment().vlanOuter());
        assertEquals(101, plain.segment().vlanInner());
        assertEquals(101, urgent.segment().vlanOuter());
        assertEquals(plain.segment().tagHash(), urgent.segment().tagHash());
    }

    @Test
    void stacksOfTagsOfAnyDepthAreRead() {
        byte[] two = ethernet(0x88a8, tag(200, 0x8100, tag(101, 0x0800, IPV4)));
        byte[] four =
                ethernet(
                        0x9100,
                        tag(1, 0x88a8, tag(2, 0x8100, tag(3, 0x8100, tag(4, 0x86dd, IPV6)))));

        Decoding stackOfTwo = Decoding.of(two);
        Decoding stackOfFour = Decoding.of(four);

        assertEquals(2, stackOfTwo.segment().vlanDepth());
        assertEquals(200, stackOfTwo.segment().vlanOuter());
        assertEquals(101, stackOfTwo.segment().vlanInner());
        assertEquals(4, stackOfFour.segment().vlanDepth());
        assertEquals(1, stackOfFour.segment().vlanOuter());
        assertEquals(4, stackOfFour.segment().vlanInner());
    }

    @Test
    void equalIdsInAnotherOrderHashDifferently() {
        int ab =
                Decoding.of(ethernet(0x8100, tag(1, 0x8100, tag(2, 0x0800, IPV4))))
                        .segment()
                        .tagHash();
        int ba =
                Decoding.of(ethernet(0x8100, tag(2, 0x8100, tag(1, 0x0800, IPV4))))
                        .segment()
                        .tagHash();
        int a = Decoding.of(ethernet(0x8100, tag(1, 0x0800, IPV4))).segment().tagHash();

        assertNotEquals(ab, ba);
        assertNotEquals(ab, a);
        assertNotEquals(0, a);
        assertEquals(0, Decoding.of(ethernet(0x0800, IPV4)).segment().tagHash());
    }

    @Test
    void allSingleTagsHashDifferently() {
        long distinct =
                IntStream.range(1, 4096)
                        .map(
                                id ->
                                        Decoding.of(ethernet(0x8100, tag(id, 0x0800, IPV4)))
                                                .segment()
                                                .tagHash())
                        .distinct()
                        .count();

        assertEquals(4095, distinct);
    }

    @Test
    void aPriorityTagDoesNotSplitAFlow() {
        Decoding priority = Decoding.of(ethernet(0x8100, tag(0xe000, 0x0800, IPV4)));

        assertEquals(1, priority.segment().vlanDepth());
        assertEquals(0, priority.segment().tagHash());
    }

    @Test
    void tagsOfAnEarlierPacketAreForgotten() {
        DecodedPacket segment = new DecodedPacket();
        PacketDecoder decoder = new PacketDecoder(new Counters());
        byte[] tagged = ethernet(0x8100, tag(7, 0x0800, IPV4));
        byte[] plain = ethernet(0x0800, IPV4);
        CapturedPacket packet = new CapturedPacket().onInterface(0, LinkType.ETHERNET);

        decoder.decode(
                packet.wrap(ByteBuffer.wrap(tagged), 0, tagged.length, tagged.length, 1), segment);
        decoder.decode(
                packet.wrap(ByteBuffer.wrap(plain), 0, plain.length, plain.length, 2), segment);

        assertEquals(0, segment.vlanDepth());
        assertEquals(0, segment.vlanOuter());
        assertEquals(0, segment.tagHash());
    }

    @Test
    void snapInsideAnIeee8023FrameIsRead() {
        byte[] inside = snap(0x0800, IPV4);
        Decoding frame = Decoding.of(ethernet(inside.length, inside));
        Decoding tagged = Decoding.of(ethernet(0x8100, tag(5, inside.length, inside)));
        Decoding cooked = Decoding.of(113, cookedV1(0x0004, inside));

        assertEquals(443, frame.segment().destinationPort());
        assertEquals(5, tagged.segment().vlanOuter());
        assertEquals(443, cooked.segment().destinationPort());
    }

    @Test
    void anIeee8023LengthBoundsTheSegmentInside() {
        byte[] data = ipv4(6, 20 + 20 + 1000, 0x4000, tcp(DecodedPacket.ACK, zeros(10)));
        byte[] inside = snap(0x0800, data);

        Decoding frame = Decoding.of(ethernet(inside.length, inside));

        assertEquals(10, frame.segment().payloadLength());
    }

    @Test
    void llcWithoutSnapIsNotIp() {
        assertEquals(
                SkipReason.NOT_IP,
                Decoding.of(ethernet(38, join(hex("424203"), zeros(35)))).reason());
        assertEquals(
                SkipReason.NOT_IP,
                Decoding.of(ethernet(8, hex("aaaa03 00000c 2000"))).reason()); // a vendor's own
        assertNull(Decoding.of(ethernet(60, snap(0x0800, IPV4))).reason());
    }
}
