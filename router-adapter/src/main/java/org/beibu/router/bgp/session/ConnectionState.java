package org.beibu.router.bgp.session;

import org.jspecify.annotations.Nullable;

/**
 * State of the machine of one connection.
 *
 * @param side who opens the connection
 * @param phase state of RFC 4271 section 8.2.2
 * @param attempts ConnectRetryCounter
 * @param keepalives KEEPALIVEs sent since Established, counted up to {@link #SETTLED}
 * @param agreement what the OPENs have agreed on; from OpenConfirm on
 */
public record ConnectionState(
        Side side, Phase phase, int attempts, int keepalives, @Nullable Agreement agreement) {
    /** A session that has sent so many has lived for a hold time. */
    static final int SETTLED = 3;

    /** The state before the first event. */
    public static ConnectionState idle(Side side) {
        return new ConnectionState(side, Phase.IDLE, 0, 0, null);
    }

    /** In another state of the RFC, where nothing is agreed on yet. */
    ConnectionState in(Phase next) {
        return new ConnectionState(side, next, attempts, 0, null);
    }

    ConnectionState in(Phase next, Agreement agreed) {
        return new ConnectionState(side, next, attempts, 0, agreed);
    }

    ConnectionState withAttempts(int count) {
        return new ConnectionState(side, phase, count, keepalives, agreement);
    }

    ConnectionState spoken() {
        int count = Math.min(keepalives + 1, SETTLED);
        return new ConnectionState(side, phase, attempts, count, agreement);
    }

    boolean isSettled() {
        return phase == Phase.ESTABLISHED && keepalives >= SETTLED;
    }

    /** What was agreed on. */
    Agreement agreed() {
        if (agreement == null) {
            throw new IllegalStateException("nothing is agreed on in " + phase);
        }
        return agreement;
    }
}
