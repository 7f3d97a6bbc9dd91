package org.beibu.router.bgp.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.beibu.router.bgp.message.NotificationMessage;
import org.jspecify.annotations.Nullable;

/**
 * Both machines of one router as one pure function: collisions, and how long to wait after a
 * failure.
 *
 * <p>The router's own connections are taken at any time but when held; ours is opened while the
 * router has none that goes well, sooner after the first failure than after many. A session that
 * has lived for a hold time clears the failures.
 */
public final class PeerFsm {

    private PeerFsm() {}

    /** A session is wanted from now on. */
    public static PeerTransition start(PeerState state, SessionConfig config) {
        Work work = new Work(state.withRunning(true).withFailures(0), config);
        if (config.role().connects() && !state.waiting()) {
            work.feed(Side.OUTGOING, new Event.Start(true));
        }
        return work.done();
    }

    /** No session is wanted any more, and the router is told why. */
    public static PeerTransition stop(
            PeerState state, NotificationMessage notice, SessionConfig config) {
        Work work = new Work(state.withRunning(false).withHeld(false), config);
        work.stopWaiting();
        for (Side side : Side.values()) {
            work.feed(side, new Event.Stop(true, notice));
        }
        return work.done();
    }

    /**
     * The session ends now, and the router is told why.
     *
     * @param hold whether the next one has to wait for the longest time
     */
    public static PeerTransition reset(
            PeerState state, NotificationMessage notice, boolean hold, SessionConfig config) {
        Work work = new Work(state.withHeld(hold), config);
        for (Side side : Side.values()) {
            boolean connected = state.on(side).phase().compareTo(Phase.OPEN_SENT) >= 0;
            if (hold || connected) {
                work.feed(side, new Event.Stop(false, notice));
            }
        }
        return work.done();
    }

    /** The IdleHoldTimer has run out. */
    public static PeerTransition idleHoldExpired(PeerState state, SessionConfig config) {
        Work work = new Work(state.withWaiting(false).withHeld(false), config);
        if (config.role().connects()) {
            work.feed(Side.OUTGOING, new Event.Expired(SessionTimer.IDLE_HOLD));
        }
        return work.done();
    }

    /** What an event of one connection leads to. */
    public static PeerTransition step(
            PeerState state, Side side, Event event, SessionConfig config) {
        Work work = new Work(state, config);
        work.feed(side, event);
        return work.done();
    }

    /** One call's growing result; it lives no longer than the call. */
    private static final class Work {
        private final SessionConfig config;
        private final List<PeerTransition.Directed> actions = new ArrayList<>(4);
        private final List<String> words = new ArrayList<>(0);
        private PeerState state;

        Work(PeerState state, SessionConfig config) {
            this.state = state;
            this.config = config;
        }

        void feed(Side side, Event event) {
            ConnectionState before = state.on(side);
            Transition transition = ConnectionFsm.step(before, event, config);
            ConnectionState after = transition.state();
            state = state.with(after);
            for (Action action : transition.actions()) {
                actions.add(new PeerTransition.Directed(side, action));
            }
            if (!transition.reason().isEmpty()) {
                words.add(words(before, after, transition.reason()));
            }
            if (after.phase() != before.phase() && after.phase() == Phase.OPEN_CONFIRM) {
                collide(after);
            }
        }

        private static String words(ConnectionState before, ConnectionState after, String reason) {
            String side = before.side().name().toLowerCase(Locale.ROOT);
            return side + " " + before.phase() + " -> " + after.phase() + ": " + reason;
        }

        private void collide(ConnectionState opened) {
            ConnectionState other = state.on(opened.side().other());
            @Nullable Side loser = Collision.loser(opened, other, config.speaker());
            if (loser == null) {
                return;
            }
            actions.add(
                    new PeerTransition.Directed(
                            loser, new Action.Count(SessionCounter.COLLISIONS)));
            boolean restarted = state.on(loser).phase() == Phase.ESTABLISHED;
            feed(
                    loser,
                    restarted
                            ? new Event.Failed("the router has restarted: it connects again")
                            : new Event.CollisionDump());
        }

        PeerTransition done() {
            if (state.outgoing().isSettled() || state.incoming().isSettled()) {
                state = state.failures() == 0 ? state : state.withFailures(0);
            }
            if (state.incoming().phase().compareTo(Phase.OPEN_CONFIRM) >= 0) {
                park();
            }
            if (state.running()) {
                goOn();
            }
            return new PeerTransition(state, actions, words);
        }

        /** The router's connection goes well: ours is not wanted. */
        private void park() {
            stopWaiting();
            Phase ours = state.outgoing().phase();
            if (ours == Phase.CONNECT || ours == Phase.ACTIVE) {
                feed(Side.OUTGOING, new Event.Stop(false, Notifications.collision()));
            }
        }

        private void goOn() {
            boolean listens = config.role().listens() && !state.held();
            if (listens && state.incoming().phase() == Phase.IDLE) {
                feed(Side.INCOMING, new Event.Start(false));
            }
            boolean connects =
                    config.role().connects()
                            && state.outgoing().phase() == Phase.IDLE
                            && state.incoming().phase().compareTo(Phase.OPEN_CONFIRM) < 0;
            if (!state.waiting() && (connects || state.held())) {
                Duration time =
                        state.held()
                                ? config.timing().longestRetry()
                                : config.timing().idleHold(state.failures());
                begin(new Action.StartTimer(SessionTimer.IDLE_HOLD, time));
                state = state.withWaiting(true).withFailures(state.failures() + 1);
            }
        }

        void stopWaiting() {
            if (state.waiting()) {
                begin(new Action.StopTimer(SessionTimer.IDLE_HOLD));
                state = state.withWaiting(false);
            }
        }

        private void begin(Action action) {
            actions.add(new PeerTransition.Directed(Side.OUTGOING, action));
        }
    }
}
