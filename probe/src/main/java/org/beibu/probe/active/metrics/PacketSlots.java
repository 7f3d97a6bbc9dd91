package org.beibu.probe.active.metrics;

/**
 * What is known of the packets that may still matter, by their number: a ring, one slot a packet.
 *
 * <pre>
 *   ... forgotten | judged, remembered for late replies | waiting for a reply | next to be sent
 *                                                       ^ judged              ^ next
 * </pre>
 */
final class PacketSlots {
    static final int KERNEL = 1;
    static final int ANSWERED = 2;
    static final int REORDERED = 4;
    static final int FORWARD_KNOWN = 8;
    static final int BACKWARD_KNOWN = 16;
    static final int LOST = 32;
    static final int ORDERED = 64;
    static final int BY_KERNEL = 128;

    private final int mask;
    final long[] stamp;
    final long[] sentTick;
    final long[] left;
    final long[] delay;
    final long[] forward;
    final long[] backward;
    final int[] reflectorNumber;
    final byte[] forwardCopies;
    final byte[] backwardCopies;
    private final byte[] flags;
    int next;
    int judged;
    private int first;

    PacketSlots(int capacity) {
        mask = capacity - 1;
        stamp = new long[capacity];
        sentTick = new long[capacity];
        left = new long[capacity];
        delay = new long[capacity];
        forward = new long[capacity];
        backward = new long[capacity];
        reflectorNumber = new int[capacity];
        forwardCopies = new byte[capacity];
        backwardCopies = new byte[capacity];
        flags = new byte[capacity];
    }

    /** Begins with this number. */
    void begin(int sequence) {
        next = sequence;
        judged = sequence;
        first = sequence;
    }

    int at(int sequence) {
        return sequence & mask;
    }

    /** Whether every slot but a few waits for a reply. */
    boolean isFull() {
        return next - judged > mask - 1;
    }

    /** Takes the slot of the next packet; gives its number. */
    int add(long octets, long tickNanos, long epochNanos) {
        int at = at(next);
        stamp[at] = octets;
        sentTick[at] = tickNanos;
        left[at] = epochNanos;
        delay[at] = Delays.NOT_DETERMINABLE;
        flags[at] = 0;
        forwardCopies[at] = 0;
        backwardCopies[at] = 0;
        if (next - first > mask) {
            first = next - mask;
        }
        return next++;
    }

    /** Whether this packet was sent and is remembered. */
    boolean holds(int sequence) {
        return sequence - first >= 0 && sequence - next < 0;
    }

    boolean is(int sequence, int flag) {
        return (flags[at(sequence)] & flag) != 0;
    }

    void mark(int sequence, int flag) {
        flags[at(sequence)] |= (byte) flag;
    }

    /** Packets without an answer between these numbers, both left out. */
    int unanswered(int after, int before) {
        int count = 0;
        for (int sequence = after + 1; sequence - before < 0; sequence++) {
            if (holds(sequence) && (!is(sequence, ANSWERED) || is(sequence, LOST))) {
                count++;
            }
        }
        return count;
    }
}
