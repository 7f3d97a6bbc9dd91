package org.beibu.probe.capture;

import static org.beibu.probe.capture.Frames.cookedV1;
import static org.beibu.probe.capture.Frames.cookedV2;
import static org.beibu.probe.capture.Frames.ethernet;
import static org.beibu.probe.capture.Frames.extension;
import static org.beibu.probe.capture.Frames.fragmentHeader;
import static org.beibu.probe.capture.Frames.hex;
import static org.beibu.probe.capture.Frames.ipv4;
import static org.beibu.probe.capture.Frames.ipv6;
import static org.beibu.probe.capture.Frames.join;
import static org.beibu.probe.capture.Frames.snap;
import static org.beibu.probe.capture.Frames.tcp;
import static org.beibu.probe.capture.Frames.udp;
import static org.beibu.probe.capture.Frames.zeros;

import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where the fuzzer begins: sound inputs of each kind, with documentation addresses. */
public final class FuzzSeeds {
    private FuzzSeeds() {}

    /** One packet each, as {@link PacketDecoderFuzz} takes them. */
    public static Map<String, byte[]> packets() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        Tunnels.frames()
                .forEach(
                        (name, frame) ->
                                seeds.put(
                                        name.toLowerCase(Locale.ROOT).replace(' ', '-'),
                                        packet(LinkType.ETHERNET, frame)));
        byte[] six = ipv6(0, extension(43, 1, extension(60, 0, extension(6, 0, segment()))));
        byte[] part = fragmentHeader(17, 1, udp(53, 49152, 900, zeros(64)));
        seeds.put("ipv6-extensions", packet(LinkType.RAW, six));
        seeds.put("ipv6-fragment", packet(LinkType.IPV6, ipv6(44, part)));
        seeds.put("snap", packet(LinkType.ETHERNET, ethernet(68, snap(0x0800, inner()))));
        seeds.put("fddi", packet(LinkType.FDDI, join(hex("50"), zeros(12), snap(0x0800, inner()))));
        seeds.put("cooked", packet(LinkType.LINUX_SLL, cookedV1(0x0800, inner())));
        seeds.put("cooked2", packet(LinkType.LINUX_SLL2, cookedV2(0x0800, inner())));
        seeds.put("null", packet(LinkType.NULL, join(hex("02000000"), inner())));
        seeds.put("loop", packet(LinkType.LOOP, join(hex("0000001e"), ipv6(6, segment()))));
        seeds.put("ppp", packet(LinkType.PPP, join(hex("ff030021"), inner())));
        seeds.put("hdlc", packet(LinkType.CISCO_HDLC, join(hex("0f000800"), inner())));
        seeds.put("icmp", packet(LinkType.IPV4, ipv4(1, hex("0800 0000 0001 0001 6162"))));
        byte[] sack = hex("0101 0512 00000001 00000002 00000003 00000004");
        seeds.put("sack", packet(LinkType.IPV4, ipv4(6, tcp(16, sack, zeros(0)))));
        return seeds;
    }

    private static byte[] segment() {
        return tcp(
                DecodedPacket.SYN, hex("020405b4 0402 080a 00000007 00000000 01 030307"), zeros(0));
    }

    private static byte[] inner() {
        return ipv4(6, segment());
    }

    private static byte[] packet(int linkType, byte[] octets) {
        int place = 0;
        while (PacketDecoderFuzz.LINK_TYPES[place] != linkType) {
            place++;
        }
        return join(new byte[] {(byte) place, 0}, octets);
    }

    /** Whole capture files of each format. */
    public static Map<String, byte[]> files() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        byte[] frame = ethernet(0x0800, inner());
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            String suffix = order == ByteOrder.BIG_ENDIAN ? "-big" : "-little";
            for (int magic : new int[] {0xa1b2c3d4, 0xa1b23c4d}) {
                seeds.put(
                        "pcap-" + Integer.toHexString(magic) + suffix,
                        CaptureBytes.pcap(order, magic, 1)
                                .word(1_700_000_000)
                                .word(999_999)
                                .word(frame.length)
                                .word(frame.length)
                                .raw(frame)
                                .record(1_700_000_001, 5, 0, 60)
                                .bytes());
            }
            seeds.put("pcap-2-2" + suffix, pcap22(order, frame));
            seeds.put("pcapng" + suffix, pcapng(order, frame));
        }
        return seeds;
    }

    private static byte[] pcap22(ByteOrder order, byte[] frame) {
        return CaptureBytes.pcap(order, 0xa1b2c3d4, 1, 2, 2)
                .word(1_700_000_000)
                .word(1)
                .word(frame.length + 9)
                .word(frame.length)
                .raw(frame)
                .bytes();
    }

    private static byte[] pcapng(ByteOrder order, byte[] frame) {
        CaptureBytes options =
                new CaptureBytes(order)
                        .option(2, hex("6c616e30"))
                        .option(9, hex("09"))
                        .option(14, hex("0000000000000001"))
                        .half(0)
                        .half(0);
        return new CaptureBytes(order)
                .section()
                .describe(1, 96, options)
                .describe(101, 0, new CaptureBytes(order))
                .enhanced(0, 1_700_000_000_000_000_000L, frame, frame.length)
                .enhanced(1, 1_700_000_000_000_001L, inner(), 99)
                .block(3, new CaptureBytes(order).word(frame.length).raw(frame).half(0))
                .block(5, new CaptureBytes(order).word(0).word(0).word(0))
                .bytes();
    }

    /** Packets between two hosts, as {@link PassiveTimingFuzz} takes them. */
    public static Map<String, byte[]> dialogues() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put(
                "tcp",
                join(
                        tcpPacket(0x40, "02 0064 0000 00 05 00 00000000"),
                        tcpPacket(0x98, "12 0032 0065 00 09 05 00000000"),
                        tcpPacket(0x40, "10 0065 0033 00 06 09 00000000"),
                        tcpPacket(0x40, "18 0065 0033 20 06 09 00000000"),
                        tcpPacket(0x98, "10 0033 0085 00 0a 06 00000000"),
                        tcpPacket(0x98, "18 0033 0085 40 0b 06 00000000"),
                        tcpPacket(0x60, "10 0085 0073 00 08 0b 00000000"),
                        tcpPacket(0x98, "10 0073 0085 00 0c 08 00a500b5"),
                        tcpPacket(0x60, "11 0085 0073 00 08 0b 00000000")));
        byte[] question = hex("1234 0100 0001 0000 0000 0000 07 6578616d706c65 00 0001 0001");
        byte[] answer = question.clone();
        answer[2] = (byte) 0x81;
        seeds.put("dns", join(datagram(0x41, question), datagram(0x99, answer)));
        byte[] echo = hex("08 00 0000 0001 0002 61626364");
        byte[] reply = hex("00 00 0000 0001 0002 61626364");
        seeds.put("icmp", join(datagram(0x46, echo), datagram(0x9e, reply)));
        byte[] echo6 = hex("80 00 0000 0001 0002 61626364");
        seeds.put("icmpv6", join(datagram(0x47, echo6), datagram(0x47, echo6)));
        byte[] initial = join(hex("c3 00000001 08 0102030405060708 00 00 0012"), zeros(18));
        byte[] server = join(hex("c1 00000001 00 08 1112131415161718 00 0012"), zeros(18));
        byte[] up = join(hex("60 1112131415161718"), zeros(20));
        byte[] down = join(hex("40"), zeros(20));
        seeds.put(
                "quic",
                join(
                        datagram(0x42, initial),
                        datagram(0x9a, server),
                        datagram(0x42, down),
                        datagram(0x9a, down),
                        datagram(0xa2, up),
                        datagram(0xaa, up),
                        datagram(0xa2, down),
                        datagram(0xaa, down)));
        byte[] stamp = join(hex("00000001 e6b3a2c1 00000000 0001 0000"), zeros(28));
        seeds.put("stamp", join(datagram(0x43, stamp), datagram(0x9b, stamp)));
        return seeds;
    }

    private static byte[] tcpPacket(int head, String fields) {
        return datagram(head, hex(fields));
    }

    private static byte[] datagram(int head, byte[] content) {
        return join(new byte[] {(byte) head, (byte) content.length}, content);
    }
}
