package org.beibu.probe.stamp;

import java.nio.ByteBuffer;

/**
 * Goes through TLVs, or through the sub-TLVs inside one. A flyweight.
 *
 * <pre>
 *   0 Flags U M I (u8) | 1 Type (u8) | 2 Length of the Value (u16) | 4 Value
 * </pre>
 *
 * <p>RFC 8972 4. A TLV that runs past the end is the last one: {@link #fits} is then false and its
 * Value is not to be read. So are fewer octets than a header has; those have no flags either.
 */
public final class TlvCursor {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer buffer = NOTHING;
    private int at;
    private int next;
    private int end;

    /** Begins before the first TLV of the octets from {@code from} to {@code to}. */
    public TlvCursor wrap(ByteBuffer in, int from, int to) {
        buffer = in;
        at = from;
        next = from;
        end = to;
        return this;
    }

    /** Goes on to the next TLV; false when there is none. */
    public boolean next() {
        at = next;
        if (at >= end) {
            return false;
        }
        next = fits() ? valueAt() + length() : end;
        return true;
    }

    /** Whether the octets here are enough for a header. */
    public boolean hasHeader() {
        return end - at >= TlvType.HEADER_LENGTH;
    }

    /** Whether the whole TLV is there. */
    public boolean fits() {
        return hasHeader() && length() <= end - valueAt();
    }

    /** Where it begins. */
    public int at() {
        return at;
    }

    /** Where the next one begins. */
    public int nextAt() {
        return next;
    }

    /** Flags. */
    public int flags() {
        return buffer.get(at) & 0xff;
    }

    /** Sets the Flags. */
    public void flags(int flags) {
        buffer.put(at, (byte) flags);
    }

    /** Type. */
    public int type() {
        return buffer.get(at + 1) & 0xff;
    }

    /** Length of the Value as the header states it. */
    public int length() {
        return buffer.getShort(at + 2) & 0xffff;
    }

    /** Where the Value begins. */
    public int valueAt() {
        return at + TlvType.HEADER_LENGTH;
    }
}
