package org.beibu.router.rib;

import java.util.Arrays;
import org.beibu.model.Prefix;

/**
 * All prefixes of a router, each with a number that stays while the prefix is here: open addressing
 * with linear probing over numbers, the keys beside it. Not thread-safe.
 *
 * <p>A prefix takes three longs: upper half, lower half, and head of its chain of paths (32 bits)
 * over its length. A number that is free has the next free one in place of the head, length -1.
 */
final class PrefixIndex {
    /** What stands for no prefix and no path. */
    static final int NONE = -1;

    private static final int STRIDE = 3;
    private static final int SMALLEST = 1 << 10;

    private final LongPages keys = new LongPages();
    private int[] slots = emptySlots(SMALLEST);
    private int size;
    private int reached;
    private int firstFree = NONE;

    private static int[] emptySlots(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, NONE);
        return slots;
    }

    /** How many prefixes there are. */
    int size() {
        return size;
    }

    /** One more than the highest number ever given. */
    int reached() {
        return reached;
    }

    /** The number of this prefix, {@link #NONE} when it is not here. */
    int find(long high, long low, int length) {
        return slots[slot(high, low, length)];
    }

    /** The number of this prefix, which is put in when it is not here. */
    int findOrAdd(long high, long low, int length) {
        int slot = slot(high, low, length);
        if (slots[slot] != NONE) {
            return slots[slot];
        }
        int id = newNumber();
        keys.set(id * STRIDE, high);
        keys.set(id * STRIDE + 1, low);
        keys.set(id * STRIDE + 2, pack(NONE, length));
        slots[slot] = id;
        size++;
        if (size * 2 > slots.length) {
            rehash(slots.length * 2);
        }
        return id;
    }

    private int newNumber() {
        if (firstFree != NONE) {
            int id = firstFree;
            firstFree = head(id);
            return id;
        }
        keys.reach((reached + 1) * STRIDE);
        return reached++;
    }

    /** Takes a prefix out; its number may be given to another one. */
    void remove(int id) {
        int hole = slot(high(id), low(id), length(id));
        slots[hole] = NONE;
        closeGap(hole);
        keys.set(id * STRIDE + 2, pack(firstFree, -1));
        firstFree = id;
        size--;
        if (size == 0) {
            keys.clear();
            slots = emptySlots(SMALLEST);
            reached = 0;
            firstFree = NONE;
        } else if (slots.length > SMALLEST && size * 8 < slots.length) {
            rehash(slots.length / 2);
        }
    }

    /** Moves back what linear probing had to put further on because of the entry that has gone. */
    private void closeGap(int gap) {
        int mask = slots.length - 1;
        int hole = gap;
        for (int next = hole + 1 & mask; slots[next] != NONE; next = next + 1 & mask) {
            int id = slots[next];
            int home = hash(high(id), low(id), length(id)) & mask;
            if ((next - home & mask) >= (next - hole & mask)) {
                slots[hole] = id;
                slots[next] = NONE;
                hole = next;
            }
        }
    }

    private void rehash(int count) {
        slots = emptySlots(count);
        for (int id = 0; id < reached; id++) {
            if (isPresent(id)) {
                slots[slot(high(id), low(id), length(id))] = id;
            }
        }
    }

    private int slot(long high, long low, int length) {
        int mask = slots.length - 1;
        int slot = hash(high, low, length) & mask;
        while (slots[slot] != NONE && !isAt(slots[slot], high, low, length)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static int hash(long high, long low, int length) {
        long mixed = (high * 31 + low) * 0x9e37_79b9_7f4a_7c15L + length * 0xbf58_476d_1ce4_e5b9L;
        mixed ^= mixed >>> 32;
        mixed *= 0x94d0_49bb_1331_11ebL;
        return (int) (mixed >>> 32);
    }

    private boolean isAt(int id, long high, long low, int length) {
        return keys.get(id * STRIDE + 1) == low
                && keys.get(id * STRIDE) == high
                && length(id) == length;
    }

    /** Whether this number is a prefix now. */
    boolean isPresent(int id) {
        return length(id) >= 0;
    }

    /** The upper half of a prefix. */
    long high(int id) {
        return keys.get(id * STRIDE);
    }

    /** The lower half of a prefix. */
    long low(int id) {
        return keys.get(id * STRIDE + 1);
    }

    /** The length of a prefix, as written. */
    int length(int id) {
        return (int) keys.get(id * STRIDE + 2);
    }

    /** A prefix as a value. */
    Prefix prefix(int id) {
        return new Prefix(high(id), low(id), length(id));
    }

    /** The first path of a prefix, {@link #NONE} when it has none. */
    int head(int id) {
        return (int) (keys.get(id * STRIDE + 2) >>> 32);
    }

    /** Sets the first path of a prefix. */
    void setHead(int id, int path) {
        keys.set(id * STRIDE + 2, pack(path, length(id)));
    }

    private static long pack(int head, int length) {
        return ((long) head << 32) | (length & 0xffff_ffffL);
    }
}
