package org.beibu.probe.active;

/**
 * How many routers the packets of one direction pass, as their TTL tells, and when that changes.
 *
 * <p>A number counts once it came a few times in a row, and more often where it flaps: each change
 * that did not last doubles how often, so a path that is spread packet by packet over ways of
 * different length makes no events. A quiet time halves it again.
 *
 * <p>Owned by the sender's thread; allocates nothing.
 */
final class HopCount {
    /** Not known yet, or not told. */
    static final int UNKNOWN = -1;

    private static final int HIGHEST_TTL = 255;
    private static final int FEWEST_IN_A_ROW = 8;
    private static final int MOST_IN_A_ROW = 4_096;

    /** So many times as many of the same number are a quiet time. */
    private static final int QUIET = 16;

    private int hops = UNKNOWN;
    private int before = UNKNOWN;
    private int candidate = UNKNOWN;
    private int inARow;
    private int needed = FEWEST_IN_A_ROW;
    private long flaps;

    /**
     * Routers passed by a packet that was sent with the highest TTL (RFC 5357 4.2), or by one of a
     * system that begins with 64 or 128: nobody knows of paths of more than 60 hops.
     */
    static int ofTtl(int ttl) {
        if (ttl <= 0 || ttl > HIGHEST_TTL) {
            return UNKNOWN;
        }
        return ttl <= 64 ? 64 - ttl : ttl <= 128 ? 128 - ttl : HIGHEST_TTL - ttl;
    }

    /** A packet passed so many routers; true when that is a change, not the first to be known. */
    boolean passed(int count) {
        if (count == UNKNOWN) {
            return false;
        }
        if (count != candidate) {
            noteFlap();
            candidate = count;
            inARow = 0;
        }
        inARow = Math.min(inARow + 1, Integer.MAX_VALUE - 1);
        if (count == hops) {
            if (inARow % (QUIET * needed) == 0) {
                needed = Math.max(FEWEST_IN_A_ROW, needed / 2);
            }
            return false;
        }
        return inARow >= needed && accept(count);
    }

    /** A number that was not the accepted one ends before it was accepted. */
    private void noteFlap() {
        if (candidate != UNKNOWN && hops != UNKNOWN && candidate != hops) {
            flaps++;
            needed = Math.min(MOST_IN_A_ROW, 2 * needed);
        }
    }

    private boolean accept(int count) {
        before = hops;
        hops = count;
        return before != UNKNOWN;
    }

    /** The number that counts, or {@link #UNKNOWN}. */
    int hops() {
        return hops;
    }

    /** The number that counted before. */
    int before() {
        return before;
    }

    /** Changes that did not last. */
    long flaps() {
        return flaps;
    }
}
