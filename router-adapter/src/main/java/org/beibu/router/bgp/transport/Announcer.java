package org.beibu.router.bgp.transport;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.beibu.router.bgp.message.BgpMessage;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.RouteRefreshMessage;
import org.beibu.router.bgp.message.RouteRefreshMessage.Subtype;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.bgp.session.Agreement;
import org.beibu.router.bgp.session.Outbound;
import org.beibu.router.bgp.session.SessionCounter;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;

/**
 * What is said on an established session: takes announcements and withdrawals from any thread, and
 * sends as fast as the router reads.
 *
 * <p>Assumes that the executor runs tasks one after the other, on the router's thread. Guarantees
 * that what was given to one session is never sent on the next, that a bounded number of messages
 * waits for the thread, and that withdrawals still find room when announcements do not.
 */
final class Announcer {
    /** Routes announced to one router at most. */
    static final int MOST_ROUTES = 100_000;

    /** Messages that wait for the thread at most; withdrawals have as much again. */
    static final int MOST_WAITING = 10_000;

    private final Executor thread;
    private final Wires wire;
    private final Counters counters;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable Session session;
    private Outbound outbound = new Outbound(MOST_ROUTES);
    private boolean pumps;

    /** One session; another with an equal agreement is another one. */
    private static final class Session {
        final Agreement agreement;

        Session(Agreement agreement) {
            this.agreement = agreement;
        }
    }

    /** Where messages go. */
    interface Wires {
        boolean isWritable();

        void write(BgpMessage message);

        void flush();
    }

    Announcer(Executor thread, Wires wire, Counters counters) {
        this.thread = thread;
        this.wire = wire;
        this.counters = counters;
    }

    /** A session begins, with nothing announced. */
    void begin(Agreement agreed) {
        outbound = new Outbound(MOST_ROUTES);
        session = new Session(agreed);
    }

    /** The session has ended; what waits is for nobody. */
    void end() {
        session = null;
        outbound = new Outbound(MOST_ROUTES);
    }

    /** From any thread: whether the message was taken. */
    boolean send(UpdateMessage message) {
        Session current = session;
        int most = message.announced().isEmpty() ? 2 * MOST_WAITING : MOST_WAITING;
        if (current == null || waiting.get() >= most) {
            counters.addShared(SessionCounter.SENDS_REFUSED, 1);
            return false;
        }
        return submit(() -> take(current, message));
    }

    /** From any thread: whether the router is asked for this family. */
    boolean request(Family family) {
        Session current = session;
        if (current == null
                || current.agreement.refresh() == Agreement.RefreshKind.NONE
                || !current.agreement.families().contains(family)
                || waiting.get() >= MOST_WAITING) {
            return false;
        }
        return submit(() -> ask(current, family));
    }

    private boolean submit(Runnable task) {
        waiting.incrementAndGet();
        try {
            thread.execute(
                    () -> {
                        waiting.decrementAndGet();
                        task.run();
                    });
            return true;
        } catch (RejectedExecutionException e) { // at its end: there is no session any more
            waiting.decrementAndGet();
            return false;
        }
    }

    private void take(Session given, UpdateMessage message) {
        if (given != session || !outbound.offer(message)) {
            counters.addShared(SessionCounter.SENDS_REFUSED, 1);
        }
        pumpSoon();
    }

    private void ask(Session given, Family family) {
        if (given == session) {
            wire.write(new RouteRefreshMessage(family, Subtype.REQUEST));
            wire.flush();
        }
    }

    /** The router asks for everything of a family. */
    void answer(Agreement agreed, Family family) {
        outbound.refresh(family, agreed.refresh() == Agreement.RefreshKind.ENHANCED);
        pump();
    }

    /** After what else was submitted by now, so that much goes into few packets. */
    private void pumpSoon() {
        if (!pumps) {
            pumps = true;
            thread.execute(this::pump);
        }
    }

    /** Sends what waits while the socket takes it. */
    void pump() {
        pumps = false;
        if (session == null) {
            return;
        }
        while (wire.isWritable()) {
            Optional<BgpMessage> next = outbound.next();
            if (next.isEmpty()) {
                break;
            }
            wire.write(next.get());
        }
        wire.flush();
    }
}
