package org.beibu.router.bgp.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.beibu.router.bgp.codec.SessionFormat;
import org.beibu.router.bgp.message.BgpMessage;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.KeepaliveMessage;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteRefreshMessage;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.bgp.session.Action;
import org.beibu.router.bgp.session.Agreement;
import org.beibu.router.bgp.session.BgpListener;
import org.beibu.router.bgp.session.ConnectionState;
import org.beibu.router.bgp.session.Event;
import org.beibu.router.bgp.session.Notifications;
import org.beibu.router.bgp.session.PeerFsm;
import org.beibu.router.bgp.session.PeerState;
import org.beibu.router.bgp.session.PeerTransition;
import org.beibu.router.bgp.session.Phase;
import org.beibu.router.bgp.session.SessionConfig;
import org.beibu.router.bgp.session.SessionCounter;
import org.beibu.router.bgp.session.Side;
import org.beibu.runtime.agents.ErrorLog;
import org.beibu.runtime.counters.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything with one router: gives what happens to the state machines, and does what they say.
 *
 * <p>Owned by the router's thread, but for what says otherwise. What happens while something is
 * being done waits for its end, so that no machine is entered twice.
 */
final class RouterSession implements Connections.Machine, Announcer.Wires {
    private static final int MOST_WORDS = 64;
    private static final Logger LOG = LoggerFactory.getLogger(RouterSession.class);

    private final PeerConfig peer;
    private final SessionConfig config;
    private final SessionTimers timers;
    private final Surroundings surroundings;
    private final Counters counters;
    private final ErrorLog errors;
    private final BgpListener listener;
    private final Connections connections;
    private final Announcer announcer;
    private final Newcomer newcomer;
    private final Queue<Function<PeerState, PeerTransition>> happenings = new ArrayDeque<>();
    private final Set<String> said = new HashSet<>();
    private PeerState state = PeerState.STOPPED;
    private Side established = Side.OUTGOING;
    private boolean busy;
    private volatile PeerStatus status;

    RouterSession(
            PeerConfig peer,
            Sockets sockets,
            EventLoop loop,
            BgpListener listener,
            Surroundings surroundings) {
        this.peer = peer;
        this.config = peer.session();
        this.surroundings = surroundings;
        this.counters = surroundings.counters().child();
        this.errors = new ErrorLog("bgp-" + peer.router(), counters, SessionCounter.ERRORS);
        this.listener = listener;
        this.connections = new Connections(peer, sockets, loop, this, counters);
        this.announcer = new Announcer(loop, this, counters);
        this.newcomer = new Newcomer(loop, this::takeOrRefuse);
        this.timers = new SessionTimers(loop, surroundings, this::expired);
        this.status =
                new PeerStatus(peer.router(), Phase.IDLE, surroundings.wall().nanoTime(), null, "");
    }

    /** From any thread. */
    Announcer announcer() {
        return announcer;
    }

    /** From any thread. */
    PeerStatus status() {
        return status;
    }

    /** From any thread: ends the connections, as the kernel would after the end of the process. */
    void cut() {
        counters.addShared(SessionCounter.STALLS, 1);
        connections.cut();
    }

    void start() {
        act(now -> PeerFsm.start(now, config));
    }

    void stop(NotificationMessage notice) {
        newcomer.close();
        act(now -> PeerFsm.stop(now, notice, config));
    }

    void reset(NotificationMessage notice, boolean hold) {
        act(now -> PeerFsm.reset(now, notice, hold, config));
    }

    /** A connection that the router has opened. */
    void accept(SocketChannel channel) {
        if (state.phase() == Phase.ESTABLISHED) {
            counters.increment(SessionCounter.TESTED);
            newcomer.await(channel);
            connections.send(established, KeepaliveMessage.INSTANCE);
        } else {
            takeOrRefuse(channel);
        }
    }

    private boolean wantsOne() {
        return state.incoming().phase() == Phase.ACTIVE && connections.on(Side.INCOMING) == null;
    }

    private void takeOrRefuse(SocketChannel channel) {
        if (wantsOne()) {
            connections.adopt(channel);
        } else {
            counters.increment(SessionCounter.REFUSED_BUSY);
            channel.unsafe().closeForcibly();
        }
    }

    private void expired(Deadlines.Due due) {
        act(
                now ->
                        switch (due.timer()) {
                            case IDLE_HOLD -> PeerFsm.idleHoldExpired(now, config);
                            case HOLD, KEEPALIVE, CONNECT_RETRY ->
                                    PeerFsm.step(
                                            now,
                                            due.side(),
                                            new Event.Expired(due.timer()),
                                            config);
                        });
    }

    @Override
    public void happened(Side side, Event event) {
        act(now -> PeerFsm.step(now, side, event, config));
    }

    private void act(Function<PeerState, PeerTransition> happening) {
        happenings.add(happening);
        if (busy) {
            return;
        }
        busy = true;
        try {
            for (var next = happenings.poll(); next != null; next = happenings.poll()) {
                perform(next);
            }
        } finally {
            busy = false;
            timers.arm();
        }
        if (state.phase() != Phase.ESTABLISHED && wantsOne()) {
            SocketChannel waiting = newcomer.take();
            if (waiting != null) {
                connections.adopt(waiting);
            }
        }
    }

    private void perform(Function<PeerState, PeerTransition> happening) {
        PeerTransition transition = happening.apply(state);
        PeerState before = state;
        state = transition.state();
        for (PeerTransition.Directed directed : transition.actions()) {
            try {
                perform(directed.side(), directed.action());
            } catch (RuntimeException e) { // ours or the listener's: what it holds may be wrong now
                errors.onError(e);
                happenings.add(
                        now -> PeerFsm.reset(now, Notifications.outOfResources(), false, config));
            }
        }
        if (!transition.words().isEmpty()) {
            tell(before, transition);
        }
    }

    private void tell(PeerState before, PeerTransition transition) {
        for (String words : transition.words()) {
            if (said.size() < MOST_WORDS && said.add(words)) {
                LOG.info("{}: {}", peer.router(), words);
            } else {
                LOG.debug("{}: {}", peer.router(), words);
            }
        }
        Phase phase = state.phase();
        long since =
                phase == before.phase() ? status.sinceEpochNs() : surroundings.wall().nanoTime();
        String last = transition.words().get(transition.words().size() - 1);
        ConnectionState leading =
                state.on(state.outgoing().phase() == phase ? Side.OUTGOING : Side.INCOMING);
        status = new PeerStatus(peer.router(), phase, since, leading.agreement(), last);
    }

    private void perform(Side side, Action action) {
        if (action instanceof Action.Deliver deliver) {
            listener.update(peer.router(), deliver.message());
            boundPaths();
        } else if (action instanceof Action.StartTimer start) {
            timers.start(side, start.timer(), start.time());
        } else if (action instanceof Action.StopTimer stop) {
            timers.stop(side, stop.timer());
        } else if (action instanceof Action.StopTimers) {
            timers.stopAll(side);
        } else if (action instanceof Action.Send send) {
            connections.send(side, send.message());
        } else if (action instanceof Action.Connect) {
            connections.connect();
        } else if (action instanceof Action.Close) {
            connections.close(side);
        } else if (action instanceof Action.Count count) {
            counters.increment(count.counter());
        } else {
            performRare(side, action);
        }
    }

    private void performRare(Side side, Action action) {
        if (action instanceof Action.Established up) {
            established(side, up.agreement());
        } else if (action instanceof Action.Down down) {
            counters.increment(SessionCounter.DOWN);
            announcer.end();
            listener.down(peer.router(), down.reason());
        } else if (action instanceof Action.Refresh refresh) {
            refresh(side, refresh);
        }
    }

    /** Nothing is announced yet, so our End-of-RIB goes at once (RFC 4724 section 2). */
    private void established(Side side, Agreement agreement) {
        counters.increment(SessionCounter.ESTABLISHED);
        said.clear();
        established = side;
        announcer.begin(agreement);
        for (Family family : agreement.families()) {
            write(
                    new UpdateMessage(
                            List.of(), List.of(), PathAttributes.NONE, Optional.of(family)));
        }
        flush();
        listener.established(peer.router(), agreement.peer(), agreement.format());
    }

    private void refresh(Side side, Action.Refresh refresh) {
        if (refresh.message().subtype() == RouteRefreshMessage.Subtype.REQUEST) {
            counters.increment(SessionCounter.REFRESHES_IN);
            Agreement agreement = state.on(side).agreement();
            if (agreement != null) {
                announcer.answer(agreement, refresh.message().family());
            }
        }
        listener.refresh(peer.router(), refresh.message());
    }

    private void boundPaths() {
        long most = config.offer().mostPaths();
        if (listener.paths(peer.router()) > most) {
            counters.increment(SessionCounter.MOST_PATHS);
            LOG.warn("{}: more than {} paths, its session ends", peer.router(), most);
            reset(Notifications.mostPrefixesReached(), true);
        }
    }

    @Override
    public SessionFormat format(Side side) {
        Agreement agreement = state.on(side).agreement();
        return agreement == null ? SessionFormat.UNKNOWN : agreement.format();
    }

    @Override
    public void writable() {
        announcer.pump();
    }

    @Override
    public boolean isWritable() {
        Wire wire = connections.on(established);
        return wire != null && wire.isWritable();
    }

    @Override
    public void write(BgpMessage message) {
        try {
            connections.write(established, message);
        } catch (IllegalArgumentException e) { // no message can say it; the others still go
            errors.onError(e);
        }
    }

    @Override
    public void flush() {
        Wire wire = connections.on(established);
        if (wire != null) {
            wire.flush();
        }
    }

    /** Whether nothing of a connection is left. */
    boolean isOver() {
        return connections.isOver();
    }
}
