package org.beibu.probe.reflector;

import static org.beibu.probe.reflector.ReflectorSession.Order.DUPLICATE;
import static org.beibu.probe.reflector.ReflectorSession.Order.LATE;
import static org.beibu.probe.reflector.ReflectorSession.Order.NEXT;
import static org.beibu.probe.reflector.ReflectorSession.Order.REPLAYED;
import static org.beibu.probe.reflector.ReflectorSession.Order.RESTARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class ReflectorSessionTest {
    private static final long SECOND = 1L << 32;

    private final ReflectorSession session = begun();

    private static ReflectorSession begun() {
        ReflectorSession session = new ReflectorSession(0);
        session.begin();
        return session;
    }

    @Test
    void packetsInOrderAreNextWhateverIsMissingBetweenThem() {
        assertEquals(NEXT, session.place(5, SECOND));
        assertEquals(NEXT, session.place(6, SECOND + 1));
        assertEquals(NEXT, session.place(500, SECOND + 2));
        assertEquals(NEXT, session.place(Integer.MAX_VALUE, SECOND + 3));
        assertEquals(NEXT, session.place(Integer.MIN_VALUE, SECOND + 4)); // unsigned on the wire
        assertEquals(NEXT, session.place(-1, SECOND + 5));
        assertEquals(NEXT, session.place(0, SECOND + 6));
    }

    @Test
    void aNumberThatCameBeforeIsADuplicateAndAMissingOneIsLate() {
        session.place(10, 10);
        session.place(12, 12);

        assertEquals(LATE, session.place(11, 11));
        assertEquals(DUPLICATE, session.place(11, 11));
        assertEquals(DUPLICATE, session.place(12, 12));
        assertEquals(DUPLICATE, session.place(10, 10));
        assertEquals(LATE, session.place(9, 9));
        assertEquals(NEXT, session.place(76, 76));
        assertEquals(DUPLICATE, session.place(76, 76));
        assertEquals(LATE, session.place(13, 13)); // 63 behind: still remembered as missing
    }

    @Test
    void aLowerNumberAtALaterTimeIsASenderThatBeganAgain() {
        session.place(700, 100 * SECOND);
        session.received();
        session.sent();

        assertEquals(RESTARTED, session.place(0, 101 * SECOND));
        assertEquals(0, session.sentCount());
        assertEquals(0, session.receivedCount());
        assertEquals(NEXT, session.place(1, 102 * SECOND));
        assertEquals(DUPLICATE, session.place(0, 101 * SECOND));
    }

    @Test
    void whatIsOlderThanANetworkKeepsPacketsIsReplayed() {
        session.place(700, 100 * SECOND);

        assertEquals(DUPLICATE, session.place(700, 100 * SECOND));
        assertEquals(LATE, session.place(690, 91 * SECOND));
        assertEquals(REPLAYED, session.place(690, 90 * SECOND));
        assertEquals(REPLAYED, session.place(1, 1 * SECOND));
    }

    @Test
    void theEraOfNtpMayEndWithinASession() {
        session.place(1, 0xffffffff_00000000L);

        assertEquals(NEXT, session.place(2, 0x00000000_00000000L));
        assertEquals(LATE, session.place(0, 0xfffffffe_00000000L));
    }

    @Test
    void beginningAnewForgetsWhatDeparted() {
        session.departed(3, 99);

        session.begin();

        assertFalse(session.hasDeparted());
    }
}
