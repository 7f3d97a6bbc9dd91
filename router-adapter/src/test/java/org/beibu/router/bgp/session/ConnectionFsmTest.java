package org.beibu.router.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.KeepaliveMessage;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.RouteRefreshMessage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every state meets every event of RFC 4271 section 8.1. */
class ConnectionFsmTest {

    /**
     * Cells: {@code =} nothing happens; {@code 0}, {@code s} and {@code +} to Idle with
     * ConnectRetryCounter 0, the same and one more, and the NOTIFICATION that is sent; a state with
     * its initial for a way there. FSM errors carry the subcode of RFC 6608.
     */
    private static final String TABLE =
            """
            event  Idle  Connect Active OpenSent OpenConfirm Established
            1      C     =       =      =        =           =
            2      =     0       0      0 6/2    0 6/2       0 6/2
            4      A     =       =      =        =           =
            6      C     =       =      =        =           =
            7      A     =       =      =        =           =
            8      =     +       +      + 6/2    + 6/2       + 6/2
            9      =     C       C      + 5/1    + 5/2       + 5/3
            10     =     +       +      + 4/0    + 4/0       + 4/0
            11     =     +       +      + 5/1    K           K
            13     C     +       +      + 5/1    + 5/2       + 5/3
            16     close S       S      =        =           =
            17     close S       S      =        =           =
            18     =     s       +      A        +           +
            19     =     +       +      O        + 5/2       + 5/3
            21     =     +       +      + 1/2    + 1/2       + 1/2
            22     =     +       +      + 2/4    + 2/4       + 5/3
            23     =     +       +      + 6/7    + 6/7       + 6/7
            24     =     +       +      s        s           +
            25     =     +       +      +        +           +
            26     =     +       +      + 5/1    E           H
            27     =     +       +      + 5/1    + 5/2       U
            28     =     +       +      + 5/1    + 5/2       + 3/1
            0      =     +       +      + 5/1    + 5/2       R
            """;

    private static final List<Phase> PHASES = List.of(Phase.values());
    private static final Map<Integer, Event> EVENTS = new LinkedHashMap<>();

    static {
        EVENTS.put(1, new Event.Start(true));
        EVENTS.put(2, new Event.Stop(true, Sessions.SHUTDOWN));
        EVENTS.put(4, new Event.Start(true));
        EVENTS.put(6, new Event.Start(false));
        EVENTS.put(7, new Event.Start(false));
        EVENTS.put(8, new Event.Stop(false, Sessions.SHUTDOWN));
        EVENTS.put(9, new Event.Expired(SessionTimer.CONNECT_RETRY));
        EVENTS.put(10, new Event.Expired(SessionTimer.HOLD));
        EVENTS.put(11, new Event.Expired(SessionTimer.KEEPALIVE));
        EVENTS.put(13, new Event.Expired(SessionTimer.IDLE_HOLD));
        EVENTS.put(16, new Event.Connected());
        EVENTS.put(17, new Event.Connected());
        EVENTS.put(18, new Event.Failed("connection reset"));
        EVENTS.put(19, new Event.Received(Sessions.open("192.0.2.1")));
        EVENTS.put(21, new Event.Malformed(Sessions.notification(1, 2), "length 18"));
        EVENTS.put(22, new Event.Malformed(Sessions.notification(2, 4), "parameter 9"));
        EVENTS.put(23, new Event.CollisionDump());
        EVENTS.put(24, new Event.Received(Sessions.notification(2, 1)));
        EVENTS.put(25, new Event.Received(Sessions.notification(6, 4)));
        EVENTS.put(26, new Event.Received(KeepaliveMessage.INSTANCE));
        EVENTS.put(27, new Event.Received(Sessions.withdraw("198.51.100.0/24")));
        EVENTS.put(28, new Event.Malformed(Sessions.notification(3, 1), "attribute list"));
        EVENTS.put(0, new Event.Received(request()));
    }

    /** What each way of a cell is, in the order of the actions. */
    private static final Map<String, String> WAYS =
            Map.of(
                    "C", "Connect: start CONNECT_RETRY 10 s, connect",
                    "A", "Active:",
                    "S", "OpenSent: stop CONNECT_RETRY, send open, start HOLD 240 s",
                    "O",
                            "OpenConfirm: stop CONNECT_RETRY, send keepalive,"
                                    + " start KEEPALIVE 3 s, start HOLD 9 s",
                    "K", "send keepalive, start KEEPALIVE 3 s",
                    "E", "Established: start HOLD 9 s, established",
                    "H", "start HOLD 9 s",
                    "U", "start HOLD 9 s, deliver",
                    "R", "start HOLD 9 s, refresh",
                    "close", "close");

    private static RouteRefreshMessage request() {
        return new RouteRefreshMessage(Sessions.V4, RouteRefreshMessage.Subtype.REQUEST);
    }

    @TestFactory
    List<DynamicTest> everyStateMeetsEveryEvent() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String row : TABLE.lines().skip(1).toList()) {
            int number = Integer.parseInt(row.substring(0, 7).strip());
            List<String> rest = cells(row);
            for (Phase phase : Phase.values()) {
                String cell = rest.get(PHASES.indexOf(phase));
                for (Side side : sides(number)) {
                    tests.add(
                            DynamicTest.dynamicTest(
                                    "event " + number + " in " + phase + ", " + side,
                                    () -> check(number, phase, side, cell)));
                }
            }
        }
        assertEquals(2 * 6 * 23 - 6 * 6, tests.size());
        return tests;
    }

    /** The columns begin below their headings. */
    private static List<String> cells(String row) {
        String heading = TABLE.lines().findFirst().orElseThrow();
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < PHASES.size(); i++) {
            int from = heading.indexOf(" " + PHASES.get(i)) + 1;
            int next =
                    i + 1 == PHASES.size()
                            ? row.length()
                            : heading.indexOf(" " + PHASES.get(i + 1));
            cells.add(row.substring(from, Math.min(next, row.length())).strip());
        }
        return cells;
    }

    private static List<Side> sides(int number) {
        return switch (number) {
            case 1, 6, 16 -> List.of(Side.OUTGOING);
            case 4, 7, 17 -> List.of(Side.INCOMING);
            default -> List.of(Side.OUTGOING, Side.INCOMING);
        };
    }

    private static void check(int number, Phase phase, Side side, String cell) {
        ConnectionState before = Sessions.in(phase, side);
        Event event = Objects.requireNonNull(EVENTS.get(number));
        assertEquals(number, event.number(side));

        Transition transition = ConnectionFsm.step(before, event, Sessions.CONFIG);

        assertEquals(expected(number, before, cell), told(before, transition));
        boolean moves = transition.state().phase() != phase;
        assertFalse(moves && transition.reason().isEmpty(), "a move without a reason");
    }

    private static String expected(int number, ConnectionState before, String cell) {
        Phase phase = before.phase();
        String kind = cell.substring(0, 1);
        if (kind.equals("=")) {
            return "";
        }
        if (cell.equals("close") || !"0s+".contains(kind)) {
            return way(number, before, cell);
        }
        int attempts = kind.equals("0") ? 0 : kind.equals("s") ? 7 : 8;
        String send = cell.length() > 1 ? "send " + cell.substring(2) + ", " : "";
        String down = phase == Phase.ESTABLISHED ? ", down" : "";
        return "Idle: attempts " + attempts + ", stop all, " + send + "close" + down;
    }

    private static String way(int number, ConnectionState before, String cell) {
        Phase phase = before.phase();
        if (phase == Phase.IDLE && !cell.equals("close")) { // a fresh start
            boolean connects = cell.equals("C") && before.side() == Side.OUTGOING;
            return connects
                    ? "Connect: attempts 0, start CONNECT_RETRY 10 s, connect"
                    : "Active: attempts 0";
        }
        if (number == 9 && phase == Phase.CONNECT) { // the old attempt goes first
            return "close, start CONNECT_RETRY 10 s, connect";
        }
        if (number == 18) {
            return "Active: stop all, close, start CONNECT_RETRY 10 s";
        }
        return WAYS.getOrDefault(cell, "?");
    }

    /** A transition in the words of {@link #WAYS}. */
    private static String told(ConnectionState before, Transition transition) {
        ConnectionState after = transition.state();
        String phase = after.phase() == before.phase() ? "" : after.phase() + ": ";
        String attempts =
                after.attempts() != before.attempts() || after.phase() == Phase.IDLE
                        ? "attempts " + after.attempts() + ", "
                        : "";
        if (phase.isEmpty()) {
            assertEquals(before.attempts(), after.attempts());
            attempts = "";
        }
        String actions =
                transition.actions().stream()
                        .map(ConnectionFsmTest::word)
                        .collect(Collectors.joining(", "));
        return (phase + attempts + actions).replaceAll(", $", "");
    }

    private static String word(Action action) {
        if (action instanceof Action.Send send) {
            if (send.message() instanceof NotificationMessage notice) {
                return "send " + notice.code() + "/" + notice.subcode();
            }
            return send.message() instanceof KeepaliveMessage ? "send keepalive" : "send open";
        }
        if (action instanceof Action.StartTimer start) {
            return "start " + start.timer() + " " + start.time().toSeconds() + " s";
        }
        if (action instanceof Action.StopTimer stop) {
            return "stop " + stop.timer();
        }
        return action instanceof Action.StopTimers
                ? "stop all"
                : action.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Test
    void thereIsNoDelayOpenAndNoUndampedStart() {
        Set<Integer> numbers = new TreeSet<>();
        for (Event event : EVENTS.values()) {
            numbers.add(event.number(Side.OUTGOING));
            numbers.add(event.number(Side.INCOMING));
        }

        numbers.remove(0);
        assertEquals(
                Set.of(
                        1, 2, 4, 6, 7, 8, 9, 10, 11, 13, 16, 17, 18, 19, 21, 22, 23, 24, 25, 26, 27,
                        28),
                numbers);
        assertEquals(4, SessionTimer.values().length); // each is in the table
    }

    @Test
    void anUpdateOfAFamilyThatWasNotAgreedOnIsCountedAndTheRestDelivered() {
        SessionConfig v4 =
                new SessionConfig(
                        Sessions.CONFIG.speaker(),
                        new SessionConfig.Offer(Set.of(Sessions.V4), Set.of(), Set.of(), false, 10),
                        Sessions.CONFIG.timing(),
                        SessionConfig.Role.BOTH);
        Agreement agreement =
                ((Negotiation.Outcome.Agreed) Negotiation.meet(Sessions.open("192.0.2.1"), v4))
                        .agreement();
        ConnectionState state =
                new ConnectionState(Side.OUTGOING, Phase.ESTABLISHED, 0, 0, agreement);
        Event foreign = new Event.Received(Sessions.endOfRib(Sessions.V6));

        Transition transition = ConnectionFsm.step(state, foreign, v4);

        assertEquals("start HOLD 9 s, count", told(state, transition));
        Event good = new Event.Received(Sessions.endOfRib(Sessions.V4));
        assertTrue(
                told(state, ConnectionFsm.step(state, good, v4)).endsWith("deliver"),
                "the family of the session passes");
    }

    @Test
    void aRefreshThatWasNotAgreedOnIsCountedOnly() {
        ConnectionState state = Sessions.in(Phase.ESTABLISHED, Side.INCOMING);
        Event event =
                new Event.Received(
                        new RouteRefreshMessage(
                                Family.IPV4_SR_POLICY, RouteRefreshMessage.Subtype.REQUEST));

        Transition transition = ConnectionFsm.step(state, event, Sessions.CONFIG);

        assertEquals("start HOLD 9 s, count", told(state, transition));
    }
}
