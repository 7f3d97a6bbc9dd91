package org.beibu.probe.passive;

import org.beibu.probe.capture.DecodedPacket;

/**
 * Flyweight over the 32 longs (256 octets) of one flow. End A is the end with the smaller address
 * and port, direction 0 is from A to B, direction 1 from B to A. What is kept of a direction is
 * about the data that it carries: the acknowledgment and the SACKs in it are the other end's.
 *
 * <pre>
 * word  0   address of A, upper half
 *       1   address of A, lower half
 *       2   address of B, upper half
 *       3   address of B, lower half
 *       4   port of A (16) | port of B (16) | state bits (32)
 *       5   tag hash from A (32) | tag hash from B (32)
 *       6   capture time of the last packet
 *       7   key hash (32) | clock epoch (16) | generation (16)
 *       8   from A: highest sequence end (32) | highest acknowledgment of it (32)
 *       9   from A: slots: block (32) | head (16) | count (16)
 *      10   from A: recovery end (32) | tick (8) | largest payload (24)
 *      11   from A: latest TSval (32) | last entry of the copy filter (32)
 *      12   from B: as 8 to 11
 *      16   from A: TSval that waits for its echo (32) | sequence end of its segment (32)
 *      17   from A: capture time of that TSval
 *      18   from B: as 16 and 17
 *      20   capture time of the SYN
 *      21   capture time of the SYN/ACK; before it, of the last copy of the SYN
 *      22   client's ISN (32) | server's ISN (32)
 *      23   in a list: newer flow (32) | older flow (32); in a free flow: next free flow
 *      24   from A: two slots of two words, see {@link SlotQueue}
 *      28   from B: two slots
 * </pre>
 *
 * <p>A packet of a running connection touches the first two groups of eight words only, unless it
 * carries data. Flow numbers in words are stored plus one, 0 being none. Owned by the capture
 * thread.
 */
final class Flow {
    static final int WORDS = 32;
    static final int INLINE_SLOTS = 2;

    static final int LIVE = 1;
    static final int STARTED_BY_B = 1 << 1;
    static final int REPLIED = 1 << 2;
    static final int PROVEN = 1 << 3;
    static final int CLOSED = 1 << 4;
    static final int SYN_SEEN = 1 << 5;
    static final int CLIENT_IS_B = 1 << 6;
    static final int SYN_RESENT = 1 << 7;
    static final int SYN_ACK_SEEN = 1 << 8;
    static final int SYN_ACK_RESENT = 1 << 9;
    static final int HANDSHAKE_VOID = 1 << 10;
    static final int HANDSHAKE_DONE = 1 << 11;
    static final int CLOSING = 1 << 12;

    /** Bits of direction 0; those of direction 1 are one higher. */
    static final int TAG_KNOWN = 1 << 16;

    static final int END_KNOWN = 1 << 18;
    static final int ACKNOWLEDGMENT_KNOWN = 1 << 20;
    static final int TSVAL_KNOWN = 1 << 22;
    static final int FIN_SEEN = 1 << 24;

    /** The direction had its SYN, or one segment in order: what is sent below its end is resent. */
    static final int IN_STEP = 1 << 26;

    /** Something below the recovery end was resent, SACKed around or not captured. */
    static final int RECOVERING = 1 << 28;

    /** A TSval waits for its echo. */
    static final int ECHO_AWAITED = 1 << 30;

    /** What outlives a connection when the same ends open another. */
    private static final int LASTING =
            LIVE | PROVEN | CLOSING | TAG_KNOWN | TAG_KNOWN << 1 | STARTED_BY_B | REPLIED;

    private static final long LOW = 0xffff_ffffL;

    private int number = -1;
    private long[] words = new long[WORDS];
    private int base;

    Flow wrap(int number, long[] words, int base) {
        this.number = number;
        this.words = words;
        this.base = base;
        return this;
    }

    int number() {
        return number;
    }

    long word(int at) {
        return words[base + at];
    }

    void word(int at, long value) {
        words[base + at] = value;
    }

    /** The longs that hold the flow, from {@link #base} on. */
    long[] words() {
        return words;
    }

    /** Where the flow's own words start. */
    int base() {
        return base;
    }

    private int high(int at) {
        return (int) (words[base + at] >>> 32);
    }

    private int low(int at) {
        return (int) words[base + at];
    }

    private void high(int at, int value) {
        words[base + at] = (long) value << 32 | (words[base + at] & LOW);
    }

    private void low(int at, int value) {
        words[base + at] = (words[base + at] & ~LOW) | (value & LOW);
    }

    /**
     * The direction of a segment of this flow whose tags are known in both directions and the same;
     * else -1. Few branches, as in {@link FlowKey#matches}.
     */
    int directionOf(DecodedPacket s) {
        long a = words[base];
        long aLow = words[base + 1];
        long b = words[base + 2];
        long bLow = words[base + 3];
        long portsAndState = words[base + 4];
        long tags = words[base + 5] ^ ((long) s.tagHash() << 32 | (s.tagHash() & LOW));
        int ports = (int) (portsAndState >>> 32);
        long unfit = tags | (~portsAndState & (LIVE | TAG_KNOWN | TAG_KNOWN << 1));
        long forward =
                (ports ^ (s.sourcePort() << 16 | s.destinationPort()))
                        | (a ^ s.sourceHigh())
                        | (aLow ^ s.sourceLow())
                        | (b ^ s.destinationHigh())
                        | (bLow ^ s.destinationLow());
        if ((forward | unfit) == 0) {
            return 0;
        }
        long backward =
                (ports ^ (s.destinationPort() << 16 | s.sourcePort()))
                        | (a ^ s.destinationHigh())
                        | (aLow ^ s.destinationLow())
                        | (b ^ s.sourceHigh())
                        | (bLow ^ s.sourceLow());
        return (backward | unfit) == 0 ? 1 : -1;
    }

    int state() {
        return low(4);
    }

    boolean is(int bits) {
        return (low(4) & bits) == bits;
    }

    /** Stores only what changes: a load behind a store of the same word waits for it. */
    void set(int bits) {
        long word = words[base + 4];
        if (((int) word & bits) != bits) {
            words[base + 4] = word | (bits & LOW);
        }
    }

    void clear(int bits) {
        long word = words[base + 4];
        if (((int) word & bits) != 0) {
            words[base + 4] = word & ~(bits & LOW);
        }
    }

    void clear(int bit, int direction) {
        clear(bit << direction);
    }

    boolean is(int bit, int direction) {
        return is(bit << direction);
    }

    void set(int bit, int direction) {
        set(bit << direction);
    }

    int tag(int direction) {
        return direction == 0 ? high(5) : low(5);
    }

    void tag(int direction, int tagHash) {
        if (direction == 0) {
            high(5, tagHash);
        } else {
            low(5, tagHash);
        }
        set(TAG_KNOWN, direction);
    }

    long lastSeen() {
        return words[base + 6];
    }

    void lastSeen(long epochNanos) {
        words[base + 6] = epochNanos;
    }

    int newer() {
        return high(23) - 1;
    }

    void newer(int flow) {
        high(23, flow + 1);
    }

    int older() {
        return low(23) - 1;
    }

    void older(int flow) {
        low(23, flow + 1);
    }

    int hash() {
        return high(7);
    }

    int clockEpoch() {
        return low(7) >>> 16;
    }

    void clockEpoch(int epoch) {
        low(7, epoch << 16 | (low(7) & 0xffff));
    }

    int generation() {
        return low(7) & 0xffff;
    }

    /** Sets key hash, clock epoch 0 and the next generation. */
    void identify(int hash) {
        words[base + 7] = (long) hash << 32 | (generation() + 1 & 0xffff);
    }

    int highestEnd(int direction) {
        return high(8 + (direction << 2));
    }

    void highestEnd(int direction, int end) {
        high(8 + (direction << 2), end);
        set(END_KNOWN, direction);
    }

    /** The highest acknowledgment of what this direction carries. */
    int acknowledged(int direction) {
        return low(8 + (direction << 2));
    }

    void acknowledged(int direction, int acknowledgment) {
        low(8 + (direction << 2), acknowledgment);
        set(ACKNOWLEDGMENT_KNOWN, direction);
    }

    /** Block (32), head (16) and count (16) of the slots. */
    long slots(int direction) {
        return words[base + 9 + (direction << 2)];
    }

    void slots(int direction, long value) {
        words[base + 9 + (direction << 2)] = value;
    }

    int recoveryEnd(int direction) {
        return high(10 + (direction << 2));
    }

    void recoveryEnd(int direction, int end) {
        high(10 + (direction << 2), end);
        set(RECOVERING, direction);
    }

    /** See {@link TickEstimate}. */
    int tick(int direction) {
        return low(10 + (direction << 2)) >>> 24;
    }

    void tick(int direction, int tick) {
        low(10 + (direction << 2), tick << 24 | largestPayload(direction));
    }

    int largestPayload(int direction) {
        return low(10 + (direction << 2)) & 0xffffff;
    }

    void largestPayload(int direction, int octets) {
        low(10 + (direction << 2), tick(direction) << 24 | octets);
    }

    int latestTsval(int direction) {
        return high(11 + (direction << 2));
    }

    void latestTsval(int direction, int tsval) {
        high(11 + (direction << 2), tsval);
        set(TSVAL_KNOWN, direction);
    }

    /** Number of the last entry of the {@link CopyFilter}, 0 for none. */
    int lastRemembered(int direction) {
        return low(11 + (direction << 2));
    }

    void lastRemembered(int direction, int entry) {
        low(11 + (direction << 2), entry);
    }

    int awaitedTsval(int direction) {
        return high(16 + (direction << 1));
    }

    int awaitedEnd(int direction) {
        return low(16 + (direction << 1));
    }

    long awaitedTime(int direction) {
        return words[base + 17 + (direction << 1)];
    }

    void await(int direction, int tsval, int end, long epochNanos) {
        words[base + 16 + (direction << 1)] = (long) tsval << 32 | (end & LOW);
        words[base + 17 + (direction << 1)] = epochNanos;
        set(ECHO_AWAITED, direction);
    }

    long synTime() {
        return words[base + 20];
    }

    void synTime(long epochNanos) {
        words[base + 20] = epochNanos;
    }

    long synAckTime() {
        return words[base + 21];
    }

    void synAckTime(long epochNanos) {
        words[base + 21] = epochNanos;
    }

    int clientIsn() {
        return high(22);
    }

    void clientIsn(int isn) {
        high(22, isn);
    }

    int serverIsn() {
        return low(22);
    }

    void serverIsn(int isn) {
        low(22, isn);
    }

    int clientDirection() {
        return is(CLIENT_IS_B) ? 1 : 0;
    }

    /** Forgets the connection but not its ends; the slots must have been released before. */
    void forgetConnection() {
        words[base + 4] &= ~LOW | LASTING;
        long remembered = words[base + 11] & LOW;
        long other = words[base + 15] & LOW;
        for (int at = 8; at <= 22; at++) {
            words[base + at] = 0;
        }
        words[base + 11] = remembered; // a SYN that was just seen may have copies
        words[base + 15] = other;
    }

    /** Forgets all but the generation. */
    void clear() {
        int generation = generation();
        for (int at = 0; at <= 23; at++) {
            words[base + at] = 0;
        }
        words[base + 7] = generation;
    }
}
