package org.beibu.probe.capture;

import static org.beibu.probe.capture.Frames.ethernet;
import static org.beibu.probe.capture.Frames.hex;
import static org.beibu.probe.capture.Frames.ipv4;
import static org.beibu.probe.capture.Frames.ipv6;
import static org.beibu.probe.capture.Frames.join;
import static org.beibu.probe.capture.Frames.tag;
import static org.beibu.probe.capture.Frames.tcp;
import static org.beibu.probe.capture.Frames.u16;
import static org.beibu.probe.capture.Frames.udp;
import static org.beibu.probe.capture.Frames.zeros;
import static org.beibu.probe.capture.Tunnels.INNER;
import static org.beibu.probe.capture.Tunnels.INNER_FRAME;
import static org.beibu.probe.capture.Tunnels.gre;
import static org.beibu.probe.capture.Tunnels.inIpv4;
import static org.beibu.probe.capture.Tunnels.inUdp;
import static org.beibu.probe.capture.Tunnels.label;
import static org.beibu.probe.capture.Tunnels.pppoe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EncapsulationsTest {
    private static final String SEGMENT = Decoding.of(INNER_FRAME).textWithoutTags();

    private static final Set<SkipReason> CUT =
            EnumSet.of(
                    SkipReason.TRUNCATED_LINK,
                    SkipReason.TRUNCATED_IP,
                    SkipReason.TRUNCATED_TUNNEL,
                    SkipReason.TRUNCATED_TRANSPORT);

    private static SkipReason reasonOf(byte[] frame) {
        return Objects.requireNonNull(Decoding.of(frame).reason());
    }

    @Test
    void everyEncapsulationLeadsToTheSameSegment() {
        Tunnels.frames()
                .forEach(
                        (name, frame) -> {
                            Decoding decoding = Decoding.of(frame);

                            assertEquals(SEGMENT, decoding.textWithoutTags(), name);
                            assertEquals(
                                    name.equals("QinQ") ? 0 : 1,
                                    decoding.count(CaptureCounter.ENCAPSULATED),
                                    name);
                        });
    }

    @Test
    void everyEncapsulationCutAnywhereIsTruncatedAndNothingElse() {
        for (Map.Entry<String, byte[]> entry : Tunnels.frames().entrySet()) {
            byte[] frame = entry.getValue();
            int headers = frame.length - 30 - 12;
            for (int captured = 0; captured < frame.length; captured++) {
                SkipReason reason = Decoding.of(1, frame, captured, frame.length).reason();

                String where = entry.getKey() + " at " + captured + ": " + reason;
                assertTrue(captured < headers ? CUT.contains(reason) : reason == null, where);
            }
        }
    }

    @Test
    void everyEncapsulationWhoseOuterPacketEndsEarlyIsRefusedOrIsAnotherDatagram() {
        for (Map.Entry<String, byte[]> entry : Tunnels.frames().entrySet()) {
            byte[] frame = entry.getValue();
            if (frame[12] != 0x08 || frame[13] != 0) {
                continue;
            }
            for (int length = 20; length < frame.length - 14 - 30 - 12; length++) {
                frame[16] = (byte) (length >>> 8);
                frame[17] = (byte) length;
                Decoding decoding = Decoding.of(frame);

                String where = entry.getKey() + " at " + length + ": " + decoding.reason();
                assertTrue(
                        decoding.reason() == null
                                ? decoding.segment().transport() == DecodedPacket.UDP
                                : !CUT.contains(decoding.reason()),
                        where);
            }
        }
    }

    @Test
    void ipv6TravelsInAllThatNameTheirPayload() {
        byte[] six = ipv6(6, tcp(DecodedPacket.ACK, zeros(0)));
        String expected = Decoding.of(ethernet(0x86dd, six)).text();

        assertEquals(expected, Decoding.of(inIpv4(41, six)).text());
        assertEquals(expected, Decoding.of(inIpv4(47, gre(0, 0x86dd, six))).text());
        assertEquals(expected, Decoding.of(ethernet(0x8864, pppoe(join(hex("0057"), six)))).text());
        assertEquals(expected, Decoding.of(ethernet(0x8847, label(2, true, six))).text());
        assertEquals(expected, Decoding.of(ethernet(0x86dd, ipv6(41, six))).text());
        assertEquals(expected, Decoding.of(inUdp(2152, Tunnels.gtp(0x30, zeros(0), six))).text());
    }

    @Test
    void theOutermostMplsLabelIsKept() {
        byte[] frame = ethernet(0x8847, label(1000, false, label(2000, true, INNER)));

        assertEquals(1000, Decoding.of(frame).segment().mplsLabel());
        assertEquals(
                0xfffff,
                Decoding.of(inIpv4(137, label(0xfffff, true, INNER))).segment().mplsLabel());
        assertEquals(DecodedPacket.NO_MPLS_LABEL, Decoding.of(INNER_FRAME).segment().mplsLabel());
    }

    @Test
    void virtualNetworksKeepFlowsApartAndLabelsAndTunnelIdsDoNot() {
        int plain = Decoding.of(INNER_FRAME).segment().tagHash();
        int net42 = hash(inUdp(4789, Tunnels.vxlan(42, INNER_FRAME)));
        int net43 = hash(inUdp(4789, Tunnels.vxlan(43, INNER_FRAME)));
        int vlan42 = hash(ethernet(0x8100, tag(42, 0x0800, INNER)));
        int tagged = hash(inUdp(4789, Tunnels.vxlan(42, ethernet(0x8100, tag(7, 0x0800, INNER)))));

        assertEquals(0, plain);
        assertNotEquals(net42, net43);
        assertNotEquals(net42, vlan42);
        assertNotEquals(net42, tagged);
        assertEquals(net42, hash(inUdp(6081, Tunnels.geneve(42, 0x0800, zeros(4), INNER))));
        assertEquals(0, hash(ethernet(0x8847, label(42, true, INNER))));
        assertEquals(0, hash(inUdp(2152, Tunnels.gtp(0x30, zeros(0), INNER))));
        assertEquals(0, hash(inIpv4(47, gre(0x2000, 0x0800, join(hex("0000002a"), INNER)))));
    }

    private static int hash(byte[] frame) {
        return Decoding.of(frame).segment().tagHash();
    }

    @Test
    void macAddressesAreThoseOfTheOutermostFrame() {
        byte[] inner = INNER_FRAME.clone();
        inner[0] = 6;
        inner[6] = 6;

        Decoding framed = Decoding.of(inUdp(4789, Tunnels.vxlan(1, inner)));
        Decoding raw = Decoding.of(101, ipv4(17, udp(1, 4789, 0, Tunnels.vxlan(1, inner))));

        assertEquals(0x020000000002L, framed.segment().destinationMac());
        assertEquals(0x020000000001L, framed.segment().sourceMac());
        assertEquals(DecodedPacket.NO_MAC, raw.segment().sourceMac());
        assertEquals(SEGMENT, raw.textWithoutTags());
    }

    @Test
    void whatOnlyUsesATunnelsPortStaysADatagram() {
        byte[] dns = hex("1234 8180 0001 0001 0000 0000 03777777 00 0001 0001 00000000");
        for (int port : new int[] {1701, 2152, 3544, 4789, 4790, 6081, 6635, 8472}) {
            for (byte[] payload : new byte[][] {dns, zeros(40), zeros(3), zeros(0)}) {
                Decoding decoding = Decoding.of(inUdp(port, payload));

                assertEquals(DecodedPacket.UDP, decoding.segment().transport(), "port " + port);
                assertEquals(port, decoding.segment().destinationPort());
                assertEquals(payload.length, decoding.segment().payloadLength());
                assertEquals(payload.length, decoding.segment().payloadCaptured());
                assertEquals(0, decoding.segment().tagHash());
            }
        }
    }

    @Test
    void headersThatAreNoTunnelsAreNotOpened() {
        byte[] echo = Tunnels.gtp(0x32, zeros(4), INNER);
        echo[1] = 1;
        byte[] tooLong = Tunnels.gtp(0x30, zeros(0), INNER);
        tooLong[2] = 0x7f;
        byte[] endless = Tunnels.gtp(0x34, hex("0000 00 85 00"), INNER);
        byte[] noIdentifier = Tunnels.vxlan(1, INNER_FRAME);
        noIdentifier[0] = 0;
        byte[] version1 = Tunnels.geneve(1, 0x0800, zeros(0), INNER);
        version1[0] = 0x40;
        byte[] critical = Tunnels.geneve(1, 0x1234, zeros(0), INNER);
        byte[] longOptions = Tunnels.geneve(1, 0x0800, zeros(0), zeros(20));
        longOptions[0] = 0x3f;

        assertEquals(DecodedPacket.UDP, transport(2152, echo));
        assertEquals(DecodedPacket.UDP, transport(2152, tooLong));
        assertEquals(DecodedPacket.UDP, transport(2152, endless));
        assertEquals(DecodedPacket.UDP, transport(2152, Tunnels.gtp(0x30, zeros(0), zeros(9))));
        assertEquals(DecodedPacket.UDP, transport(1701, join(hex("c002 0014"), zeros(16))));
        assertEquals(DecodedPacket.UDP, transport(1701, join(hex("0003 0001"), INNER)));
        assertEquals(DecodedPacket.UDP, transport(4789, noIdentifier));
        assertEquals(DecodedPacket.UDP, transport(6081, version1));
        assertEquals(DecodedPacket.UDP, transport(6081, critical));
        assertEquals(DecodedPacket.UDP, transport(6081, longOptions));
    }

    private static int transport(int port, byte[] payload) {
        return Decoding.of(inUdp(port, payload)).segment().transport();
    }

    @Test
    void controlPacketsOfPppAreCountedAsSuch() {
        for (String protocol : new String[] {"c021", "8021", "c023", "ff03 c025"}) {
            byte[] ppp = join(hex(protocol), zeros(10));
            assertEquals(SkipReason.PPP_CONTROL, reasonOf(ethernet(0x8864, pppoe(ppp))));
        }
        assertEquals(SkipReason.PPP_CONTROL, reasonOf(ethernet(0x8863, zeros(20))));
        assertEquals(
                SkipReason.PPP_CONTROL, reasonOf(ethernet(0x8864, hex("11a7 002a 0000 0000"))));
        assertEquals(
                SkipReason.PPP_CONTROL,
                reasonOf(inIpv4(47, gre(0x2081, 0x880b, hex("0000 0001 00000005")))));
    }

    @Test
    void whatCannotBeOpenedIsCountedAsSuch() {
        for (String protocol : new String[] {"002d", "003d", "0053", "00fd", "fd"}) {
            byte[] ppp = join(hex(protocol), zeros(10));
            assertEquals(SkipReason.ENCAPSULATED, reasonOf(ethernet(0x8864, pppoe(ppp))));
        }
        assertEquals(SkipReason.ENCAPSULATED, reasonOf(inIpv4(47, gre(2, 0x0800, INNER))));
        byte[] erspan = join(zeros(16), INNER_FRAME); // of version 0
        assertEquals(SkipReason.ENCAPSULATED, reasonOf(inIpv4(47, gre(0x1000, 0x88be, erspan))));
        assertEquals(SkipReason.ENCAPSULATED, reasonOf(inIpv4(47, gre(0x1000, 0x22eb, erspan))));
        assertEquals(SkipReason.NOT_IP, reasonOf(inIpv4(47, gre(0, 0, INNER)))); // keepalive
        assertEquals(SkipReason.NOT_IP, reasonOf(inIpv4(47, gre(0, 0x1234, INNER))));
        assertEquals(
                SkipReason.NOT_IP, reasonOf(ethernet(0x8864, pppoe(join(hex("0023"), INNER)))));
        assertEquals(
                SkipReason.NOT_IP,
                reasonOf(ethernet(0x8847, label(13, true, hex("10000021 00000000 0000000000")))));
        assertEquals(SkipReason.NOT_IP, reasonOf(ethernet(0x8847, label(16, true, zeros(60)))));
        assertEquals(
                SkipReason.MALFORMED_ENCAPSULATION,
                reasonOf(ethernet(0x8864, join(hex("21"), zeros(20)))));
    }

    @Test
    void aTunnelledPacketWithoutTransportGivesTheOuterAddresses() {
        Decoding keepalive = Decoding.of(inIpv4(47, gre(0, 0, zeros(0))));
        Decoding arp = Decoding.of(inUdp(4789, Tunnels.vxlan(1, ethernet(0x0806, zeros(28)))));

        assertTrue(keepalive.decoded());
        assertEquals(DecodedPacket.NONE, keepalive.segment().transport());
        assertTrue(arp.decoded());
        assertEquals(SkipReason.ARP, arp.reason());
        assertEquals(0, arp.segment().destinationPort());
    }

    @Test
    void eightEncapsulationsAreOpenedAndNoMore() {
        byte[] packet = INNER;
        for (int i = 0; i < LayerWalk.MOST_ENCAPSULATIONS; i++) {
            packet = ipv4(47, gre(0, 0x0800, packet));
        }

        assertEquals(SEGMENT, Decoding.of(ethernet(0x0800, packet)).text());
        assertEquals(SkipReason.TOO_DEEP, reasonOf(inIpv4(4, packet)));
    }

    @Test
    void aPacketIsNeverLongerThanWhatEnclosesIt() {
        byte[] longer = ipv4(6, 20 + 20 + 1000, 0x4000, tcp(DecodedPacket.ACK, zeros(10)));

        assertEquals(10, length(ethernet(0x8864, pppoe(join(hex("0021"), longer)))));
        assertEquals(10, length(inIpv4(4, longer)));
        assertEquals(10, length(inUdp(4789, Tunnels.vxlan(1, ethernet(0x0800, longer)))));
        assertEquals(10, length(inUdp(2152, Tunnels.gtp(0x30, zeros(0), longer))));
        assertEquals(1000, length(ethernet(0x8847, label(3, true, longer))));
    }

    @Test
    void anL2tpLengthWithoutRoomForAPacketMeansThatItIsNoL2tp() {
        byte[] ppp = join(hex("ff03 0021"), INNER);
        byte[] rest = join(hex("0001 0002"), ppp);
        int whole = 4 + rest.length;

        assertEquals(SEGMENT, Decoding.of(inUdp(1701, join(hex("4002"), u16(whole), rest))).text());
        for (int length : new int[] {0, 7, 8}) {
            Decoding other = Decoding.of(inUdp(1701, join(hex("4002"), u16(length), rest)));
            assertEquals(DecodedPacket.UDP, other.segment().transport(), "length " + length);
        }
    }

    private static int length(byte[] frame) {
        return Decoding.of(frame).segment().payloadLength();
    }

    @Test
    void aFragmentOfATunnelIsNotOpened() {
        byte[] tunnel = gre(0, 0x0800, INNER);

        assertEquals(
                SkipReason.FIRST_FRAGMENT,
                reasonOf(ethernet(0x0800, ipv4(47, 20 + tunnel.length, 0x2000, tunnel))));
        byte[] datagram = udp(1, 4789, 5000, Tunnels.vxlan(1, INNER_FRAME));
        Decoding first =
                Decoding.of(ethernet(0x0800, ipv4(17, 20 + datagram.length, 0x2000, datagram)));
        assertEquals(DecodedPacket.UDP, first.segment().transport());
    }
}
