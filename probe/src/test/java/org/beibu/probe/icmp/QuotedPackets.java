package org.beibu.probe.icmp;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** ICMP errors as routers send them, built octet by octet. */
public final class QuotedPackets {
    private static final HexFormat HEX = HexFormat.of();

    /** 192.0.2.1 to 198.51.100.7, TTL 1, TOS 0xb8, identification 0x1234. */
    private static final String IPV4 = "45b8002c12340000%s%s0000c0000201c6336407";

    /** 2001:db8::1 to 2001:db8:1::7, traffic class 0xb8, hop limit 1. */
    private static final String IPV6 =
            "6b80000000%s%s01"
                    + "20010db8000000000000000000000001"
                    + "20010db8000100000000000000000007";

    private QuotedPackets() {}

    static byte[] bytes(String hex) {
        return HEX.parseHex(hex.replace(" ", ""));
    }

    /** An ICMP message of this head that quotes this IPv4 packet. */
    public static byte[] ipv4(String head, int protocol, String payload) {
        return bytes(head + IPV4.formatted("01", "%02x".formatted(protocol)) + payload);
    }

    /** An ICMPv6 message of this head that quotes this packet. */
    public static byte[] ipv6(String head, int next, String payload) {
        return bytes(head + IPV6.formatted("14", "%02x".formatted(next)) + payload);
    }

    /** Port unreachable for UDP 40000 to 53. */
    public static byte[] udp() {
        return ipv4("03030000 00000000", 17, "9c40003500180000");
    }

    /** Time exceeded for TCP 61000 to 443, sequence number 0x01020304. */
    public static byte[] tcp() {
        return ipv4("0b000000 00000000", 6, "ee4801bb01020304");
    }

    /** Packet too big, MTU 1280, for echo 0xbeeb number 7. */
    public static byte[] echo() {
        return ipv6("02000000 00000500", 58, "80000000beeb0007");
    }

    /** No route, behind a hop-by-hop header and a first fragment, for UDP 40000 to 53. */
    public static byte[] extended() {
        return ipv6(
                "01000000 00000000",
                0,
                "2c00010400000000 1100000100000009 9c40003500180000".replace(" ", ""));
    }

    /** All of them, for the fuzzer: the first octet is the version. */
    public static Map<String, byte[]> seeds() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        seeds.put("udp", prefixed(4, udp()));
        seeds.put("tcp", prefixed(4, tcp()));
        seeds.put("echo", prefixed(6, echo()));
        seeds.put("extended", prefixed(6, extended()));
        return seeds;
    }

    private static byte[] prefixed(int version, byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(version);
        out.writeBytes(message);
        return out.toByteArray();
    }
}
