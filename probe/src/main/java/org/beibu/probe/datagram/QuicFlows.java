package org.beibu.probe.datagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.runtime.counters.Counters;

/**
 * The QUIC connections, bounded: sets of eight, known by the seeded hash of their ends. In a full
 * set an idle one makes room, else the idlest whose server never answered, else the idlest; so a
 * flood of Initials pushes out nothing that was seen to work.
 *
 * <p>Memory grows with use up to the bound, in chunks. Owned by the capture thread.
 */
final class QuicFlows {
    /** A connection without packets for so long is forgotten; longer than QUIC idles by default. */
    static final long IDLE_NANOS = 60_000_000_000L;

    /** A connection that waits for a verdict, and what puts such ones in order. */
    private record Waiting(int at, long begunNanos, long endsHash, int tag) {}

    private static final int WAYS = 8;
    private static final int CHUNK_SHIFT = 9;
    private static final int CHUNK_FLOWS = 1 << CHUNK_SHIFT;

    private final long[] keys;
    private final long[][] chunks;
    private final SpinMatcher spins;
    private final Counters counters;
    private final QuicFlow candidate = new QuicFlow();

    /** A table of so many connections, a power of two. */
    QuicFlows(int flows, SpinMatcher spins, Counters counters) {
        keys = new long[flows];
        chunks = new long[(flows + CHUNK_FLOWS - 1) >>> CHUNK_SHIFT][];
        this.spins = spins;
        this.counters = counters;
    }

    /** Points the flyweight at the connection of a packet; false when there is none. */
    boolean find(long key, DecodedPacket packet, QuicFlow flow) {
        int set = set(key);
        int best = -1;
        int bestRank = 0;
        for (int at = set; at < set + WAYS; at++) {
            if (keys[at] == key) {
                int rank = rank(wrap(candidate, at), packet);
                if (isIdle(candidate, packet.epochNanos())) {
                    expire(at);
                } else if (rank > bestRank) {
                    best = at;
                    bestRank = rank;
                }
            }
        }
        if (best >= 0) {
            wrap(flow, best);
        }
        return best >= 0;
    }

    /** As for TCP: the same tags in both directions are best, other ones in this one are none. */
    private static int rank(QuicFlow flow, DecodedPacket packet) {
        int direction = flow.direction(packet);
        int other = 1 - direction;
        boolean otherKnown = flow.is(QuicFlow.TAG_KNOWN << other);
        boolean otherSame = otherKnown && flow.tag(other) == packet.tagHash();
        if (flow.is(QuicFlow.TAG_KNOWN << direction)) {
            if (flow.tag(direction) != packet.tagHash()) {
                return 0;
            }
            return otherSame ? 4 : otherKnown ? 2 : 3;
        }
        return otherSame ? 3 : 1;
    }

    /** Points the flyweight at an empty connection of this key. */
    void open(long key, long now, QuicFlow flow) {
        int at = room(set(key), now);
        wrap(flow, at).clear();
        keys[at] = key;
        counters.increment(DatagramCounter.QUIC_FLOWS_OPENED);
    }

    /** Forgets what has been idle for too long at this time; not what was seen after it. */
    void sweep(long now) {
        List<Waiting> waiting = new ArrayList<>();
        for (int at = 0; at < keys.length; at++) {
            if (keys[at] != 0 && now - wrap(candidate, at).lastSeen() > IDLE_NANOS) {
                counters.increment(DatagramCounter.QUIC_FLOWS_EXPIRED);
                leave(at, waiting);
            }
        }
        forget(waiting);
    }

    /** The capture ends: decides about all that waits for a verdict, and forgets all. */
    void end() {
        List<Waiting> waiting = new ArrayList<>();
        for (int at = 0; at < keys.length; at++) {
            if (keys[at] != 0) {
                wrap(candidate, at);
                leave(at, waiting);
            }
        }
        forget(waiting);
    }

    /** Forgets the connection unless it waits for a verdict. */
    private void leave(int at, List<Waiting> waiting) {
        if (candidate.block() >= 0) {
            waiting.add(
                    new Waiting(
                            at,
                            candidate.initialTime(),
                            candidate.endsHash(),
                            candidate.tag(QuicFlow.CLIENT)));
        } else {
            forget(at);
        }
    }

    /** In an order that does not depend on where they stand, which the seed decides. */
    private void forget(List<Waiting> waiting) {
        waiting.sort(
                Comparator.comparingLong(Waiting::begunNanos)
                        .thenComparingLong(Waiting::endsHash)
                        .thenComparingInt(Waiting::tag));
        for (Waiting flow : waiting) {
            forget(flow.at());
        }
    }

    private int room(int set, long now) {
        for (int at = set; at < set + WAYS; at++) {
            if (keys[at] == 0) {
                return at;
            }
        }
        int victim = set;
        long victimScore = Long.MIN_VALUE;
        for (int at = set; at < set + WAYS; at++) {
            wrap(candidate, at);
            if (isIdle(candidate, now)) {
                expire(at);
                return at;
            }
            long score = Math.abs(now - candidate.lastSeen());
            score += candidate.is(QuicFlow.ANSWERED) ? 0 : IDLE_NANOS;
            if (score > victimScore) {
                victim = at;
                victimScore = score;
            }
        }
        counters.increment(DatagramCounter.QUIC_FLOWS_EVICTED);
        forget(victim);
        return victim;
    }

    private void expire(int at) {
        counters.increment(DatagramCounter.QUIC_FLOWS_EXPIRED);
        forget(at);
    }

    private void forget(int at) {
        spins.onEnd(wrap(candidate, at));
        spins.refuse(candidate);
        keys[at] = 0;
    }

    private static boolean isIdle(QuicFlow flow, long now) {
        return Math.abs(now - flow.lastSeen()) > IDLE_NANOS;
    }

    private int set(long key) {
        return (int) key & keys.length - WAYS;
    }

    private QuicFlow wrap(QuicFlow flow, int at) {
        long[] chunk = chunks[at >>> CHUNK_SHIFT];
        if (chunk == null) {
            chunk = new long[Math.min(CHUNK_FLOWS, keys.length) * QuicFlow.WORDS];
            chunks[at >>> CHUNK_SHIFT] = chunk;
        }
        return flow.wrap(chunk, (at & CHUNK_FLOWS - 1) * QuicFlow.WORDS);
    }
}
