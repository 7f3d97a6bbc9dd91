package org.beibu.probe.capture;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

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

    /** Encapsulations opened so far: MPLS stacks, PPPoE, and tunnels inside IP. */
    int opened;

    void wrap(CapturedPacket packet) {
        buffer = packet.buffer();
        position = packet.offset();
        capturedEnd = position + packet.capturedLength();
        enclosedEnd = UNSTATED;
        frameEnd = (long) position + Math.max(packet.originalLength(), packet.capturedLength());
        opened = 0;
    }

    /** Octets that may be read from the position on. */
    int readable() {
        return (int) Math.min(capturedEnd, enclosedEnd) - position;
    }

    /**
     * Why the next octets cannot be read: the packet ends before, or what was captured of it; null
     * if they can.
     */
    @Nullable SkipReason lacks(int octets, SkipReason truncated, SkipReason malformed) {
        if (enclosedEnd - position < octets) {
            return malformed;
        }
        return capturedEnd - position < octets ? truncated : null;
    }

    /** The end of what is enclosed here, by the frame's length when no header states one. */
    long enclosedOrFrameEnd() {
        return enclosedEnd == UNSTATED ? frameEnd : enclosedEnd;
    }

    /** Steps over a header that states how many octets it encloses. */
    void enterEnclosing(int headerLength, int octets) {
        position += headerLength;
        enclosedEnd = Math.min(enclosedEnd, (long) position + octets);
    }

    /** Steps over a header and names what follows; null, for the caller to return. */
    @Nullable SkipReason followedBy(int headerLength, int nextEtherType) {
        position += headerLength;
        etherType = nextEtherType;
        return null;
    }

    int octet(int offset) {
        return buffer.get(position + offset) & 0xff;
    }

    int unsigned16(int offset) {
        return buffer.getShort(position + offset) & 0xffff;
    }
}
