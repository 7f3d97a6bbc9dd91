package org.beibu.probe.active;

import org.beibu.model.Metric;
import org.beibu.probe.stamp.ReflectorPacket;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.HopCountsRecord;
import org.beibu.runtime.journal.PathEventKind;
import org.beibu.runtime.journal.PathEventRecord;

/**
 * What one session notices about its path: other hop counts, another level of delay, losses in a
 * row. Within its budget each is reported once. Owned by the sender's thread; allocates for events
 * only.
 */
final class PathWatch {
    /** So many losses in a row are an event. */
    static final int LOST_IN_A_ROW = 5;

    private final int session;
    private final EventSink events;
    private final Counters counters;
    private final HopCount forward = new HopCount();
    private final HopCount backward = new HopCount();
    private final LatencyTrigger latency = new LatencyTrigger();
    private final EventBudget budget = new EventBudget();
    private boolean losing;

    /** Takes what is noticed. */
    interface EventSink {
        /** A session noticed something. */
        void onPathEvent(int session, PathEventKind kind, PathEventRecord.Change change);
    }

    PathWatch(int session, EventSink events, Counters counters) {
        this.session = session;
        this.events = events;
        this.counters = counters;
    }

    /**
     * A reply came with these TTLs. 255 is also what a reflector says that cannot read it: then it
     * tells nothing, unless the way back is as short.
     */
    void replied(long tickNanos, int senderTtl, int ttl) {
        int back = HopCount.ofTtl(ttl);
        boolean unread = senderTtl == ReflectorPacket.TTL_UNKNOWN && back != 0;
        int forth = unread ? HopCount.UNKNOWN : HopCount.ofTtl(senderTtl);
        if (forward.passed(forth)) {
            changed(tickNanos, Metric.FORWARD_ONE_WAY, forward);
        }
        if (backward.passed(back)) {
            changed(tickNanos, Metric.BACKWARD_ONE_WAY, backward);
        }
    }

    private void changed(long tickNanos, Metric metric, HopCount count) {
        counters.increment(SenderCounter.HOP_COUNT_CHANGES);
        report(tickNanos, PathEventKind.HOP_COUNT_CHANGE, metric, count.before(), count.hops());
    }

    /** A round trip was timed. */
    void timed(long tickNanos, long delayNanos) {
        if (latency.delay(tickNanos, delayNanos)) {
            report(
                    tickNanos,
                    PathEventKind.LATENCY_CHANGE,
                    Metric.FAR_ROUND_TRIP,
                    latency.beforeNanos(),
                    latency.afterNanos());
        }
    }

    /**
     * Packets were judged.
     *
     * @param longest the longest run of losses among them, with what was lost before them
     * @param goingOn whether the last of them was lost
     */
    void judged(long tickNanos, int longest, boolean goingOn) {
        if (longest >= LOST_IN_A_ROW && !losing) {
            report(tickNanos, PathEventKind.LOSS, Metric.FAR_ROUND_TRIP, 0, longest);
        }
        losing = goingOn && (losing || longest >= LOST_IN_A_ROW);
    }

    private void report(
            long tickNanos, PathEventKind kind, Metric metric, long before, long after) {
        if (!budget.take(tickNanos)) {
            counters.increment(SenderCounter.PATH_EVENTS_LEFT_OUT);
            return;
        }
        counters.increment(SenderCounter.PATH_EVENTS);
        events.onPathEvent(
                session,
                kind,
                new PathEventRecord.Change(metric, before, after, budget.takeLeftOut()));
    }

    /** What is known of the way to the reflector. */
    HopCountsRecord.Direction forward() {
        return new HopCountsRecord.Direction(forward.hops(), forward.flaps());
    }

    /** What is known of the way back. */
    HopCountsRecord.Direction backward() {
        return new HopCountsRecord.Direction(backward.hops(), backward.flaps());
    }
}
