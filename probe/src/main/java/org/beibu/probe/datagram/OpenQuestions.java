package org.beibu.probe.datagram;

import org.beibu.probe.passive.CaptureClock;
import org.beibu.runtime.counters.Counters;

/**
 * Questions that wait for their first answer, in constant space. A question that is asked again
 * before it is forgotten is void: nobody can tell which asking was answered. Equal questions in
 * different VLAN stacks or virtual networks are kept apart; an answer without an equal one in its
 * own takes the only one there is, since a tag may be on one direction only.
 *
 * <p>Sets of eight entries of four longs; in a full set the oldest makes room.
 *
 * <pre>
 *  0 key, never 0 | 1 detail | 2 tag hash (32), clock epoch (16), state (16) | 3 capture time
 * </pre>
 *
 * <p>Owned by the capture thread.
 */
final class OpenQuestions {
    /** What {@link #answer} gives when there is nothing to time. */
    static final long NONE = Long.MIN_VALUE;

    /** Asked again after so long it is another question. */
    static final long FORGOTTEN_NANOS = 300_000_000_000L;

    /** An answer later than this is none that is timed. */
    private static final long WAITING_NANOS = 60_000_000_000L;

    private static final int WAYS = 8;
    private static final int WORDS = 4;
    private static final int SET_WORDS = WAYS * WORDS;

    private static final int OPEN = 0;
    private static final int ANSWERED = 1;
    private static final int VOID = 2;

    private final long[] words;
    private final int mask;
    private final CaptureClock clock;
    private final Counters counters;

    /** A table of this many questions, a power of two. */
    OpenQuestions(int questions, CaptureClock clock, Counters counters) {
        words = new long[questions * WORDS];
        mask = questions / WAYS - 1;
        this.clock = clock;
        this.counters = counters;
    }

    /**
     * Notes a question.
     *
     * @param detail what else an answer must agree with, 0 when it could not be read
     */
    void ask(long key, long detail, int tagHash, long now) {
        int set = set(key);
        for (int at = set; at < set + SET_WORDS; at += WORDS) {
            if (words[at] == key
                    && agrees(words[at + 1], detail, -1)
                    && tag(at) == tagHash
                    && !isForgotten(at, now)) {
                write(at, key, detail, tagHash, VOID, now);
                counters.increment(DatagramCounter.QUESTIONS_REPEATED);
                return;
            }
        }
        write(room(set, now), key, detail, tagHash, OPEN, now);
        counters.increment(DatagramCounter.QUESTIONS);
    }

    /**
     * The capture time of the question with this answer, or {@link #NONE}; it is answered then.
     *
     * @param mask the bits of the detail that must agree
     */
    long answer(long key, long detail, long mask, int tagHash, long now) {
        int at = find(key, detail, mask, tagHash, now);
        if (at < 0) {
            counters.increment(DatagramCounter.ANSWERS_UNASKED);
            return NONE;
        }
        int state = state(at);
        long asked = words[at + 3];
        if (state == VOID) {
            counters.increment(DatagramCounter.ANSWERS_AMBIGUOUS);
            return NONE;
        }
        if (state == ANSWERED) {
            counters.increment(DatagramCounter.ANSWERS_REPEATED);
            return NONE;
        }
        boolean sameClock = epoch(at) == clock.epoch();
        words[at + 2] = (words[at + 2] & ~0xffffL) | ANSWERED;
        if (!sameClock) {
            counters.increment(DatagramCounter.ANSWERS_ACROSS_CLOCK_STEP);
            return NONE;
        }
        return asked;
    }

    /** Whether the question of this answer is remembered and open. */
    boolean isOpen(long key, long detail, long mask, int tagHash, long now) {
        int at = find(key, detail, mask, tagHash, now);
        return at >= 0 && state(at) == OPEN;
    }

    /** Whether the question of this answer is remembered. */
    boolean isKnown(long key, long detail, long mask, int tagHash, long now) {
        return find(key, detail, mask, tagHash, now) >= 0;
    }

    private int find(long key, long detail, long mask, int tagHash, long now) {
        int set = set(key);
        int same = -1;
        int sameTags = 0;
        int other = -1;
        int otherTags = 0;
        for (int at = set; at < set + SET_WORDS; at += WORDS) {
            if (words[at] == key && agrees(words[at + 1], detail, mask) && !isForgotten(at, now)) {
                boolean isSame = tag(at) == tagHash;
                same = isSame ? at : same;
                sameTags += isSame ? 1 : 0;
                other = isSame ? other : at;
                otherTags += isSame ? 0 : 1;
            }
        }
        if (sameTags > 0) {
            return sameTags == 1 ? same : -1;
        }
        return otherTags == 1 ? other : -1;
    }

    /** A free entry, a forgotten one, or the one that was asked first. */
    private int room(int set, long now) {
        int oldest = set;
        int forgotten = -1;
        for (int at = set; at < set + SET_WORDS; at += WORDS) {
            if (words[at] == 0) {
                return at;
            }
            if (isForgotten(at, now)) {
                forgotten = at;
            }
            if (words[at + 3] < words[oldest + 3]) {
                oldest = at;
            }
        }
        if (forgotten >= 0) {
            return forgotten;
        }
        if (state(oldest) == OPEN && now - words[oldest + 3] <= WAITING_NANOS) {
            counters.increment(DatagramCounter.QUESTIONS_EVICTED);
        }
        return oldest;
    }

    private static boolean agrees(long known, long detail, long mask) {
        return ((known ^ detail) & mask) == 0 || known == 0 || detail == 0;
    }

    private boolean isForgotten(int at, long now) {
        return Math.abs(now - words[at + 3]) > FORGOTTEN_NANOS;
    }

    private int set(long key) {
        return ((int) key & mask) * SET_WORDS;
    }

    private int tag(int at) {
        return (int) (words[at + 2] >>> 32);
    }

    private int epoch(int at) {
        return (int) (words[at + 2] >>> 16) & 0xffff;
    }

    private int state(int at) {
        return (int) words[at + 2] & 0xffff;
    }

    private void write(int at, long key, long detail, int tagHash, int state, long now) {
        words[at] = key;
        words[at + 1] = detail;
        words[at + 2] = (long) tagHash << 32 | (long) clock.epoch() << 16 | state;
        words[at + 3] = now;
    }
}
