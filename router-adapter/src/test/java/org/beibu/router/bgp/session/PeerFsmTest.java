package org.beibu.router.bgp.session;

import static org.beibu.router.bgp.session.Sessions.AS;
import static org.beibu.router.bgp.session.Sessions.capabilities;
import static org.beibu.router.bgp.session.Sessions.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.beibu.router.bgp.message.Capability;
import org.beibu.router.bgp.message.KeepaliveMessage;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.OpenMessage;
import org.junit.jupiter.api.Test;

/** One router whose events are told by hand; a higher identifier than ours is 192.0.2.77. */
class PeerFsmTest {
    private static final String LOWER = "192.0.2.1";
    private static final String HIGHER = "192.0.2.77";

    private SessionConfig config = Sessions.CONFIG;
    private PeerState state = PeerState.STOPPED;
    private List<PeerTransition.Directed> actions = List.of();

    private void take(PeerTransition transition) {
        state = transition.state();
        actions = transition.actions();
    }

    private void on(Side side, Event event) {
        take(PeerFsm.step(state, side, event, config));
    }

    private void start() {
        take(PeerFsm.start(state, config));
    }

    private void connect(Side side) {
        on(side, new Event.Connected());
    }

    private void hear(Side side, OpenMessage open) {
        on(side, new Event.Received(open));
    }

    private void establish(Side side, String id) {
        connect(side);
        hear(side, open(id));
        on(side, new Event.Received(KeepaliveMessage.INSTANCE));
    }

    private String phases() {
        return state.outgoing().phase() + " " + state.incoming().phase();
    }

    private boolean sent(Side side, int code, int subcode) {
        NotificationMessage notice = Sessions.notification(code, subcode);
        return actions.contains(new PeerTransition.Directed(side, new Action.Send(notice)));
    }

    private long idleHoldMillis() {
        return actions.stream()
                .map(PeerTransition.Directed::action)
                .filter(Action.StartTimer.class::isInstance)
                .map(Action.StartTimer.class::cast)
                .filter(timer -> timer.timer() == SessionTimer.IDLE_HOLD)
                .mapToLong(timer -> timer.time().toMillis())
                .findFirst()
                .orElse(-1);
    }

    @Test
    void bothSidesBeginAtOnce() {
        start();

        assertEquals("Connect Active", phases());
    }

    @Test
    void eachRoleHasItsSide() {
        config = Sessions.config(SessionConfig.Role.CONNECT);
        start();
        assertEquals("Connect Idle", phases());

        config = Sessions.config(SessionConfig.Role.LISTEN);
        state = PeerState.STOPPED;
        start();
        assertEquals("Idle Active", phases());
        on(Side.INCOMING, new Event.Connected());
        on(Side.INCOMING, new Event.Failed("reset"));
        assertEquals("Idle Active", phases());
        assertFalse(state.waiting(), "nothing to wait for: we never connect");
    }

    @Test
    void theRoutersConnectionIsKeptWhereItsIdentifierIsHigher() {
        start();
        connect(Side.OUTGOING);
        connect(Side.INCOMING);
        hear(Side.OUTGOING, open(HIGHER));
        assertEquals("OpenConfirm OpenSent", phases());

        hear(Side.INCOMING, open(HIGHER));

        assertEquals("Idle OpenConfirm", phases());
        assertTrue(sent(Side.OUTGOING, 6, 7));
        assertFalse(state.waiting(), "the router's connection goes well");
    }

    @Test
    void oursIsKeptWhereOurIdentifierIsHigher() {
        start();
        connect(Side.OUTGOING);
        connect(Side.INCOMING);
        hear(Side.OUTGOING, open(LOWER));

        hear(Side.INCOMING, open(LOWER));

        assertEquals("OpenConfirm Active", phases()); // and waits for the router again
        assertTrue(sent(Side.INCOMING, 6, 7));
    }

    @Test
    void theOrderOfTheOpensDoesNotMatter() {
        start();
        connect(Side.OUTGOING);
        connect(Side.INCOMING);
        hear(Side.INCOMING, open(HIGHER));

        hear(Side.OUTGOING, open(HIGHER));

        assertEquals("Idle OpenConfirm", phases());
    }

    @Test
    void identifiersAreComparedAsUnsignedNumbers() {
        start();
        connect(Side.OUTGOING);
        connect(Side.INCOMING);
        hear(Side.INCOMING, open("255.0.0.1"));

        hear(Side.OUTGOING, open("255.0.0.1"));

        assertEquals("Idle OpenConfirm", phases());
    }

    @Test
    void aSessionThatIsThereWinsOverANewConnection() {
        start();
        establish(Side.OUTGOING, HIGHER);

        connect(Side.INCOMING);
        hear(Side.INCOMING, open(HIGHER));

        assertEquals("Established Active", phases());
        assertTrue(sent(Side.INCOMING, 6, 7));
    }

    @Test
    void aRouterThatRestartsGracefullyWinsOverItsOldSession() {
        List<Capability> keeps = new ArrayList<>(capabilities());
        keeps.add(
                new Capability.GracefulRestart(
                        0, 120, List.of(new Capability.RestartFamily(Sessions.V4, 0))));
        start();
        connect(Side.OUTGOING);
        hear(Side.OUTGOING, open(AS, 9, LOWER, keeps));
        on(Side.OUTGOING, new Event.Received(KeepaliveMessage.INSTANCE));

        connect(Side.INCOMING);
        hear(Side.INCOMING, open(AS, 9, LOWER, keeps));

        assertEquals("Idle OpenConfirm", phases());
        assertTrue(actions.stream().anyMatch(a -> a.action() instanceof Action.Down), "told");
    }

    @Test
    void ourOwnAttemptEndsWhenTheRoutersConnectionGoesWell() {
        start();

        establish(Side.INCOMING, LOWER);

        assertEquals("Idle Established", phases());
        assertFalse(state.waiting());
    }

    @Test
    void weConnectAgainWhenTheRoutersSessionIsGone() {
        start();
        establish(Side.INCOMING, LOWER);

        on(Side.INCOMING, new Event.Failed("end of stream"));

        assertEquals("Idle Active", phases());
        assertEquals(1_000, idleHoldMillis());
        take(PeerFsm.idleHoldExpired(state, config));
        assertEquals("Connect Active", phases());
    }

    @Test
    void eachFailureDoublesThePauseUpToTheLongest() {
        List<Long> pauses = new ArrayList<>();
        start();
        for (int i = 0; i < 8; i++) {
            on(Side.OUTGOING, new Event.Failed("connection refused"));
            pauses.add(idleHoldMillis());
            take(PeerFsm.idleHoldExpired(state, config));
        }

        assertEquals(
                List.of(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L),
                pauses);
    }

    @Test
    void onlyASessionOfAHoldTimeClearsTheFailures() {
        start();
        for (int keepalives = 0; keepalives <= 3; keepalives++) {
            establish(Side.OUTGOING, LOWER);
            for (int i = 0; i < keepalives; i++) {
                on(Side.OUTGOING, new Event.Expired(SessionTimer.KEEPALIVE));
            }
            on(Side.OUTGOING, new Event.Failed("connection reset"));
            assertEquals(keepalives < 3 ? 1_000L << keepalives : 1_000L, idleHoldMillis());
            take(PeerFsm.idleHoldExpired(state, config));
        }
    }

    @Test
    void tooManyPathsEndTheSessionAndHoldTheNext() {
        start();
        establish(Side.OUTGOING, LOWER);

        take(PeerFsm.reset(state, Notifications.mostPrefixesReached(), true, config));

        assertTrue(sent(Side.OUTGOING, 6, 1));
        assertEquals("Idle Idle", phases()); // nor is the router's connection taken
        assertEquals(30_000, idleHoldMillis());
        connect(Side.INCOMING);
        assertEquals("Idle Idle", phases());
        take(PeerFsm.idleHoldExpired(state, config));
        assertEquals("Connect Active", phases());
    }

    @Test
    void aHeldRouterThatConnectsItselfIsTakenLaterToo() {
        config = Sessions.config(SessionConfig.Role.LISTEN);
        start();
        establish(Side.INCOMING, LOWER);

        take(PeerFsm.reset(state, Notifications.mostPrefixesReached(), true, config));
        assertEquals("Idle Idle", phases());
        assertEquals(30_000, idleHoldMillis());
        take(PeerFsm.idleHoldExpired(state, config));

        assertEquals("Idle Active", phases());
    }

    @Test
    void aResetTellsTheRouterAndComesBack() {
        start();
        establish(Side.INCOMING, LOWER);

        take(PeerFsm.reset(state, Notifications.outOfResources(), false, config));

        assertTrue(sent(Side.INCOMING, 6, 8));
        assertEquals("Idle Active", phases());
        assertTrue(state.waiting());
    }

    @Test
    void aResetLeavesAnAttemptAlone() {
        start();

        take(PeerFsm.reset(state, Notifications.outOfResources(), false, config));

        assertEquals("Connect Active", phases());
    }

    @Test
    void aStopTellsTheRouterWhyAndStaysStopped() {
        start();
        establish(Side.OUTGOING, LOWER);

        take(PeerFsm.stop(state, Sessions.SHUTDOWN, config));

        assertTrue(
                actions.contains(
                        new PeerTransition.Directed(
                                Side.OUTGOING, new Action.Send(Sessions.SHUTDOWN))));
        assertEquals("Idle Idle", phases());
        assertEquals(-1, idleHoldMillis());
        connect(Side.INCOMING);
        assertEquals("Idle Idle", phases());
        assertEquals(
                List.of(new PeerTransition.Directed(Side.INCOMING, new Action.Close())), actions);
    }

    @Test
    void whateverComesThereIsAlwaysAWayOn() {
        Random random = new Random(6793);
        List<Event> events = new ArrayList<>();
        for (SessionTimer timer : SessionTimer.values()) {
            events.add(new Event.Expired(timer));
        }
        events.add(new Event.Connected());
        events.add(new Event.Failed("reset"));
        events.add(new Event.Received(open(HIGHER)));
        events.add(new Event.Received(open(LOWER)));
        events.add(new Event.Received(KeepaliveMessage.INSTANCE));
        events.add(new Event.Received(Sessions.notification(6, 4)));
        events.add(new Event.Received(Sessions.withdraw("198.51.100.0/24")));
        events.add(new Event.Malformed(Sessions.notification(1, 2), "length"));
        events.add(new Event.CollisionDump());
        int established = 0;
        start();
        for (int i = 0; i < 200_000; i++) {
            Event event = events.get(random.nextInt(events.size()));
            boolean idleHold = event.equals(new Event.Expired(SessionTimer.IDLE_HOLD));
            if (!idleHold) {
                on(random.nextBoolean() ? Side.OUTGOING : Side.INCOMING, event);
            } else if (state.waiting()) {
                take(PeerFsm.idleHoldExpired(state, config));
            }
            boolean ours = state.outgoing().phase() == Phase.ESTABLISHED;
            boolean theirs = state.incoming().phase() == Phase.ESTABLISHED;
            established += ours || theirs ? 1 : 0;
            assertFalse(ours && theirs, "two sessions with one router");
            assertTrue(state.incoming().phase() != Phase.IDLE, "the router is never shut out");
            assertTrue(
                    state.waiting()
                            || state.outgoing().phase() != Phase.IDLE
                            || state.incoming().phase().compareTo(Phase.OPEN_CONFIRM) >= 0,
                    "nothing would ever happen");
        }
        assertTrue(established > 100, "established: " + established);
    }
}
