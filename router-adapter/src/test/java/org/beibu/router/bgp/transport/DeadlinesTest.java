package org.beibu.router.bgp.transport;

import static org.beibu.router.bgp.session.SessionTimer.CONNECT_RETRY;
import static org.beibu.router.bgp.session.SessionTimer.HOLD;
import static org.beibu.router.bgp.session.SessionTimer.IDLE_HOLD;
import static org.beibu.router.bgp.session.SessionTimer.KEEPALIVE;
import static org.beibu.router.bgp.session.Side.INCOMING;
import static org.beibu.router.bgp.session.Side.OUTGOING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private final Deadlines deadlines = new Deadlines();

    @Test
    void theEarliestComesFirstAndOnce() {
        deadlines.start(OUTGOING, HOLD, 900);
        deadlines.start(INCOMING, KEEPALIVE, 300);

        assertEquals(200, deadlines.waitNanos(100));
        assertNull(deadlines.due(299));
        assertEquals(new Deadlines.Due(INCOMING, KEEPALIVE), deadlines.due(1_000));
        assertEquals(new Deadlines.Due(OUTGOING, HOLD), deadlines.due(1_000));
        assertNull(deadlines.due(1_000));
        assertEquals(Long.MAX_VALUE, deadlines.waitNanos(1_000));
    }

    @Test
    void startingAgainMovesIt() {
        deadlines.start(OUTGOING, HOLD, 900);
        deadlines.start(OUTGOING, HOLD, 1_800);

        assertNull(deadlines.due(1_000));
        assertEquals(800, deadlines.waitNanos(1_000));
    }

    @Test
    void allOfAConnectionStopButTheIdleHoldTimer() {
        deadlines.start(OUTGOING, HOLD, 1);
        deadlines.start(OUTGOING, CONNECT_RETRY, 1);
        deadlines.start(OUTGOING, IDLE_HOLD, 1);
        deadlines.start(INCOMING, KEEPALIVE, 2);

        deadlines.stopAll(OUTGOING);

        assertEquals(new Deadlines.Due(OUTGOING, IDLE_HOLD), deadlines.due(5));
        assertEquals(new Deadlines.Due(INCOMING, KEEPALIVE), deadlines.due(5));
        assertNull(deadlines.due(5));
    }

    @Test
    void theClockMayWrap() {
        deadlines.start(OUTGOING, HOLD, Long.MIN_VALUE + 5);
        deadlines.start(INCOMING, HOLD, Long.MAX_VALUE - 5);

        assertNull(deadlines.due(Long.MAX_VALUE - 10));
        assertEquals(new Deadlines.Due(INCOMING, HOLD), deadlines.due(Long.MAX_VALUE));
        assertEquals(new Deadlines.Due(OUTGOING, HOLD), deadlines.due(Long.MIN_VALUE + 6));
    }
}
