package org.beibu.probe.capture;

import static org.beibu.probe.capture.Frames.ethernet;
import static org.beibu.probe.capture.Frames.hex;
import static org.beibu.probe.capture.Frames.ipv4;
import static org.beibu.probe.capture.Frames.join;
import static org.beibu.probe.capture.Frames.tag;
import static org.beibu.probe.capture.Frames.tcp;
import static org.beibu.probe.capture.Frames.timestamps;
import static org.beibu.probe.capture.Frames.u16;
import static org.beibu.probe.capture.Frames.u32;
import static org.beibu.probe.capture.Frames.udp;
import static org.beibu.probe.capture.Frames.zeros;

import java.util.LinkedHashMap;
import java.util.Map;

/** Builds encapsulated packets for tests, from the inside out like {@link Frames}. */
final class Tunnels {
    /** What travels in all of them: a segment of 30 octets with timestamps. */
    static final byte[] INNER = ipv4(6, tcp(DecodedPacket.ACK, timestamps(7, 8), zeros(30)));

    /** From and to documentation addresses, by which tshark knows a frame in a pseudowire. */
    static final byte[] INNER_FRAME = join(hex("00005e005302 00005e005301 0800"), INNER);

    private Tunnels() {}

    /** One label of a stack. */
    static byte[] label(int label, boolean bottom, byte[] payload) {
        return join(u32((long) label << 12 | (bottom ? 0x140 : 0x40)), payload);
    }

    static byte[] pppoe(byte[] ppp) {
        return join(hex("1100 002a"), u16(ppp.length), ppp);
    }

    static byte[] gre(int flags, int protocol, byte[] payload) {
        return join(u16(flags), u16(protocol), payload);
    }

    static byte[] vxlan(int identifier, byte[] frame) {
        return join(hex("08000000"), u32((long) identifier << 8), frame);
    }

    static byte[] geneve(int identifier, int protocol, byte[] options, byte[] payload) {
        byte[] head = {(byte) (options.length / 4), 0};
        return join(head, u16(protocol), u32((long) identifier << 8), options, payload);
    }

    static byte[] gtp(int flags, byte[] optional, byte[] packet) {
        return join(
                new byte[] {(byte) flags, (byte) 255},
                u16(optional.length + packet.length),
                hex("0000abcd"),
                optional,
                packet);
    }

    /** An Ethernet frame with an IPv4 packet of that protocol. */
    static byte[] inIpv4(int protocol, byte[] payload) {
        return ethernet(0x0800, ipv4(protocol, payload));
    }

    static byte[] inUdp(int port, byte[] payload) {
        return inIpv4(17, udp(55555, port, 8 + payload.length, payload));
    }

    /** A name and an Ethernet frame for each encapsulation; {@link #INNER} is in all of them. */
    static Map<String, byte[]> frames() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("QinQ", ethernet(0x88a8, tag(9, 0x9100, tag(8, 0x8100, tag(7, 0x0800, INNER)))));
        all.put("MPLS", ethernet(0x8847, label(1000, false, label(2000, true, INNER))));
        all.put("MPLS upstream", ethernet(0x8848, label(5, true, INNER)));
        all.put("pseudowire", ethernet(0x8847, label(16, true, join(zeros(4), INNER_FRAME))));
        all.put("bare pseudowire", ethernet(0x8847, label(16, true, INNER_FRAME)));
        all.put("PPPoE", ethernet(0x8864, pppoe(join(hex("0021"), INNER))));
        all.put("PPPoE compressed", ethernet(0x8864, pppoe(join(hex("21"), INNER))));
        all.put("PPP MPLS", ethernet(0x8864, pppoe(join(hex("0281"), label(3, true, INNER)))));
        all.put("GRE", inIpv4(47, gre(0, 0x0800, INNER)));
        all.put("GRE with all", inIpv4(47, gre(0xb000, 0x0800, join(zeros(12), INNER))));
        all.put("GRE routed", inIpv4(47, gre(0x4000, 0x0800, join(ROUTES, INNER))));
        all.put("GRE bridging", inIpv4(47, gre(0x2000, 0x6558, join(zeros(4), INNER_FRAME))));
        all.put("GRE in GRE", inIpv4(47, gre(0, 0x0800, ipv4(47, gre(0, 0x0800, INNER)))));
        all.put("WCCP", inIpv4(47, gre(0, 0x883e, join(zeros(4), INNER))));
        byte[] ppp = join(hex("ff03 0021"), INNER);
        all.put("PPTP", inIpv4(47, gre(0x3081, 0x880b, join(u16(ppp.length), zeros(10), ppp))));
        all.put("ERSPAN I", inIpv4(47, gre(0, 0x88be, INNER_FRAME)));
        all.put(
                "ERSPAN II",
                inIpv4(
                        47,
                        gre(0x1000, 0x88be, join(hex("00000000 1000000000000000"), INNER_FRAME))));
        all.put(
                "ERSPAN III",
                inIpv4(47, gre(0x1000, 0x22eb, join(hex("00000000 20"), zeros(11), INNER_FRAME))));
        byte[] more = join(hex("00000000 20"), zeros(10), hex("01"), zeros(8));
        all.put("ERSPAN III more", inIpv4(47, gre(0x1000, 0x22eb, join(more, INNER_FRAME))));
        all.put("IP in IP", inIpv4(4, INNER));
        all.put("4in6", ethernet(0x86dd, Frames.ipv6(4, INNER)));
        all.put("EtherIP", inIpv4(97, join(hex("3000"), INNER_FRAME)));
        all.put("MPLS in IP", inIpv4(137, label(3, true, INNER)));
        all.put("MPLS in UDP", inUdp(6635, label(3, true, INNER)));
        all.put("VXLAN", inUdp(4789, vxlan(42, INNER_FRAME)));
        all.put("VXLAN old", inUdp(8472, vxlan(42, INNER_FRAME)));
        all.put("VXLAN GPE", inUdp(4790, join(hex("0c000001 00002a00"), INNER)));
        all.put("Geneve", inUdp(6081, geneve(42, 0x6558, zeros(12), INNER_FRAME)));
        all.put("Geneve IP", inUdp(6081, geneve(42, 0x0800, zeros(0), INNER)));
        all.put("L2TP", inUdp(1701, join(hex("0002 05f7 206a"), ppp)));
        byte[] numbered = hex("05f7 206a 00000000 0002 0000");
        byte[] length = u16(4 + numbered.length + ppp.length);
        all.put("L2TP long", inUdp(1701, join(hex("4a02"), length, numbered, ppp)));
        all.put("FabricPath", ethernet(0x8903, join(hex("4020"), INNER_FRAME)));
        all.put("backbone", ethernet(0x88e7, join(hex("00012345"), INNER_FRAME)));
        all.put("GTP-U", inUdp(2152, gtp(0x30, zeros(0), INNER)));
        all.put("GTP-U sequence", inUdp(2152, gtp(0x32, zeros(4), INNER)));
        all.put("GTP-U extended", inUdp(2152, gtp(0x34, EXTENSIONS, INNER)));
        return all;
    }

    /** Two entries of source routing: one with four octets, and the end. */
    private static final byte[] ROUTES = hex("00000000 0800 0004 c0000209 0000 0000");

    /** PDU session container, then one of another kind, of eight octets. */
    private static final byte[] EXTENSIONS = hex("0000 00 85 01 0009 c0 02 000000000000 00");
}
