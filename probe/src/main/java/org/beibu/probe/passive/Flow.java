package org.beibu.probe.passive;

/**
 * Flyweight over the 32 longs (256 octets) of one flow. End A is the end with the smaller address
 * and port, direction 0 is from A to B, direction 1 from B to A.
 *
 * <pre>
 * word  0   address of A, upper half
 *       1   address of A, lower half
 *       2   address of B, upper half
 *       3   address of B, lower half
 *       4   port of A (16) | port of B (16) | state bits (32)
 *       5   tag hash from A (32) | tag hash from B (32)
 *       6   capture time of the last packet
 *       7   half-open list: newer flow (32) | older flow (32); in a free flow: next free flow
 *       8   capture time of the SYN
 *       9   capture time of the SYN/ACK
 *      10   client's ISN (32) | server's ISN (32)
 *      11   key hash (32) | clock epoch (16) | generation (16)
 *      12   from A: latest TSval (32) | highest sequence end (32)
 *      13   from A: highest acknowledgment (32) | slots: block (16) | head (8) | count (8)
 *      14   from B: as 12
 *      15   from B: as 13
 *      16   from A: four slots of two words: TSval (32) | sequence end (32), capture time
 *      24   from B: four slots
 * </pre>
 *
 * <p>Flow numbers in words are stored plus one, 0 being none. Owned by the capture thread.
 */
final class Flow {
    static final int WORDS = 32;
    static final int INLINE_SLOTS = 4;

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

    /** Bits of direction 0; those of direction 1 are one higher. */
    static final int TAG_KNOWN = 1 << 16;

    static final int END_KNOWN = 1 << 18;
    static final int ACKNOWLEDGMENT_KNOWN = 1 << 20;
    static final int TSVAL_KNOWN = 1 << 22;
    static final int FIN_SEEN = 1 << 24;

    /** What outlives a connection when the same ends open another. */
    private static final int LASTING =
            LIVE | PROVEN | TAG_KNOWN | TAG_KNOWN << 1 | STARTED_BY_B | REPLIED;

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

    /** The longs that {@link #slotsAt} points into. */
    long[] words() {
        return words;
    }

    int slotsAt(int direction) {
        return base + 16 + (direction << 3);
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

    int state() {
        return low(4);
    }

    boolean is(int bits) {
        return (low(4) & bits) == bits;
    }

    void set(int bits) {
        words[base + 4] |= bits & LOW;
    }

    void clear(int bits) {
        words[base + 4] &= ~(bits & LOW);
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
        return high(7) - 1;
    }

    void newer(int flow) {
        high(7, flow + 1);
    }

    int older() {
        return low(7) - 1;
    }

    void older(int flow) {
        low(7, flow + 1);
    }

    long synTime() {
        return words[base + 8];
    }

    void synTime(long epochNanos) {
        words[base + 8] = epochNanos;
    }

    long synAckTime() {
        return words[base + 9];
    }

    void synAckTime(long epochNanos) {
        words[base + 9] = epochNanos;
    }

    int clientIsn() {
        return high(10);
    }

    void clientIsn(int isn) {
        high(10, isn);
    }

    int serverIsn() {
        return low(10);
    }

    void serverIsn(int isn) {
        low(10, isn);
    }

    int clientDirection() {
        return is(CLIENT_IS_B) ? 1 : 0;
    }

    int hash() {
        return high(11);
    }

    int clockEpoch() {
        return low(11) >>> 16;
    }

    void clockEpoch(int epoch) {
        low(11, epoch << 16 | (low(11) & 0xffff));
    }

    int generation() {
        return low(11) & 0xffff;
    }

    /** Sets key hash, clock epoch 0 and the next generation. */
    void identify(int hash) {
        words[base + 11] = (long) hash << 32 | (generation() + 1 & 0xffff);
    }

    int latestTsval(int direction) {
        return high(12 + (direction << 1));
    }

    void latestTsval(int direction, int tsval) {
        high(12 + (direction << 1), tsval);
        set(TSVAL_KNOWN, direction);
    }

    int highestEnd(int direction) {
        return low(12 + (direction << 1));
    }

    void highestEnd(int direction, int end) {
        low(12 + (direction << 1), end);
        set(END_KNOWN, direction);
    }

    int highestAcknowledgment(int direction) {
        return high(13 + (direction << 1));
    }

    void highestAcknowledgment(int direction, int acknowledgment) {
        high(13 + (direction << 1), acknowledgment);
        set(ACKNOWLEDGMENT_KNOWN, direction);
    }

    /** Block (16), head (8) and count (8) of the slots. */
    int slots(int direction) {
        return low(13 + (direction << 1));
    }

    void slots(int direction, int value) {
        low(13 + (direction << 1), value);
    }

    /** Forgets the connection but not its ends; the slots must have been released before. */
    void forgetConnection() {
        words[base + 4] &= ~LOW | LASTING;
        for (int at = 8; at <= 10; at++) {
            words[base + at] = 0;
        }
        for (int at = 12; at <= 15; at++) {
            words[base + at] = 0;
        }
    }
}
