package org.beibu.probe.datagram;

import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.SymmetricHash;
import org.beibu.probe.passive.RememberedAnswer;

/**
 * Flyweight over the 32 longs of one QUIC connection. Direction 0 is from the client, 1 from the
 * server; the client is who sent the first Initial.
 *
 * <pre>
 * word  0   what a timing tells of a packet from the client, see RememberedAnswer
 *       8   the same of a packet from the server
 *      16   capture time of the last packet
 *      17   capture time of the first Initial
 *      18   capture time of the last edge
 *      19   delay of the handshake, or the least it can be; 0 while unknown
 *      20   client's connection id, hash (32) | its length (8) | server's length (8) | free (16)
 *      21   last id to the server, hash (32) | last id to the client, hash (32)
 *      22   tag hash from the client (32) | tag hash from the server (32)
 *      23   state bits (32) | clock epoch (16) | block of edges plus one (16)
 *      24   edges (16) | pairs of edges (16) | pairs that alternate (16) | free (16)
 *      25   free
 * </pre>
 *
 * <p>Owned by the capture thread.
 */
final class QuicFlow {
    static final int WORDS = 32;
    static final int CLIENT = 0;
    static final int SERVER = 1;

    static final int ANSWERED = 1;
    static final int HANDSHAKE_VOID = 1 << 1;
    static final int RETRIED = 1 << 2;
    static final int PACKED_IDS = 1 << 3;
    static final int SPIN_REFUSED = 1 << 4;
    static final int SPIN_BELIEVED = 1 << 5;
    static final int CHAINED = 1 << 6;
    static final int LAST_FROM_SERVER = 1 << 7;
    static final int LAST_USABLE = 1 << 8;

    /** Bits of direction 0; those of direction 1 are one higher. */
    static final int VALUE_KNOWN = 1 << 16;

    static final int VALUE = 1 << 18;
    static final int TAG_KNOWN = 1 << 20;

    private static final long LOW = 0xffff_ffffL;
    private static final int LAST_SEEN = 16;
    private static final int INITIAL_TIME = 17;
    private static final int EDGE_TIME = 18;
    private static final int HANDSHAKE_DELAY = 19;
    private static final int CLIENT_ID = 20;
    private static final int LAST_IDS = 21;
    private static final int TAGS = 22;
    private static final int STATE = 23;
    private static final int COUNTS = 24;

    private long[] words = new long[WORDS];
    private int base;

    QuicFlow wrap(long[] words, int base) {
        this.words = words;
        this.base = base;
        return this;
    }

    void clear() {
        java.util.Arrays.fill(words, base, base + WORDS, 0);
    }

    /** The longs that {@link #answerAt} points into. */
    long[] words() {
        return words;
    }

    int answerAt(int direction) {
        return base + direction * RememberedAnswer.WORDS;
    }

    /** A hash of the two ends without a seed. */
    long endsHash() {
        long ports = words[base + 4];
        return SymmetricHash.of(
                words[base],
                words[base + 1],
                (int) (ports >>> 48),
                words[base + 2],
                words[base + 3],
                (int) (ports >>> 32) & 0xffff);
    }

    /** The direction of one of the flow's packets. */
    int direction(DecodedPacket packet) {
        boolean fromClient =
                words[base] == packet.sourceHigh()
                        && words[base + 1] == packet.sourceLow()
                        && words[base + 4] >>> 48 == packet.sourcePort();
        return fromClient ? CLIENT : SERVER;
    }

    boolean is(int bits) {
        return (words[base + STATE] >>> 32 & bits) == bits;
    }

    void set(int bits) {
        words[base + STATE] |= (long) bits << 32;
    }

    void clear(int bits) {
        words[base + STATE] &= ~((long) bits << 32);
    }

    void set(int bits, boolean value) {
        if (value) {
            set(bits);
        } else {
            clear(bits);
        }
    }

    int clockEpoch() {
        return (int) words[base + STATE] >>> 16;
    }

    void clockEpoch(int epoch) {
        words[base + STATE] = (words[base + STATE] & ~0xffff_0000L) | (long) epoch << 16;
    }

    /** The block of edges, -1 without one. */
    int block() {
        return ((int) words[base + STATE] & 0xffff) - 1;
    }

    void block(int block) {
        words[base + STATE] = (words[base + STATE] & ~0xffffL) | block + 1;
    }

    long lastSeen() {
        return words[base + LAST_SEEN];
    }

    void lastSeen(long epochNanos) {
        words[base + LAST_SEEN] = epochNanos;
    }

    long initialTime() {
        return words[base + INITIAL_TIME];
    }

    void initialTime(long epochNanos) {
        words[base + INITIAL_TIME] = epochNanos;
    }

    long edgeTime() {
        return words[base + EDGE_TIME];
    }

    void edgeTime(long epochNanos) {
        words[base + EDGE_TIME] = epochNanos;
    }

    long handshakeDelay() {
        return words[base + HANDSHAKE_DELAY];
    }

    void handshakeDelay(long nanos) {
        words[base + HANDSHAKE_DELAY] = nanos;
    }

    void clientId(int hash, int length) {
        words[base + CLIENT_ID] =
                (long) hash << 32 | (long) length << 24 | (words[base + CLIENT_ID] & 0xff_ffffL);
    }

    boolean hasClientId(int hash, int length) {
        return words[base + CLIENT_ID] >> 32 == hash && idLength(SERVER) == length;
    }

    void serverIdLength(int length) {
        words[base + CLIENT_ID] = (words[base + CLIENT_ID] & ~0xff_0000L) | (long) length << 16;
    }

    /** Length of the connection ids in short headers of this direction, 0 while unknown. */
    int idLength(int direction) {
        return (int) (words[base + CLIENT_ID] >>> (direction == CLIENT ? 16 : 24)) & 0xff;
    }

    /** The last connection id in short headers of this direction, 0 while unknown. */
    int lastId(int direction) {
        return half(LAST_IDS, direction);
    }

    void lastId(int direction, int hash) {
        half(LAST_IDS, direction, hash);
    }

    int tag(int direction) {
        return half(TAGS, direction);
    }

    void tag(int direction, int tagHash) {
        half(TAGS, direction, tagHash);
        set(TAG_KNOWN << direction);
    }

    private int half(int at, int direction) {
        return direction == CLIENT ? (int) (words[base + at] >>> 32) : (int) words[base + at];
    }

    private void half(int at, int direction, int value) {
        long word = words[base + at];
        words[base + at] =
                direction == CLIENT
                        ? (long) value << 32 | (word & LOW)
                        : (word & ~LOW) | (value & LOW);
    }

    int edges() {
        return (int) (words[base + COUNTS] >>> 48);
    }

    int pairs() {
        return (int) (words[base + COUNTS] >>> 32) & 0xffff;
    }

    int alternatingPairs() {
        return (int) (words[base + COUNTS] >>> 16) & 0xffff;
    }

    void counts(int edges, int pairs, int alternatingPairs) {
        words[base + COUNTS] =
                (long) edges << 48 | (long) pairs << 32 | (long) alternatingPairs << 16;
    }
}
