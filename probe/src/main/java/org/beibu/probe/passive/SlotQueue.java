package org.beibu.probe.passive;

import org.beibu.model.TimingSample;

/**
 * Flyweight over the slots of one direction of a flow: segments that wait for their ACK, in the
 * order of their ends. Starts with the two slots inside the flow, moves to ever larger blocks of
 * the {@link SlotPool} and gives its block back when it has drained.
 *
 * <p>A full queue refuses the new segment and keeps the old ones. Overwriting the oldest instead
 * would keep only what was answered quickly, and so report far too little on a path that queues.
 *
 * <pre>
 * word 0   sequence end (32) | flags (8) | payload length (24)
 * word 1   capture time
 * </pre>
 *
 * <p>Changes between {@link #open} and {@link #close} count once the latter is called. Owned by the
 * capture thread.
 */
final class SlotQueue {
    /** Flags of a slot. */
    static final int PUSHED = 1 << 24;

    static final int HAS_FIN = 1 << 25;
    static final int SACKED = 1 << 26;
    static final int BEHIND_QUEUE = 1 << 27;

    static final int MOST_LENGTH = (1 << 24) - 1;

    private static final int INLINE_AT = 24;

    private final SlotPool pool;
    private Flow flow = new Flow();
    private int direction;
    private long[] words = new long[0];
    private int base;
    private int mask;
    private int block;
    private int head;
    private int count;
    private int removedAbout;
    private long removedTime;

    SlotQueue(SlotPool pool) {
        this.pool = pool;
    }

    static boolean isEmpty(Flow flow, int direction) {
        return (flow.slots(direction) & 0xffff) == 0;
    }

    /**
     * Adds a segment behind all others of a direction; false when there is no room for it. Needs no
     * {@link #open}.
     */
    boolean add(Flow to, int ofDirection, int end, int about, long epochNanos) {
        long slots = to.slots(ofDirection);
        int lent = (int) (slots >>> 32);
        int used = (int) slots & 0xffff;
        if (used == capacity(lent)) {
            return addWithRoom(to, ofDirection, end, about, epochNanos);
        }
        long[] into = lent == 0 ? to.words() : pool.words(lent);
        int from = lent == 0 ? inlineAt(to, ofDirection) : 0;
        int at = from + ((((int) slots >>> 16) + used & capacity(lent) - 1) << 1);
        into[at] = (long) end << 32 | about;
        into[at + 1] = epochNanos;
        to.slots(ofDirection, slots + 1);
        return true;
    }

    /**
     * Removes all segments of a direction that end at or below this acknowledgment. Needs no {@link
     * #open}.
     *
     * @return whether one of them ends exactly there; then {@link #removedAbout} and {@link
     *     #removedTime} tell of it
     */
    boolean removeUpTo(Flow of, int ofDirection, int acknowledgment) {
        long slots = of.slots(ofDirection);
        int lent = (int) (slots >>> 32);
        int first = (int) slots >>> 16;
        int left = (int) slots & 0xffff;
        long[] in = lent == 0 ? of.words() : pool.words(lent);
        int from = lent == 0 ? inlineAt(of, ofDirection) : 0;
        int wrap = capacity(lent) - 1;
        boolean exact = false;
        while (left > 0) {
            int at = from + ((first & wrap) << 1);
            int beyond = (int) (in[at] >>> 32) - acknowledgment;
            if (beyond > 0) {
                break;
            }
            if (beyond == 0) {
                exact = true;
                removedAbout = (int) in[at];
                removedTime = in[at + 1];
            }
            first++;
            left--;
        }
        write(of, ofDirection, lent, first & wrap, left);
        return exact;
    }

    int removedAbout() {
        return removedAbout;
    }

    long removedTime() {
        return removedTime;
    }

    private static int capacity(int block) {
        return block == 0 ? Flow.INLINE_SLOTS : SlotPool.capacity(block);
    }

    private static int inlineAt(Flow flow, int direction) {
        return flow.base() + INLINE_AT + (direction << 2);
    }

    /** A drained queue gives its block back. */
    private void write(Flow to, int ofDirection, int lent, int first, int left) {
        if (left > 0) {
            to.slots(ofDirection, (long) lent << 32 | (long) first << 16 | left);
            return;
        }
        if (lent != 0) {
            pool.giveBack(lent);
        }
        to.slots(ofDirection, 0);
    }

    private boolean addWithRoom(Flow to, int ofDirection, int end, int about, long epochNanos) {
        open(to, ofDirection);
        boolean room = makeRoom(epochNanos);
        close();
        return room && add(to, ofDirection, end, about, epochNanos);
    }

    void open(Flow of, int ofDirection) {
        flow = of;
        direction = ofDirection;
        long slots = of.slots(ofDirection);
        block = (int) (slots >>> 32);
        head = (int) slots >>> 16;
        count = (int) slots & 0xffff;
        point();
    }

    private void point() {
        if (block == 0) {
            words = flow.words();
            base = inlineAt(flow, direction);
            mask = Flow.INLINE_SLOTS - 1;
        } else {
            words = pool.words(block);
            base = 0;
            mask = SlotPool.capacity(block) - 1;
        }
    }

    /** Writes back what was changed; a drained queue gives its block back. */
    void close() {
        write(flow, direction, block, head, count);
    }

    int count() {
        return count;
    }

    private int at(int index) {
        return base + ((head + index & mask) << 1);
    }

    /** Sequence end of the slot with this index, 0 being the oldest. */
    int end(int index) {
        return (int) (words[at(index)] >>> 32);
    }

    /** Flags and length of a slot. */
    int about(int index) {
        return (int) words[at(index)];
    }

    long time(int index) {
        return words[at(index) + 1];
    }

    void setFlag(int index, int flag) {
        words[at(index)] |= flag;
    }

    private void removeOldest() {
        head = head + 1 & mask;
        count--;
    }

    /** Removes all slots that end above this sequence number. */
    void removeAbove(int sequence) {
        while (count > 0 && end(count - 1) - sequence > 0) {
            count--;
        }
    }

    /** The slot with exactly this end; without one the complement of how many end below it. */
    int find(int end) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int distance = end(middle) - end;
            if (distance == 0) {
                return middle;
            }
            if (distance < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return ~low;
    }

    /** Drops what can no longer be a timing, else moves into a larger block. */
    private boolean makeRoom(long now) {
        if (now - time(0) > TimingSample.MAX_DELAY_NANOS) {
            do {
                removeOldest();
            } while (count > 0 && now - time(0) > TimingSample.MAX_DELAY_NANOS);
            return true;
        }
        return grow();
    }

    private boolean grow() {
        int larger = pool.borrow(SlotPool.grade(block) + 1, flow.is(Flow.PROVEN));
        if (larger == 0) {
            return false;
        }
        long[] to = pool.words(larger);
        for (int i = 0; i < count; i++) {
            int from = at(i);
            to[2 * i] = words[from];
            to[2 * i + 1] = words[from + 1];
        }
        if (block != 0) {
            pool.giveBack(block);
        }
        block = larger;
        head = 0;
        point();
        return true;
    }
}
