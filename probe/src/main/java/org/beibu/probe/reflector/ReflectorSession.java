package org.beibu.probe.reflector;

/**
 * One STAMP session of a stateful reflector: the addresses and ports of both ends and the SSID (RFC
 * 8972 3), what was received and sent, and which numbers came. Owned by the reflector's thread.
 */
final class ReflectorSession {
    /** How a packet stands to those before it. */
    enum Order {
        /** It is the newest. */
        NEXT,
        /** A later one came before it. */
        LATE,
        /** It came before. */
        DUPLICATE,
        /** It is older than the window: a network does not keep a packet for so long. */
        REPLAYED,
        /** The sender began again. */
        RESTARTED
    }

    private static final int WINDOW = Long.SIZE;

    /** Three times the longest wait for a reply (RFC 8912: 3 s). */
    private static final int OLDEST_SECONDS = 9;

    final int id;
    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;

    /** Source port, destination port, SSID, 16 bits each. */
    long numbers;

    /** Second of the last packet that was answered, by the reflector's own count. */
    long lastSecond;

    private int received;
    private int sent;
    private boolean empty;
    private int highest;
    private long newestTimestamp;
    private long seen;

    private int departedNumber;
    private long departedAt;
    private boolean departed;
    private boolean followed;

    ReflectorSession(int id) {
        this.id = id;
    }

    /** Begins anew: nothing received, nothing sent. */
    void begin() {
        received = 0;
        sent = 0;
        empty = true;
        departed = false;
        followed = false;
        seen = 0;
    }

    /** Whether no packet was placed yet. */
    boolean isNew() {
        return empty;
    }

    /**
     * Places a packet by its number and T1. T1 is compared as it is: both formats count seconds in
     * the upper half, and a sender does not change its format.
     */
    Order place(int number, long timestamp) {
        int ahead = number - highest;
        if (empty || ahead > 0) {
            advance(ahead, number, timestamp);
            return Order.NEXT;
        }
        if (timestamp - newestTimestamp > 0) {
            begin();
            advance(0, number, timestamp);
            return Order.RESTARTED;
        }
        if ((int) ((newestTimestamp >>> 32) - (timestamp >>> 32)) > OLDEST_SECONDS) {
            return Order.REPLAYED;
        }
        long bit = -ahead < WINDOW ? 1L << -ahead : 0;
        boolean again = (seen & bit) != 0;
        seen |= bit;
        return again ? Order.DUPLICATE : Order.LATE;
    }

    private void advance(int ahead, int number, long timestamp) {
        seen = empty || ahead >= WINDOW ? 1 : seen << ahead | 1;
        empty = false;
        highest = number;
        newestTimestamp = timestamp;
    }

    /** One more packet was received. */
    void received() {
        received++;
    }

    /** So many were received, modulo 2^32. */
    int receivedCount() {
        return received;
    }

    /** So many answers were sent before; also the number of the next one. */
    int sentCount() {
        return sent;
    }

    /** One more answer is sent. */
    void sent() {
        sent++;
    }

    /** Its sender asks when answers left: that of each is wanted from now on. */
    void follow() {
        followed = true;
    }

    /** Whether the departure of each answer is wanted. */
    boolean isFollowed() {
        return followed;
    }

    /** The answer with this number left at that time. */
    void departed(int number, long epochNanos) {
        departed = true;
        departedNumber = number;
        departedAt = epochNanos;
    }

    /** Whether the departure of an earlier answer is known. */
    boolean hasDeparted() {
        return departed;
    }

    /** The number of that answer. */
    int departedNumber() {
        return departedNumber;
    }

    /** When it left. */
    long departedAt() {
        return departedAt;
    }
}
