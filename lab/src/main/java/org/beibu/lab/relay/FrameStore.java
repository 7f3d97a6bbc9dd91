package org.beibu.lab.relay;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Room outside the heap for the frames under way, in slots that are used again. */
public final class FrameStore {
    /** The value of a slot that is none. */
    public static final int NONE = -1;

    /** Octets of a slot: a frame of MTU 1500 with its Ethernet header fits. */
    public static final int SLOT_OCTETS = 1536;

    private final Memory memory;
    private final ByteBuffer[] views;
    private final int[] next;
    private final int[] length;
    private final long[] due;
    private int free;

    public FrameStore(int slots) {
        memory = new Memory((long) slots * SLOT_OCTETS);
        views = new ByteBuffer[slots];
        next = new int[slots];
        length = new int[slots];
        due = new long[slots];
        for (int slot = 0; slot < slots; slot++) {
            next[slot] = slot + 1 < slots ? slot + 1 : NONE;
        }
    }

    /** Takes a slot, the one that was given back last, or {@link #NONE} when all are in use. */
    public int take() {
        int slot = free;
        if (slot != NONE) {
            free = next[slot];
            next[slot] = NONE;
        }
        return slot;
    }

    public void giveBack(int slot) {
        next[slot] = free;
        free = slot;
    }

    public long address(int slot) {
        return Pointer.nativeValue(memory) + (long) slot * SLOT_OCTETS;
    }

    /** The octets of a slot, in network order. */
    public ByteBuffer view(int slot) {
        ByteBuffer view = views[slot];
        if (view == null) {
            view = memory.getByteBuffer((long) slot * SLOT_OCTETS, SLOT_OCTETS);
            view.order(ByteOrder.BIG_ENDIAN);
            views[slot] = view;
        }
        return view;
    }

    public void set(int slot, int frameLength, long dueNanos) {
        length[slot] = frameLength;
        due[slot] = dueNanos;
    }

    public int length(int slot) {
        return length[slot];
    }

    public long due(int slot) {
        return due[slot];
    }

    public int next(int slot) {
        return next[slot];
    }

    public void link(int slot, int following) {
        next[slot] = following;
    }
}
