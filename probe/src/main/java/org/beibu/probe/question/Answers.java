package org.beibu.probe.question;

import org.beibu.probe.icmp.IcmpErrorKind;

/** Hears what becomes of questions, on the thread of their port. */
public interface Answers {
    /** A session that is not known. */
    int NO_SESSION = -1;

    /** The kernel's time of departure of a question. */
    void onDeparture(int session, int sequence, long epochNanos);

    /** An answer, also one that comes again or late. */
    void onAnswer(Answer answer);

    /** An ICMP error; it times nothing. */
    void onError(Failure failure);

    /**
     * An ICMP error for a question.
     *
     * @param session whose question, {@link #NO_SESSION} when too little was quoted
     * @param kind what it says
     * @param code its code
     * @param offenderHigh upper half of the address that sent it
     * @param offenderLow lower half of it, 0 when not known
     */
    record Failure(
            int session, IcmpErrorKind kind, int code, long offenderHigh, long offenderLow) {}
}
