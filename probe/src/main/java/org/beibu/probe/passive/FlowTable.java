package org.beibu.probe.passive;

import org.beibu.model.TimingSample;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.counters.Tally;

/**
 * The flows, bounded. Finds the flow of a segment or opens one, and makes room in three ways: a
 * sweep forgets all idle flows now and then; the oldest half-open flow goes when half-open flows
 * have filled their share or the table is full; the idlest of some goes when the others have filled
 * theirs. Half-open flows never push out others, and the others leave them a little room.
 *
 * <p>Time is capture time, so the same packets always give the same table. Memory grows with use up
 * to the bound; nothing is allocated otherwise. Owned by the capture thread.
 */
final class FlowTable {
    static final long HALF_OPEN_IDLE_NANOS = 120_000_000_000L;

    /**
     * As long as the longest delay that counts: whoever sends the same SYN again and again, as some
     * devices do, must be remembered for Karn's rule although each try was reset.
     */
    static final long CLOSED_IDLE_NANOS = TimingSample.MAX_DELAY_NANOS;

    /**
     * Of a connection that both ends have closed and that waits for nothing: what comes later of it
     * is a last FIN sent again, which is timed without it no more than with it. Short, so that the
     * flows of many short connections stay in the cache.
     */
    static final long FINISHED_IDLE_NANOS = 2_000_000_000L;

    /** Flows with one 5-tuple in different VLAN stacks; more are refused. */
    static final int MOST_TAG_STACKS = 64;

    private static final int CANDIDATES_TO_EVICT = 12;
    private static final int NONE = -1;
    private static final int REFUSED = -2;

    private final FlowSlab slab;
    private final FlowIndex index = new FlowIndex();

    /**
     * Flows whose first sender has not yet spoken again after a reply. Strangers can make as many
     * of them as they like, so they have a bound of their own and the oldest makes room.
     */
    private final FlowList halfOpen;

    /** Flows that both ends have closed, to be forgotten soon. */
    private final FlowList closing;

    private final SlotPool slots;
    private final FlowKey key;
    private final Counters counters;
    private final Tally opened;
    private final Tally expired;
    private final Flow candidate = new Flow();
    private final Flow victim = new Flow();
    private final int maxHalfOpen;
    private final int maxProven;
    private final long idleNanos;
    private final long shortestIdleNanos;
    private int hand;

    FlowTable(PassiveConfig config, SlotPool slots, Counters counters) {
        this.slots = slots;
        this.counters = counters;
        opened = counters.tally(PassiveCounter.FLOWS_OPENED);
        expired = counters.tally(PassiveCounter.FLOWS_EXPIRED);
        slab = new FlowSlab(config.maxFlows());
        halfOpen = new FlowList(slab);
        closing = new FlowList(slab);
        key = new FlowKey(config.hashSeed());
        maxHalfOpen = config.maxHalfOpenFlows();
        maxProven = config.maxFlows() - config.leastHalfOpenFlows();
        idleNanos = config.idleTimeout().toNanos();
        shortestIdleNanos = Math.min(idleNanos, FINISHED_IDLE_NANOS);
    }

    /** Flows held now. */
    int size() {
        return slab.live();
    }

    /** Half-open flows held now. */
    int halfOpenSize() {
        return halfOpen.size();
    }

    /** Flows there is memory for now. */
    int created() {
        return slab.used();
    }

    /**
     * Points {@code flow} at the flow of a segment, a new one if need be.
     *
     * @return the direction of the segment, or -1 when it is refused (and counted)
     */
    int find(DecodedPacket segment, Flow flow) {
        int direction = flow.directionOf(segment); // of the flow of the segment before
        if (direction < 0) {
            direction = look(segment, flow);
            if (direction < 0) {
                return direction;
            }
        }
        long now = segment.epochNanos();
        if (Math.abs(now - flow.lastSeen()) > shortestIdleNanos && isExpired(flow, now)) {
            expire(flow);
            if (!key.take(segment)) {
                return -1;
            }
            open(flow, direction);
        } else if (!flow.is(Flow.PROVEN)) {
            advance(flow, direction, now);
        }
        if (!flow.is(Flow.TAG_KNOWN, direction)) {
            flow.tag(direction, segment.tagHash());
        }
        flow.lastSeen(now);
        return direction;
    }

    /** As {@link #find}, by the index; a new flow is opened and is never expired. */
    private int look(DecodedPacket segment, Flow flow) {
        if (!key.take(segment)) {
            counters.increment(PassiveCounter.SEGMENTS_TO_SELF);
            return -1;
        }
        int direction = key.direction();
        int number = search(segment.tagHash(), direction);
        if (number == REFUSED) {
            counters.increment(PassiveCounter.FLOWS_REFUSED);
            return -1;
        }
        if (number == NONE) {
            open(flow, direction);
            flow.lastSeen(segment.epochNanos());
        } else {
            slab.wrap(flow, number);
        }
        return direction;
    }

    /** Forgets all about the connection of a flow, which stays in the table. */
    void forget(Flow flow) {
        slots.release(flow, 0);
        slots.release(flow, 1);
        flow.forgetConnection();
    }

    /** Forgets what waits for an answer. */
    void forgetAsked(Flow flow) {
        slots.release(flow, 0);
        slots.release(flow, 1);
        flow.clear(Flow.ECHO_AWAITED, 0);
        flow.clear(Flow.ECHO_AWAITED, 1);
    }

    /** Both ends have closed the connection: it is looked at by the next short sweeps. */
    void onClosed(Flow flow) {
        if ((flow.state() & (Flow.PROVEN | Flow.CLOSING)) == Flow.PROVEN) {
            flow.set(Flow.CLOSING);
            closing.add(flow);
        }
    }

    /** Forgets connections that both ends have closed and that have been idle at this time. */
    void sweepClosed(long now) {
        int number = closing.oldest();
        while (number >= 0) {
            slab.wrap(victim, number);
            number = victim.newer();
            if (now - victim.lastSeen() > FINISHED_IDLE_NANOS) {
                if (isFinished(victim)) {
                    expire(victim);
                } else {
                    leaveClosing(victim); // as long as any other flow
                }
            }
        }
    }

    /**
     * Forgets all flows that have been idle for too long at this time. One that was seen later than
     * that, by another clock, is none of them.
     */
    void sweep(long now) {
        for (int number = 0; number < slab.used(); number++) {
            slab.wrap(victim, number);
            if (now - victim.lastSeen() > shortestIdleNanos
                    && victim.is(Flow.LIVE)
                    && isExpired(victim, now)) {
                expire(victim);
            }
        }
    }

    private void expire(Flow flow) {
        close(flow);
        expired.increment();
    }

    private void leaveClosing(Flow flow) {
        closing.remove(flow);
        flow.clear(Flow.CLOSING);
    }

    /**
     * The flow of the key with these tags. Best is one with the same tags in both directions, then
     * one whose other direction has them, then one with other tags there (a tag on one direction
     * only), then one whose own direction was never seen.
     */
    private int search(int tagHash, int direction) {
        int best = NONE;
        int bestRank = 0;
        int seen = 0;
        int hash = key.hash();
        int at = index.home(hash);
        for (long entry = index.entry(at); entry != 0; entry = index.entry(at)) {
            int number = FlowIndex.flow(entry);
            if (FlowIndex.hash(entry) == hash
                    && key.matches(slab.words(number), FlowSlab.base(number))) {
                int rank = rank(slab.wrap(candidate, number), tagHash, direction);
                if (rank == 4) {
                    return number;
                }
                if (rank > bestRank) {
                    best = number;
                    bestRank = rank;
                }
                seen++;
            }
            at = index.after(at);
        }
        return best == NONE && seen >= MOST_TAG_STACKS ? REFUSED : best;
    }

    private static int rank(Flow flow, int tagHash, int direction) {
        int other = 1 - direction;
        boolean otherKnown = flow.is(Flow.TAG_KNOWN, other);
        boolean otherSame = otherKnown && flow.tag(other) == tagHash;
        if (flow.is(Flow.TAG_KNOWN, direction)) {
            if (flow.tag(direction) != tagHash) {
                return 0;
            }
            return otherSame ? 4 : otherKnown ? 2 : 3;
        }
        return otherSame ? 3 : 1;
    }

    private void open(Flow flow, int direction) {
        if (halfOpen.size() >= maxHalfOpen || slab.isFull()) {
            close(slab.wrap(victim, halfOpen.oldest()));
            counters.increment(PassiveCounter.HALF_OPEN_FLOWS_EVICTED);
        }
        slab.take(flow);
        key.writeTo(flow);
        flow.set(direction == 0 ? Flow.LIVE : Flow.LIVE | Flow.STARTED_BY_B);
        index.add(key.hash(), flow.number());
        halfOpen.add(flow);
        opened.increment();
    }

    /** A flow is proven when its first sender speaks again after a reply. */
    private void advance(Flow flow, int direction, long now) {
        boolean fromStarter = flow.is(Flow.STARTED_BY_B) == (direction == 1);
        if (!fromStarter) {
            flow.set(Flow.REPLIED);
        } else if (flow.is(Flow.REPLIED)) {
            if (slab.live() - halfOpen.size() >= maxProven) {
                evictIdlest(now);
            }
            halfOpen.remove(flow);
            flow.set(Flow.PROVEN);
        }
    }

    private void evictIdlest(long now) {
        int idlest = NONE;
        long longest = -1;
        int candidates = 0;
        for (int looked = 0; candidates < CANDIDATES_TO_EVICT && looked < slab.used(); looked++) {
            hand = hand + 1 < slab.used() ? hand + 1 : 0;
            if (slab.wrap(victim, hand).is(Flow.LIVE | Flow.PROVEN)) {
                candidates++;
                long idle = Math.abs(now - victim.lastSeen());
                idle += victim.is(Flow.CLOSED) ? idleNanos : 0;
                if (idle > longest) {
                    longest = idle;
                    idlest = hand;
                }
            }
        }
        close(slab.wrap(victim, idlest));
        counters.increment(PassiveCounter.FLOWS_EVICTED);
    }

    /** Whether both ends have closed the connection and all that they sent was acknowledged. */
    private static boolean isFinished(Flow flow) {
        return flow.is(Flow.CLOSED | Flow.FIN_SEEN | Flow.FIN_SEEN << 1)
                && SlotQueue.isEmpty(flow, 0)
                && SlotQueue.isEmpty(flow, 1);
    }

    private boolean isExpired(Flow flow, long now) {
        long limit = idleNanos;
        if (!flow.is(Flow.PROVEN)) {
            limit = Math.min(limit, HALF_OPEN_IDLE_NANOS);
        } else if (isFinished(flow)) {
            limit = Math.min(limit, FINISHED_IDLE_NANOS);
        } else if (flow.is(Flow.CLOSED)) {
            limit = Math.min(limit, CLOSED_IDLE_NANOS);
        }
        return Math.abs(now - flow.lastSeen()) > limit;
    }

    private void close(Flow flow) {
        slots.release(flow, 0);
        slots.release(flow, 1);
        index.remove(flow.hash(), flow.number());
        if (!flow.is(Flow.PROVEN)) {
            halfOpen.remove(flow);
        } else if (flow.is(Flow.CLOSING)) {
            closing.remove(flow);
        }
        slab.giveBack(flow);
    }
}
