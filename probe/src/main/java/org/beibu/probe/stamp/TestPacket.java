package org.beibu.probe.stamp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What test packets of both roles have in common; {@link PacketMode} draws the layout. A flyweight:
 * it reads and writes the buffer in place, at absolute positions.
 */
public abstract sealed class TestPacket permits SenderPacket, ReflectorPacket {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int ZEROS = Long.BYTES;

    ByteBuffer buffer = NOTHING;
    PacketMode mode = PacketMode.OPEN;
    int at;
    int length;

    TestPacket() {}

    /** The fewest octets that a packet of this role has. */
    abstract int shortest(PacketMode ofMode);

    /**
     * Looks at the packet of {@code octets} octets from {@code offset} on. False, and not to be
     * read, when it is too short for its mode.
     *
     * @throws IllegalArgumentException when the buffer is not in network order
     */
    public final boolean wrap(ByteBuffer in, int offset, int octets, PacketMode ofMode) {
        if (in.order() != ByteOrder.BIG_ENDIAN) {
            throw new IllegalArgumentException("not in network order");
        }
        buffer = in;
        at = offset;
        length = octets;
        mode = ofMode;
        return octets >= shortest(ofMode);
    }

    /** The mode it was wrapped with. */
    public final PacketMode mode() {
        return mode;
    }

    /** Octets of the packet. */
    public final int length() {
        return length;
    }

    /** Where it begins in its buffer. */
    public final int offset() {
        return at;
    }

    /** Where TLVs or padding begin in the buffer. */
    public final int tlvsAt() {
        return at + Math.min(length, mode.length());
    }

    /** Where it ends in the buffer. */
    public final int end() {
        return at + length;
    }

    /** The buffer. */
    public final ByteBuffer buffer() {
        return buffer;
    }

    /** Sequence Number, unsigned. */
    public final int sequenceNumber() {
        return buffer.getInt(at + PacketMode.SEQUENCE_AT);
    }

    /** Timestamp, in the format that the Error Estimate tells. */
    public final long timestamp() {
        return buffer.getLong(at + mode.timestampAt());
    }

    /** Error Estimate; {@link ErrorEstimate} takes it apart. */
    public final int errorEstimate() {
        return buffer.getShort(at + mode.errorEstimateAt()) & 0xffff;
    }

    /** STAMP Session Identifier, 0 for none or where the packet is too short for one. */
    public final int ssid() {
        int place = mode.ssidAt();
        return length < place + Short.BYTES ? 0 : buffer.getShort(at + place) & 0xffff;
    }

    /** Sets the Sequence Number. */
    public final void sequenceNumber(int number) {
        buffer.putInt(at + PacketMode.SEQUENCE_AT, number);
    }

    /** Sets the Timestamp. */
    public final void timestamp(long stamp) {
        buffer.putLong(at + mode.timestampAt(), stamp);
    }

    /** Sets the Error Estimate. */
    public final void errorEstimate(int bits) {
        buffer.putShort(at + mode.errorEstimateAt(), (short) bits);
    }

    /** Sets the STAMP Session Identifier. */
    public final void ssid(int number) {
        buffer.putShort(at + mode.ssidAt(), (short) number);
    }

    /** Zeroes octets of the packet, from and to being counted from its start. */
    final void zero(int from, int to) {
        int place = at + from;
        int end = at + to;
        while (end - place >= ZEROS) {
            buffer.putLong(place, 0);
            place += ZEROS;
        }
        while (place < end) {
            buffer.put(place++, (byte) 0);
        }
    }
}
