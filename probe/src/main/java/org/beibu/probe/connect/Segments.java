package org.beibu.probe.connect;

import org.beibu.model.Address;
import org.beibu.probe.capture.DecodedPacket;

/**
 * What the capture saw of one connect: its SYN and the segment that answers it. A capture of all
 * interfaces may show a segment on several of them, within half a second; the kernel sends a SYN
 * again after a second. Of copies of the SYN the last counts, of those of the answer the first:
 * both were nearest to the wire.
 *
 * <pre>
 *   us    SYN, sequence number s                    RFC 9293 3.5
 *   them  SYN/ACK or RST/ACK, acknowledges s + 1    3.10.7.3
 * </pre>
 *
 * <p>Owned by one thread.
 */
final class Segments {
    /** What a segment was. */
    enum Seen {
        /** The SYN, or a copy of it. */
        SYN,
        /** The SYN/ACK. */
        SYN_ACK,
        /** The RST. */
        RST,
        /** A copy of what was seen. */
        COPY,
        /** The answer after more than one SYN: to which nobody can tell. */
        AMBIGUOUS,
        /** Ours, but neither of these. */
        OTHER,
        /** It answers nothing that was sent. */
        MISMATCHED,
        /** From another host or port than was asked. */
        STRANGER
    }

    private static final long COPIES_WITHIN_NANOS = 500_000_000L;

    /** The flags that matter. */
    static final int FLAGS = DecodedPacket.SYN | DecodedPacket.ACK | DecodedPacket.RST;

    private Address target = new Address(0, 0);
    private int port;
    private boolean synSeen;
    private boolean again;
    private int sequenceNumber;
    private long synNanos;
    private long answerNanos;

    /** The next connect goes there. */
    void begin(Address newTarget, int newPort) {
        target = newTarget;
        port = newPort;
        synSeen = false;
        again = false;
        synNanos = 0;
        answerNanos = 0;
    }

    /** Whether the answer was seen. */
    boolean isAnswered() {
        return answerNanos != 0;
    }

    /** Whether the SYN was sent more than once. */
    boolean isRetransmitted() {
        return again;
    }

    /** When the SYN left, 0 when it was not seen. */
    long synNanos() {
        return synNanos;
    }

    /** Takes a segment from our source port. */
    Seen sent(DecodedPacket segment) {
        boolean syn = (segment.flags() & FLAGS) == DecodedPacket.SYN;
        if (!syn
                || !isTarget(segment.destinationHigh(), segment.destinationLow())
                || segment.destinationPort() != port) {
            return Seen.OTHER; // such as the RST that closes it
        }
        long now = segment.epochNanos();
        boolean same = synSeen && segment.sequenceNumber() == sequenceNumber;
        if (same && now - synNanos > COPIES_WITHIN_NANOS) {
            again = true;
            return Seen.OTHER;
        }
        synSeen = true;
        sequenceNumber = segment.sequenceNumber();
        synNanos = now;
        return Seen.SYN;
    }

    /** Takes a segment to our source port. */
    Seen received(DecodedPacket segment) {
        if (!isTarget(segment.sourceHigh(), segment.sourceLow()) || segment.sourcePort() != port) {
            return Seen.STRANGER;
        }
        boolean acknowledges =
                synSeen
                        && segment.has(DecodedPacket.ACK)
                        && segment.acknowledgmentNumber() == sequenceNumber + 1;
        boolean reset = segment.has(DecodedPacket.RST);
        if (!acknowledges || reset == segment.has(DecodedPacket.SYN)) {
            return Seen.MISMATCHED;
        }
        if (again) {
            return Seen.AMBIGUOUS;
        }
        long now = segment.epochNanos();
        if (isAnswered() && now - answerNanos <= COPIES_WITHIN_NANOS) {
            return Seen.COPY;
        }
        answerNanos = now;
        return reset ? Seen.RST : Seen.SYN_ACK;
    }

    private boolean isTarget(long high, long low) {
        return target.low() == low && target.high() == high;
    }
}
