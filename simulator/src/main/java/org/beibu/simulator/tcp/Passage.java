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

    final Direction fromInitiator = new Direction();
    final Direction fromResponder = new Direction();

    Direction of(Segment segment) {
        return segment.fromInitiator ? fromInitiator : fromResponder;
    }

    /** One direction. */
    static final class Direction {
        long latestTsval = Long.MIN_VALUE;
        long furthestEnd = Long.MIN_VALUE;
        long furthestAck = Long.MIN_VALUE;
    }
}
