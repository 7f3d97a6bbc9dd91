package org.beibu.probe.capture;

import java.nio.ByteBuffer;

/**
 * Where the decoder stands inside a packet. Indices count octets of {@link #buffer}.
 *
 * <pre>
 *   start          position            capturedEnd       enclosedEnd        frameEnd
 *     |----headers----|------ readable -----|-- not captured --|-- padding ----|
 * </pre>
 *
 * <p>A header may be read up to {@code capturedEnd} only. What the packet holds ends at {@code
 * enclosedEnd}, a length stated by an outer header; as long as no header states one it is {@link
 * #UNSTATED}, because old capture files record a frame as shorter than the IP packet inside it.
 */
final class HeaderCursor {
    /** No outer header states a length. */
    static final long UNSTATED = Long.MAX_VALUE;

    ByteBuffer buffer = ByteBuffer.allocate(0);
    int position;
    int capturedEnd;
    long enclosedEnd;
    long frameEnd;

    /** What comes at {@link #position}: an EtherType between link and IP header. */
    int etherType;

    /** What comes at {@link #position}: an IP protocol number behind the IP header. */
    int ipProtocol;

    void wrap(CapturedPacket packet) {
        buffer = packet.buffer();
        position = packet.offset();
        capturedEnd = position + packet.capturedLength();
        enclosedEnd = UNSTATED;
        frameEnd = (long) position + Math.max(packet.originalLength(), packet.capturedLength());
    }

    /** Octets that may be read from the position on. */
    int readable() {
        return capturedEnd - position;
    }

    /** The end of what is enclosed here, by the frame's length when no header states one. */
    long enclosedOrFrameEnd() {
        return enclosedEnd == UNSTATED ? frameEnd : enclosedEnd;
    }

    int octet(int offset) {
        return buffer.get(position + offset) & 0xff;
    }

    int unsigned16(int offset) {
        return buffer.getShort(position + offset) & 0xffff;
    }
}
