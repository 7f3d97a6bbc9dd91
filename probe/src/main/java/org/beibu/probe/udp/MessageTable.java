package org.beibu.probe.udp;

import java.nio.ByteBuffer;

/**
 * A row of struct mmsghdr as recvmmsg(2) and sendmmsg(2) take them, each with one struct iovec, in
 * a block of memory.
 *
 * <pre>
 *   msghdr   0 name | 8 name length (u32) | 16 iovec | 24 number of iovecs
 *            32 control | 40 control length | 48 flags (u32)
 *   mmsghdr  0 msghdr | 56 octets transferred (u32) | 64
 *   iovec    0 base | 8 length
 * </pre>
 */
final class MessageTable {
    static final int HEADER = 64;
    static final int IOVEC = 16;

    private static final int NAME_LENGTH = 8;
    private static final int VECTOR = 16;
    private static final int VECTORS = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;
    private static final int TRANSFERRED = 56;

    private final NativeBlock block;
    private final ByteBuffer octets;
    private final int at;
    private final int vectorsAt;

    /** The table with its headers at {@code at} and its vectors at {@code vectorsAt}. */
    MessageTable(NativeBlock block, int at, int vectorsAt) {
        this.block = block;
        this.octets = block.octets();
        this.at = at;
        this.vectorsAt = vectorsAt;
    }

    /** Points a row to the places of its name, its payload and its control messages. */
    void point(int row, int nameAt, int payloadAt, int controlAt) {
        int header = at + row * HEADER;
        int vector = vectorsAt + row * IOVEC;
        octets.putLong(header, block.address(nameAt));
        octets.putLong(header + VECTOR, block.address(vector));
        octets.putLong(header + VECTORS, 1);
        octets.putLong(header + CONTROL, block.address(controlAt));
        octets.putLong(vector, block.address(payloadAt));
    }

    /** Says how long name, payload and control messages are. */
    void lengths(int row, int name, int payload, int control) {
        int header = at + row * HEADER;
        octets.putInt(header + NAME_LENGTH, name);
        octets.putLong(vectorsAt + row * IOVEC + 8, payload);
        octets.putLong(header + CONTROL_LENGTH, control);
        octets.putInt(header + FLAGS, 0);
    }

    int controlLength(int row) {
        return (int) octets.getLong(at + row * HEADER + CONTROL_LENGTH);
    }

    boolean isTruncated(int row) {
        return (octets.getInt(at + row * HEADER + FLAGS) & LibC.MSG_TRUNC) != 0;
    }

    int transferred(int row) {
        return octets.getInt(at + row * HEADER + TRANSFERRED);
    }

    /** Where a row is in memory. */
    long address(int row) {
        return block.address(at + row * HEADER);
    }
}
