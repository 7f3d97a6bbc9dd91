package org.beibu.probe.stamp;

import java.nio.ByteBuffer;

/** A TLV that a Session-Sender puts into its packets. */
public interface RequestTlv {
    /** Its type. */
    TlvType type();

    /** Octets of its Value. */
    default int length() {
        return type().shortest();
    }

    /** Writes the Value over zeros. */
    void write(ByteBuffer buffer, int valueAt);
}
