package org.beibu.probe.active.metrics;

/**
 * What a reply says, and when it came back; mutable, filled again for each. Times are epoch
 * nanoseconds, numbers unsigned. T1 is not here: the meter knows when the packet left.
 */
public final class Reply {
    /** A clock that is not synchronised: no error is small enough. */
    public static final long UNSYNCHRONISED = Long.MAX_VALUE;

    int sequence;
    int reflectorSequence;
    long senderStamp;
    long receivedNanos;
    long sentNanos;
    long returnedNanos;
    boolean returnedByKernel;
    long senderErrorNanos = UNSYNCHRONISED;
    long reflectorErrorNanos = UNSYNCHRONISED;

    /** Session-Sender Sequence Number, and the Session-Reflector's own Sequence Number. */
    public Reply numbers(int senderNumber, int reflectorNumber) {
        sequence = senderNumber;
        reflectorSequence = reflectorNumber;
        return this;
    }

    /** The Session-Sender Timestamp as it stands in the reply. */
    public Reply senderStamp(long octets) {
        senderStamp = octets;
        return this;
    }

    /** T2 and T3. */
    public Reply reflected(long received, long sent) {
        receivedNanos = received;
        sentNanos = sent;
        return this;
    }

    /** T4, and whether the kernel took it. */
    public Reply returned(long epochNanos, boolean byKernel) {
        returnedNanos = epochNanos;
        returnedByKernel = byKernel;
        return this;
    }

    /** By how much the clocks of the two ends may be wrong; {@link #UNSYNCHRONISED} for one. */
    public Reply clockErrors(long sender, long reflector) {
        senderErrorNanos = sender;
        reflectorErrorNanos = reflector;
        return this;
    }
}
