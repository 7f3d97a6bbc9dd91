package org.beibu.simulator.tcp;

/** The truth's notes of what has passed the capture point on one connection. */
final class Passage {
    int syns;
    long synNanos;
    int synAcks;
    long synAckNanos;
    boolean answersSyn;
    boolean nearHalfOver;

    /** When the first SYN was seen, if that was after a SYN/ACK: nothing before it is certain. */
    long disorderedUntilNanos = Long.MIN_VALUE;

    private boolean begunByInitiator;
    private boolean answered;
    private boolean proven;
    private boolean begun;

    final Direction fromInitiator = new Direction();
    final Direction fromResponder = new Direction();

    Direction of(Segment segment) {
        return segment.fromInitiator ? fromInitiator : fromResponder;
    }

    /**
     * A segment passes: whether one side, the other and the first again have been seen, as in a
     * handshake. Before that a tool may follow little, since it may be a flood.
     */
    boolean provenBy(Segment segment) {
        if (!begun) {
            begun = true;
            begunByInitiator = segment.fromInitiator;
        }
        proven |= answered && segment.fromInitiator == begunByInitiator;
        answered |= segment.fromInitiator != begunByInitiator;
        return proven;
    }

    Direction oppositeOf(Segment segment) {
        return segment.fromInitiator ? fromResponder : fromInitiator;
    }

    /** One direction. */
    static final class Direction {
        long latestTsval = Long.MIN_VALUE;
        long furthestEnd = Long.MIN_VALUE;
        long furthestAck = Long.MIN_VALUE;
        final SentData sent = new SentData();
    }
}
