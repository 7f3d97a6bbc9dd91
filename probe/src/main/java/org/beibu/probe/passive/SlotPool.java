package org.beibu.probe.passive;

/**
 * Slots for TSvals that wait for their echo: a queue for each direction of each flow, oldest first.
 * A queue starts with the four slots inside the flow; when they are full it borrows a block of 128
 * from a bounded pool, and gives it back when it has drained. Only flows that are proven borrow: of
 * the others nobody may ever echo anything, and a few thousand of them would take all blocks.
 *
 * <p>A full queue refuses the new TSval and keeps the old ones. Overwriting the oldest instead
 * would keep only what was answered quickly, and so report far too little on a path that queues.
 *
 * <p>Memory grows with use up to the bound. Owned by the capture thread.
 */
final class SlotPool {
    static final int BLOCK_SLOTS = 128;
    static final int MOST_BLOCKS = 0xffff;

    private final long[][] blocks;
    private final int[] free;
    private int freeCount;
    private int created;

    SlotPool(int maxBlocks) {
        blocks = new long[maxBlocks][];
        free = new int[maxBlocks];
    }

    /** Blocks lent out now. */
    int lent() {
        return created - freeCount;
    }

    static boolean isEmpty(Flow flow, int direction) {
        return (flow.slots(direction) & 0xff) == 0;
    }

    /** Adds a TSval at the end; false when there is no room. */
    boolean add(Flow flow, int direction, int tsval, int end, long epochNanos) {
        int slots = flow.slots(direction);
        int count = slots & 0xff;
        if (slots >>> 16 == 0 && count == Flow.INLINE_SLOTS && flow.is(Flow.PROVEN)) {
            slots = borrow(flow, direction, slots);
        }
        int block = slots >>> 16;
        if (count == (block == 0 ? Flow.INLINE_SLOTS : BLOCK_SLOTS)) {
            return false;
        }
        int at = position(flow, direction, slots, count);
        long[] words = words(flow, block);
        words[at] = (long) tsval << 32 | (end & 0xffff_ffffL);
        words[at + 1] = epochNanos;
        flow.slots(direction, slots + 1);
        return true;
    }

    /** TSval of the oldest slot. */
    int headTsval(Flow flow, int direction) {
        int slots = flow.slots(direction);
        return (int) (words(flow, slots >>> 16)[position(flow, direction, slots, 0)] >>> 32);
    }

    /** Sequence end of the oldest slot. */
    int headEnd(Flow flow, int direction) {
        int slots = flow.slots(direction);
        return (int) words(flow, slots >>> 16)[position(flow, direction, slots, 0)];
    }

    /** Capture time of the oldest slot. */
    long headTime(Flow flow, int direction) {
        int slots = flow.slots(direction);
        return words(flow, slots >>> 16)[position(flow, direction, slots, 0) + 1];
    }

    /** Removes the oldest slot. */
    void removeHead(Flow flow, int direction) {
        int slots = flow.slots(direction);
        if ((slots & 0xff) == 1) {
            release(flow, direction);
            return;
        }
        int capacity = slots >>> 16 == 0 ? Flow.INLINE_SLOTS : BLOCK_SLOTS;
        int head = (slots >>> 8 & 0xff) + 1 & capacity - 1;
        flow.slots(direction, (slots & 0xffff0000) | head << 8 | (slots & 0xff) - 1);
    }

    /** Empties the queue and gives a borrowed block back. */
    void release(Flow flow, int direction) {
        int block = flow.slots(direction) >>> 16;
        if (block != 0) {
            free[freeCount++] = block;
        }
        flow.slots(direction, 0);
    }

    /** Moves a full inline queue into a block if there is one; gives the queue's new word. */
    private int borrow(Flow flow, int direction, int slots) {
        int block = takeBlock();
        if (block == 0) {
            return slots;
        }
        long[] to = blocks[block - 1];
        for (int i = 0; i < Flow.INLINE_SLOTS; i++) {
            int at = position(flow, direction, slots, i);
            to[2 * i] = flow.words()[at];
            to[2 * i + 1] = flow.words()[at + 1];
        }
        return block << 16 | Flow.INLINE_SLOTS;
    }

    private int takeBlock() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        if (created == blocks.length) {
            return 0;
        }
        blocks[created++] = new long[2 * BLOCK_SLOTS];
        return created;
    }

    private long[] words(Flow flow, int block) {
        return block == 0 ? flow.words() : blocks[block - 1];
    }

    private static int position(Flow flow, int direction, int slots, int index) {
        int at = (slots >>> 8 & 0xff) + index;
        return slots >>> 16 == 0
                ? flow.slotsAt(direction) + 2 * (at & Flow.INLINE_SLOTS - 1)
                : 2 * (at & BLOCK_SLOTS - 1);
    }
}
