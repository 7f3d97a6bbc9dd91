package org.beibu.simulator.tcp;

import org.beibu.simulator.bureau.Impairment;
import org.beibu.simulator.bureau.Impairments;
import org.beibu.simulator.bureau.Traffic;
import org.beibu.simulator.event.Chance;
import org.beibu.simulator.event.Timer;

/**
 * What the hosts of one connection say: requests of the initiator, each answered by the responder
 * after some thought, then the end, from either side. An idle connection falls silent before its
 * last request and is kept alive by probes meanwhile.
 */
public final class Conversation {
    private static final long MILLIS = 1_000_000;
    private static final int[] OCTETS = {200, 1500, 6000, 20_000, 60_000};
    private static final int[] OCTETS_WEIGHT = {0, 0, 1, 1, 2, 2, 3, 4};
    private static final long KEEP_ALIVE_MILLIS = 1500;
    private static final int MOST_KEEP_ALIVES = 4;

    private final Connection connection;
    private final Traffic.Kind kind;
    private final Chance chance;
    private final Timer initiatorThinks;
    private final Timer responderThinks;
    private final Timer keepAlive;
    private final boolean fallsIdle;
    private final boolean endsByReset;
    private final boolean responderClosesFirst;
    private final int keepAliveOctets;
    private int requestsLeft;
    private int keepAlivesLeft;
    private long expectedByResponder;
    private long expectedByInitiator;
    private boolean waitingForRequest;
    private boolean waitingForResponse;

    /** A conversation of this kind. */
    public Conversation(Connection connection, Traffic.Kind kind, Surroundings surroundings) {
        this.connection = connection;
        this.kind = kind;
        this.chance = surroundings.chance();
        Impairments impairments = surroundings.impairments();
        this.initiatorThinks = new Timer(surroundings.timeline(), this::initiatorActs);
        this.responderThinks = new Timer(surroundings.timeline(), this::responderActs);
        this.keepAlive = new Timer(surroundings.timeline(), this::probeIdleHost);
        this.requestsLeft = 1 + chance.below(kind.mostExchanges());
        this.fallsIdle = chance.happens(impairments.share(Impairment.KEEP_ALIVE));
        this.endsByReset = chance.happens(impairments.share(Impairment.RESET));
        this.responderClosesFirst = chance.happens(0.3);
        this.keepAliveOctets = chance.below(2);
    }

    /** The initiator has the SYN/ACK. */
    void begin(long nowNanos) {
        // Every other client has its request ready and sends it in the tick of its first ACK.
        boolean ready = chance.happens(0.5);
        initiatorThinks.arm(nowNanos + (ready ? 1000 : chance.below(20) * MILLIS));
    }

    /** A host has received something. */
    void received(long nowNanos, boolean initiatorSide) {
        Endpoint by = initiatorSide ? connection.initiator() : connection.responder();
        Endpoint other = initiatorSide ? connection.responder() : connection.initiator();
        if (!initiatorSide && waitingForRequest && by.receivedUntil() >= expectedByResponder) {
            waitingForRequest = false;
            responderThinks.arm(nowNanos + 20_000 + chance.below(3000) * 1000L);
        } else if (initiatorSide
                && waitingForResponse
                && by.receivedUntil() >= expectedByInitiator) {
            waitingForResponse = false;
            think(nowNanos);
        }
        if (other.isClosing() && by.hasReceivedFin() && !by.isClosing()) {
            by.close(nowNanos);
        }
    }

    private void think(long nowNanos) {
        if (fallsIdle && requestsLeft <= 1 && keepAlivesLeft == 0) {
            keepAlivesLeft = 1 + chance.below(MOST_KEEP_ALIVES);
            keepAlive.arm(nowNanos + KEEP_ALIVE_MILLIS * MILLIS);
        } else {
            initiatorThinks.arm(nowNanos + 10_000 + chance.below(kind.mostThinkMillis()) * MILLIS);
        }
    }

    private void initiatorActs(long nowNanos) {
        Endpoint initiator = connection.initiator();
        if (requestsLeft == 0) {
            if (endsByReset) {
                initiator.reset(nowNanos);
            } else {
                initiator.close(nowNanos);
            }
            return;
        }
        requestsLeft--;
        int request = 100 + chance.below(1000);
        expectedByResponder = connection.responder().receivedUntil() + request;
        waitingForRequest = true;
        waitingForResponse = false;
        initiator.write(nowNanos, request);
    }

    private void responderActs(long nowNanos) {
        int size = OCTETS[OCTETS_WEIGHT[chance.below(OCTETS_WEIGHT.length)]];
        int response = Math.min(size, kind.mostOctets()) - chance.below(100);
        expectedByInitiator = connection.initiator().receivedUntil() + response;
        waitingForResponse = true;
        Endpoint responder = connection.responder();
        if (requestsLeft == 0 && responderClosesFirst && !endsByReset) {
            responder.closeAfterNextWrite();
        }
        responder.write(nowNanos, response);
    }

    private void probeIdleHost(long nowNanos) {
        connection.responder().keepAlive(nowNanos, keepAliveOctets);
        if (--keepAlivesLeft > 0) {
            keepAlive.arm(nowNanos + KEEP_ALIVE_MILLIS * MILLIS);
        } else {
            keepAlivesLeft = -1;
            initiatorThinks.arm(nowNanos + chance.between(100, 900) * MILLIS);
        }
    }
}
