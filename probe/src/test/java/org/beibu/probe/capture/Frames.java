package org.beibu.probe.capture;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/**
 * Builds packets for tests, from the inside out: {@code ethernet(0x0800, ipv4(6, tcp(SYN)))}.
 * Addresses are 192.0.2.1 to 198.51.100.2 and 2001:db8::1 to 2001:db8::2, ports 49152 to 443.
 */
final class Frames {
    static final byte[] NO_OPTIONS = {};

    private Frames() {}

    static byte[] hex(String... octets) {
        return HexFormat.of().parseHex(String.join("", octets).replace(" ", ""));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] u16(int value) {
        return new byte[] {(byte) (value >>> 8), (byte) value};
    }

    static byte[] u32(long value) {
        return join(u16((int) (value >>> 16)), u16((int) value));
    }

    static byte[] zeros(int count) {
        return new byte[count];
    }

    static byte[] ethernet(int etherType, byte[] payload) {
        return join(hex("020000000002 020000000001"), u16(etherType), payload);
    }

    /**
     * What follows the EtherType of a tag: its id and priority, the next EtherType, the payload.
     */
    static byte[] tag(int control, int etherType, byte[] payload) {
        return join(u16(control), u16(etherType), payload);
    }

    static byte[] snap(int etherType, byte[] payload) {
        return join(hex("aaaa03 000000"), u16(etherType), payload);
    }

    static byte[] cookedV1(int protocol, byte[] payload) {
        return join(hex("0000 0001 0006 0200000000010000"), u16(protocol), payload);
    }

    static byte[] cookedV2(int protocol, byte[] payload) {
        return join(u16(protocol), hex("0000 00000003 0001 00 06 0200000000010000"), payload);
    }

    static byte[] ipv4(int protocol, byte[] payload) {
        return ipv4(protocol, 20 + payload.length, 0x4000, payload);
    }

    static byte[] ipv4(int protocol, int totalLength, int fragment, byte[] payload) {
        return ipv4WithOptions(NO_OPTIONS, protocol, totalLength, fragment, payload);
    }

    static byte[] ipv4WithOptions(
            byte[] options, int protocol, int totalLength, int fragment, byte[] payload) {
        int words = 5 + options.length / 4;
        return join(
                new byte[] {(byte) (0x40 | words), 0},
                u16(totalLength),
                hex("1234"),
                u16(fragment),
                new byte[] {64, (byte) protocol},
                hex("0000 c0000201 c6336402"),
                options,
                payload);
    }

    static byte[] ipv6(int nextHeader, byte[] payload) {
        return ipv6(nextHeader, payload.length, payload);
    }

    static byte[] ipv6(int nextHeader, int payloadLength, byte[] payload) {
        return join(
                hex("60000000"),
                u16(payloadLength),
                new byte[] {(byte) nextHeader, 64},
                hex("20010db8000000000000000000000001 20010db8000000000000000000000002"),
                payload);
    }

    /** An extension header of 8 octets and 8 more for each length. */
    static byte[] extension(int nextHeader, int length, byte[] payload) {
        return join(new byte[] {(byte) nextHeader, (byte) length}, zeros(6 + 8 * length), payload);
    }

    static byte[] fragmentHeader(int nextHeader, int offsetAndMore, byte[] payload) {
        return join(
                new byte[] {(byte) nextHeader, 0}, u16(offsetAndMore), hex("0000002a"), payload);
    }

    static byte[] tcp(int flags, byte[] payload) {
        return tcp(flags, NO_OPTIONS, payload);
    }

    static byte[] tcp(int flags, byte[] options, byte[] payload) {
        int words = 5 + options.length / 4;
        return join(
                u16(49152),
                u16(443),
                u32(0xfffffff0L),
                u32(0x80000001L),
                new byte[] {(byte) (words << 4), (byte) flags},
                u16(0xfaf0),
                u16(0xbeef),
                u16(0),
                options,
                payload);
    }

    static byte[] udp(int source, int destination, int length, byte[] payload) {
        return join(u16(source), u16(destination), u16(length), u16(0), payload);
    }

    static byte[] timestamps(long tsval, long tsecr) {
        return join(hex("0101 080a"), u32(tsval), u32(tsecr));
    }
}
