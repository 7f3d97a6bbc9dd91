package org.beibu.simulator.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.beibu.simulator.tcp.Segment;
import org.beibu.simulator.wire.FrameEncoder;

/**
 * Writes frames as a capture file in network byte order.
 *
 * <pre>
 * pcap:   magic | 2.4 | 0 | 0 | snap length | link type; a record: seconds, ns, captured, length
 * pcapng: section header, one interface description; a packet: type 6, length, interface, time
 *         (high, low), captured, length, octets padded to 4, length
 * </pre>
 */
public final class CaptureFileWriter implements AutoCloseable {
    private static final int BUFFER_OCTETS = 1 << 20;
    private static final int MOST_RECORD_OCTETS = FrameEncoder.MOST_OCTETS + 64;
    private static final int ETHERNET = 1;
    private static final int PCAP_NANOS_MAGIC = 0xa1b2_3c4d;
    private static final int SECTION_HEADER = 0x0a0d_0d0a;
    private static final int BYTE_ORDER_MAGIC = 0x1a2b_3c4d;
    private static final int ENHANCED_PACKET = 6;
    private static final long NANOS = 1_000_000_000;

    private final WritableByteChannel channel;
    private final CaptureFormat format;
    private final int snapLength;
    private final FrameEncoder encoder = new FrameEncoder();
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BUFFER_OCTETS).order(ByteOrder.BIG_ENDIAN);

    /**
     * A file in this format; the channel is closed with the writer.
     *
     * @param snapLength octets kept of each frame
     */
    public CaptureFileWriter(WritableByteChannel channel, CaptureFormat format, int snapLength) {
        if (snapLength < FrameEncoder.MOST_HEADER_OCTETS) {
            throw new IllegalArgumentException(
                    "snap length must be at least "
                            + FrameEncoder.MOST_HEADER_OCTETS
                            + ": "
                            + snapLength);
        }
        this.channel = channel;
        this.format = format;
        this.snapLength = snapLength;
        if (format == CaptureFormat.PCAP) {
            putPcapHeader();
        } else {
            putPcapngHeader();
        }
    }

    /** Writes one frame. */
    public void write(long epochNanos, Segment segment) throws IOException {
        if (buffer.remaining() < MOST_RECORD_OCTETS) {
            flush();
        }
        if (format == CaptureFormat.PCAP) {
            putPcapRecord(epochNanos, segment);
        } else {
            putEnhancedPacket(epochNanos, segment);
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
        }
    }

    private void putPcapHeader() {
        buffer.putInt(PCAP_NANOS_MAGIC).putShort((short) 2).putShort((short) 4);
        buffer.putInt(0).putInt(0).putInt(snapLength).putInt(ETHERNET);
    }

    private void putPcapRecord(long epochNanos, Segment segment) {
        int start = buffer.position();
        buffer.putInt((int) (epochNanos / NANOS)).putInt((int) (epochNanos % NANOS)).putLong(0);
        int wireLength = encoder.encode(segment, buffer, snapLength);
        buffer.putInt(start + 8, Math.min(wireLength, snapLength));
        buffer.putInt(start + 12, wireLength);
    }

    private void putPcapngHeader() {
        buffer.putInt(SECTION_HEADER).putInt(28).putInt(BYTE_ORDER_MAGIC);
        buffer.putShort((short) 1).putShort((short) 0).putLong(-1).putInt(28);
        byte[] name = "simulated".getBytes(StandardCharsets.US_ASCII);
        int nameOctets = (name.length + 3) / 4 * 4;
        int length = 20 + 4 + nameOctets + 8 + 4;
        buffer.putInt(1).putInt(length).putShort((short) ETHERNET).putShort((short) 0);
        buffer.putInt(snapLength);
        buffer.putShort((short) 2).putShort((short) name.length).put(name); // if_name
        buffer.put(new byte[nameOctets - name.length]);
        buffer.putShort((short) 9).putShort((short) 1).putInt(9 << 24); // if_tsresol
        buffer.putInt(0).putInt(length); // end of options
    }

    private void putEnhancedPacket(long epochNanos, Segment segment) {
        int start = buffer.position();
        buffer.putInt(ENHANCED_PACKET).putInt(0).putInt(0).putLong(epochNanos).putLong(0);
        int wireLength = encoder.encode(segment, buffer, snapLength);
        int captured = Math.min(wireLength, snapLength);
        buffer.putInt(start + 20, captured).putInt(start + 24, wireLength);
        while ((buffer.position() - start) % 4 != 0) {
            buffer.put((byte) 0);
        }
        int length = buffer.position() - start + 4;
        buffer.putInt(length).putInt(start + 4, length);
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
