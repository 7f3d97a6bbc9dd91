package org.beibu.probe.stamp;

import java.nio.ByteBuffer;

/** Appends the TLVs of a Session-Sender: U set, Value zeroed for the caller to fill. */
public final class TlvWriter {
    private final ByteBuffer buffer;
    private int at;

    /** Appends from here on. */
    public TlvWriter(ByteBuffer buffer, int at) {
        this.buffer = buffer;
        this.at = at;
    }

    /** Appends a TLV and gives the place of its Value. */
    public int append(int type, int length) {
        return append(TlvType.UNRECOGNIZED, type, length);
    }

    /** Appends a TLV with these flags and gives the place of its Value. */
    public int append(int flags, int type, int length) {
        if (length < 0 || length > 0xffff) {
            throw new IllegalArgumentException("a TLV's Length is 0 to 65535, not " + length);
        }
        buffer.put(at, (byte) flags);
        buffer.put(at + 1, (byte) type);
        buffer.putShort(at + 2, (short) length);
        final int value = at + TlvType.HEADER_LENGTH;
        at = value + length;
        for (int i = value; i < at; i++) {
            buffer.put(i, (byte) 0);
        }
        return value;
    }

    /** Where the next TLV will be. */
    public int at() {
        return at;
    }
}
