package org.beibu.probe.udp;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory that Java and the kernel both see, once in the machine's byte order and once in that of
 * the network. Owned by one thread; freed when nothing refers to it any more.
 */
final class NativeBlock {
    private static final int ALIGNMENT = 8;

    private final Memory memory;
    private final long address;
    private final ByteBuffer octets;
    private final ByteBuffer network;

    NativeBlock(int length) {
        memory = new Memory(length);
        memory.clear();
        address = Pointer.nativeValue(memory);
        octets = memory.getByteBuffer(0, length).order(ByteOrder.nativeOrder());
        network = memory.getByteBuffer(0, length).order(ByteOrder.BIG_ENDIAN);
    }

    static int aligned(int length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** Where an octet of it is in memory. */
    long address(int at) {
        return address + at;
    }

    /** In the machine's byte order. */
    ByteBuffer octets() {
        return octets;
    }

    /** In network order. */
    ByteBuffer network() {
        return network;
    }

    /** A part of it in network order, from octet 0 on. */
    ByteBuffer part(int at, int length) {
        return memory.getByteBuffer(at, length).order(ByteOrder.BIG_ENDIAN);
    }

    @Override
    public String toString() {
        return "NativeBlock[" + memory.size() + "]";
    }
}
