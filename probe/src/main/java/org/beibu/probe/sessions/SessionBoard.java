package org.beibu.probe.sessions;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.beibu.probe.active.SenderCounter;
import org.beibu.probe.active.SessionConfig;
import org.beibu.probe.active.SessionSink;
import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.probe.trace.TraceResult;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.HopCountsRecord;
import org.beibu.runtime.journal.PathEventKind;
import org.beibu.runtime.journal.PathEventRecord;

/**
 * Keeps the account of each session beside the way to the journal. What a full queue refuses is
 * counted and missing here; it is in the journal all the same.
 */
public final class SessionBoard implements SessionSink {
    private static final int WINDOWS_A_SESSION = 4;
    private static final int LEAST_QUEUE = 64;

    private final SessionSink next;
    private final EpochNanoClock clock;
    private final Counters counters;
    private final List<SessionAccount> accounts = new ArrayList<>();
    private final OneToOneConcurrentArrayQueue<Done> queue;

    private record Done(int session, long startNanos, long lengthNanos, SessionFigures figures) {}

    /** A board of these sessions that hands everything on. */
    public SessionBoard(
            List<SessionConfig> sessions,
            SessionSink next,
            EpochNanoClock clock,
            Counters counters) {
        this.next = next;
        this.clock = clock;
        this.counters = counters;
        sessions.forEach(session -> accounts.add(new SessionAccount(session)));
        queue =
                new OneToOneConcurrentArrayQueue<>(
                        Math.max(LEAST_QUEUE, sessions.size() * WINDOWS_A_SESSION));
    }

    @Override
    public void onTiming(int session, long epochNanos, long delayNanos, boolean byKernel) {
        next.onTiming(session, epochNanos, delayNanos, byKernel);
    }

    @Override
    public void onOneWay(
            int session, long epochNanos, long forwardNanos, long backwardNanos, long errorNanos) {
        next.onOneWay(session, epochNanos, forwardNanos, backwardNanos, errorNanos);
    }

    @Override
    public void onVariation(int session, long epochNanos, long differenceNanos, boolean byKernel) {
        next.onVariation(session, epochNanos, differenceNanos, byKernel);
    }

    @Override
    public void onPathEvent(
            int session, long epochNanos, PathEventKind kind, PathEventRecord.Change change) {
        next.onPathEvent(session, epochNanos, kind, change);
    }

    @Override
    public void onHops(
            int session,
            long epochNanos,
            HopCountsRecord.Direction forward,
            HopCountsRecord.Direction backward) {
        next.onHops(session, epochNanos, forward, backward);
    }

    @Override
    public void onTrace(int session, long eventNanos, int sourcePort, TraceResult result) {
        next.onTrace(session, eventNanos, sourcePort, result);
    }

    @Override
    public void onWindow(
            int session, long startEpochNanos, long lengthNanos, SessionFigures figures) {
        next.onWindow(session, startEpochNanos, lengthNanos, figures);
        if (!queue.offer(new Done(session, startEpochNanos, lengthNanos, figures))) {
            counters.increment(SenderCounter.WINDOWS_NOT_SHOWN);
        }
    }

    /** Takes over what has come since the last call. */
    public void drain() {
        queue.drain(
                done ->
                        accounts.get(done.session)
                                .add(done.startNanos, done.lengthNanos, done.figures));
    }

    /** The sessions as JSON, schema {@code beibu/sessions/v2}. */
    public String json() {
        drain();
        return SessionsJson.text(accounts, clock.nanoTime());
    }

    /** The sessions as a table; its last line says when there is no figure at all. */
    public String table() {
        drain();
        return SessionsTable.text(accounts, clock.nanoTime());
    }
}
