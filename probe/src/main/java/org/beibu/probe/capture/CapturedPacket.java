package org.beibu.probe.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Flyweight over one captured packet. Valid only inside {@link PacketHandler#onPacket}; the buffer
 * is the source's own and is always big-endian (network order).
 */
public final class CapturedPacket {
    /** The value of {@link #epochNanos()} of a packet without a usable capture time. */
    public static final long NO_TIME = Long.MIN_VALUE;

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int offset;
    private int capturedLength;
    private int originalLength;
    private long epochNanos;
    private int linkType;
    private int interfaceIndex;

    /** Points the flyweight at a packet; for packet sources only. */
    public CapturedPacket wrap(
            ByteBuffer buffer,
            int offset,
            int capturedLength,
            int originalLength,
            long epochNanos) {
        assert buffer.order() == ByteOrder.BIG_ENDIAN : "packets are read in network order";
        this.buffer = buffer;
        this.offset = offset;
        this.capturedLength = capturedLength;
        this.originalLength = originalLength;
        this.epochNanos = epochNanos;
        return this;
    }

    /** Names the interface that the next packets come from; for packet sources only. */
    public CapturedPacket onInterface(int interfaceIndex, int linkType) {
        this.interfaceIndex = interfaceIndex;
        this.linkType = linkType;
        return this;
    }

    /** The buffer that holds the packet at {@link #offset()}; read by absolute index only. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Index of the first captured octet in {@link #buffer()}. */
    public int offset() {
        return offset;
    }

    /** Octets captured; reading at or beyond {@code offset() + capturedLength()} is an error. */
    public int capturedLength() {
        return capturedLength;
    }

    /** Octets on the wire as the source states; not to be trusted below the IP total length. */
    public int originalLength() {
        return originalLength;
    }

    /** Capture time, epoch nanoseconds, or {@link #NO_TIME}. */
    public long epochNanos() {
        return epochNanos;
    }

    /** Link type, a LINKTYPE_ value as written in capture files (1 = Ethernet). */
    public int linkType() {
        return linkType;
    }

    /** The interface within the source, from 0; several capture clocks may hide behind several. */
    public int interfaceIndex() {
        return interfaceIndex;
    }
}
