package org.beibu.probe.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Builds capture files for tests, word by word, in either byte order. */
final class CaptureBytes {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final ByteOrder order;

    CaptureBytes(ByteOrder order) {
        this.order = order;
    }

    /** The header of a pcap file of version 2.4. */
    static CaptureBytes pcap(ByteOrder order, int magic, int linkType) {
        return pcap(order, magic, linkType, 2, 4);
    }

    static CaptureBytes pcap(ByteOrder order, int magic, int linkType, int major, int minor) {
        return new CaptureBytes(order)
                .word(magic)
                .half(major)
                .half(minor)
                .word(0)
                .word(0)
                .word(65535)
                .word(linkType);
    }

    CaptureBytes record(int seconds, int units, int captured, int original) {
        return word(seconds).word(units).word(captured).word(original).raw(new byte[captured]);
    }

    CaptureBytes section() {
        return block(
                0x0a0d0d0a,
                new CaptureBytes(order).word(0x1a2b3c4d).half(1).half(0).word(-1).word(-1));
    }

    CaptureBytes describe(int linkType, int snapLength, CaptureBytes options) {
        CaptureBytes body = new CaptureBytes(order).half(linkType).half(0).word(snapLength);
        return block(1, body.raw(options.bytes()));
    }

    CaptureBytes enhanced(int number, long units, byte[] packet, int original) {
        return block(
                6,
                new CaptureBytes(order)
                        .word(number)
                        .word((int) (units >>> 32))
                        .word((int) units)
                        .word(packet.length)
                        .word(original)
                        .raw(packet)
                        .padded());
    }

    CaptureBytes option(int code, byte[] value) {
        return half(code).half(value.length).raw(value).padded();
    }

    CaptureBytes block(int type, CaptureBytes body) {
        int length = 12 + body.octets.size();
        return word(type).word(length).raw(body.bytes()).word(length);
    }

    CaptureBytes word(int value) {
        return raw(ByteBuffer.allocate(4).order(order).putInt(value).array());
    }

    CaptureBytes half(int value) {
        return raw(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }

    CaptureBytes raw(byte[] more) {
        octets.writeBytes(more);
        return this;
    }

    private CaptureBytes padded() {
        return raw(new byte[-octets.size() & 3]);
    }

    byte[] bytes() {
        return octets.toByteArray();
    }
}
