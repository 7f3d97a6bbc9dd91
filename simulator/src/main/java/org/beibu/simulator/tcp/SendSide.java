package org.beibu.simulator.tcp;

import java.util.ArrayDeque;

/** What a host has to send on a connection, what it has sent, and what must be sent again. */
final class SendSide {
    private static final int FIRST_WINDOW = 10; // RFC 6928
    private static final int DUPLICATES_FOR_FAST_RETRANSMIT = 3; // RFC 5681 3.2

    /** SND.UNA, not wrapped. */
    long unacknowledged;

    /** SND.NXT, not wrapped. */
    long next;

    /** End of what the application has handed over. */
    long limit;

    /** Whether the application has closed, so that a FIN follows the data. */
    boolean finWanted;

    /** Whether the FIN has been sent. */
    boolean finSent;

    /** Consecutive timeouts. */
    int timeouts;

    private final int segmentSize;
    private final int largestWindow;
    private final ArrayDeque<Sent> outstanding = new ArrayDeque<>(2);
    private int window = FIRST_WINDOW;
    private int duplicates;
    private long recoverUntil = Long.MIN_VALUE;

    /** A segment sent and not acknowledged. */
    record Sent(long sequence, int payload, int flags) {
        long end() {
            return sequence + payload + (flags & Segment.FIN) + ((flags & Segment.SYN) >>> 1);
        }
    }

    SendSide(long initialSequence, int segmentSize, int largestWindow) {
        this.unacknowledged = initialSequence;
        this.next = initialSequence;
        this.limit = initialSequence + 1;
        this.segmentSize = segmentSize;
        this.largestWindow = largestWindow;
    }

    /** Notes a segment that takes sequence space as sent for the first time. */
    Sent note(int flags, int payload) {
        Sent sent = new Sent(next, payload, flags);
        outstanding.addLast(sent);
        next = sent.end();
        return sent;
    }

    /** Octets of the next data segment, 0 when none may go now. */
    int payloadToSend() {
        return outstanding.size() >= window ? 0 : (int) Math.min(segmentSize, limit - next);
    }

    /** Whether the FIN may go now: everything before it has gone. */
    boolean mustSendFin() {
        return finWanted && !finSent && next == limit;
    }

    /** Whether something waits to be acknowledged. */
    boolean hasOutstanding() {
        return !outstanding.isEmpty();
    }

    /** The oldest segment that waits to be acknowledged; there must be one. */
    Sent oldest() {
        return outstanding.getFirst();
    }

    /** Whether everything, the FIN included, has been acknowledged. */
    boolean isFinished() {
        return finSent && outstanding.isEmpty();
    }

    /**
     * Takes an acknowledgment.
     *
     * @return whether the oldest segment must be sent again now
     */
    boolean acknowledge(long acknowledgment, boolean pureAck) {
        if (acknowledgment > next) {
            return false;
        }
        if (acknowledgment <= unacknowledged) {
            boolean duplicate =
                    acknowledgment == unacknowledged && pureAck && !outstanding.isEmpty();
            if (duplicate && ++duplicates == DUPLICATES_FOR_FAST_RETRANSMIT && !isRecovering()) {
                recoverUntil = next;
                window = Math.max(2, window / 2);
                return true;
            }
            return false;
        }
        unacknowledged = acknowledgment;
        duplicates = 0;
        timeouts = 0;
        while (!outstanding.isEmpty() && outstanding.getFirst().end() <= acknowledgment) {
            outstanding.removeFirst();
            window = Math.min(largestWindow, window + 1);
        }
        return isRecovering() && !outstanding.isEmpty();
    }

    /** The retransmission timer has fired. */
    void timeout() {
        timeouts++;
        duplicates = 0;
        recoverUntil = next;
        window = 2;
    }

    private boolean isRecovering() {
        return unacknowledged < recoverUntil;
    }
}
