package org.beibu.probe.passive;

/**
 * Blocks of slots for flows with more unacknowledged segments than fit inside them: 16, 128, 1024
 * or 4096 slots of two longs. A quarter of the bound is for each size, so that a few large windows
 * cannot take the blocks of many small ones, nor the other way round.
 *
 * <p>A block is named by a number: grade plus one (8) | index (24); 0 is none. Memory grows with
 * use up to the bound. Owned by the capture thread.
 */
final class SlotPool {
    static final int GRADES = 4;

    /** The most slots that can be asked for. */
    static final int MOST_SLOTS = 1 << 28;

    private static final int[] SLOTS = {16, 128, 1024, 4096};
    private static final int INDEX_BITS = 24;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

    private final long[][][] blocks = new long[GRADES][][];
    private final int[][] free = new int[GRADES][];
    private final int[] freeCount = new int[GRADES];
    private final int[] created = new int[GRADES];

    /** A pool of this many slots at most, in all grades together. */
    SlotPool(int maxSlots) {
        for (int grade = 0; grade < GRADES; grade++) {
            int most = maxSlots / GRADES / SLOTS[grade];
            blocks[grade] = new long[most][];
            free[grade] = new int[most];
        }
    }

    /** Blocks lent out now. */
    int lent() {
        int lent = 0;
        for (int grade = 0; grade < GRADES; grade++) {
            lent += created[grade] - freeCount[grade];
        }
        return lent;
    }

    /** The grade of a block, -1 for none. */
    static int grade(int block) {
        return (block >>> INDEX_BITS) - 1;
    }

    /** Slots of a block. */
    static int capacity(int block) {
        return SLOTS[grade(block)];
    }

    /**
     * Lends a block of this grade; 0 when there is none left or no such grade. Flows that are not
     * proven get one only while less than half of the grade are lent: of them nobody may ever
     * acknowledge anything, and a few thousand of them would take all blocks.
     */
    int borrow(int grade, boolean proven) {
        if (grade >= GRADES) {
            return 0;
        }
        if (!proven && 2 * (created[grade] - freeCount[grade]) >= blocks[grade].length) {
            return 0;
        }
        int index;
        if (freeCount[grade] > 0) {
            index = free[grade][--freeCount[grade]];
        } else if (created[grade] < blocks[grade].length) {
            index = created[grade]++;
            blocks[grade][index] = new long[2 * SLOTS[grade]];
        } else {
            return 0;
        }
        return (grade + 1) << INDEX_BITS | index;
    }

    long[] words(int block) {
        return blocks[grade(block)][block & INDEX_MASK];
    }

    void giveBack(int block) {
        int grade = grade(block);
        free[grade][freeCount[grade]++] = block & INDEX_MASK;
    }

    /** Forgets all slots of a direction and gives a borrowed block back. */
    void release(Flow flow, int direction) {
        int block = (int) (flow.slots(direction) >>> 32);
        if (block != 0) {
            giveBack(block);
        }
        flow.slots(direction, 0);
    }
}
