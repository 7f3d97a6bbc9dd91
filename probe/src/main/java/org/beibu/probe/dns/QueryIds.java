package org.beibu.probe.dns;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Which id is whose (RFC 5452 4.3: ids are chosen at random, so that a stranger cannot tell the
 * next). An id stays with its query for ten seconds, longer than any loss threshold, so that copies
 * and late responses are known. Owned by one thread; allocates nothing.
 */
final class QueryIds {
    /** What {@link #take} gives when no id was free. */
    static final int NONE = -1;

    private static final int IDS = 1 << 16;
    private static final int TRIES = 64;
    private static final long KEPT_NANOS = 10_000_000_000L;

    private final SecureRandom random = new SecureRandom();
    private final byte[] drawn = new byte[4_096];
    private final long[] askedNanos = new long[IDS];
    private final int[] place = new int[IDS];
    private final int[] number = new int[IDS];
    private int next = drawn.length;

    QueryIds() {
        Arrays.fill(place, NONE);
    }

    /** A free id for query {@code number} of the session at this place. */
    int take(int ofPlace, int ofNumber, long epochNanos) {
        for (int i = 0; i < TRIES; i++) {
            int id = draw();
            long age = epochNanos - askedNanos[id];
            if (place[id] == NONE || age > KEPT_NANOS || age < 0) {
                place[id] = ofPlace;
                number[id] = ofNumber;
                askedNanos[id] = epochNanos;
                return id;
            }
        }
        return NONE;
    }

    private int draw() {
        if (next == drawn.length) {
            random.nextBytes(drawn);
            next = 0;
        }
        next += 2;
        return (drawn[next - 2] & 0xff) << 8 | (drawn[next - 1] & 0xff);
    }

    /** Whose query had this id, {@link #NONE} for nobody's. */
    int place(int id) {
        return place[id];
    }

    /** The number of that query. */
    int number(int id) {
        return number[id];
    }
}
