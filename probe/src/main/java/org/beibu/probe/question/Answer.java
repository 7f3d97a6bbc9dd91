package org.beibu.probe.question;

/** One answer; mutable, filled again for each, good until the call returns. */
public final class Answer {
    private int session;
    private int sequence;
    private long epochNanos;
    private boolean byKernel;
    private int octets;
    private int ttl = -1;
    private String note = "";

    /** Whose answer, and to which number. */
    public Answer to(int newSession, int newSequence) {
        session = newSession;
        sequence = newSequence;
        return this;
    }

    /** When it came, and whether the kernel took that time. */
    public Answer at(long newEpochNanos, boolean newByKernel) {
        epochNanos = newEpochNanos;
        byKernel = newByKernel;
        return this;
    }

    /** Its length and TTL, -1 for what is not known, and a word about it. */
    public Answer looks(int newOctets, int newTtl, String newNote) {
        octets = newOctets;
        ttl = newTtl;
        note = newNote;
        return this;
    }

    /** The session. */
    public int session() {
        return session;
    }

    /** The number of the question. */
    public int sequence() {
        return sequence;
    }

    /** When it came. */
    public long epochNanos() {
        return epochNanos;
    }

    /** Whether the kernel took that time. */
    public boolean byKernel() {
        return byKernel;
    }

    /** Octets of its payload. */
    public int octets() {
        return octets;
    }

    /** TTL or Hop Limit with which it came, -1 when not known. */
    public int ttl() {
        return ttl;
    }

    /** What it said, such as {@code NXDOMAIN} or {@code RST}; empty for the usual. */
    public String note() {
        return note;
    }
}
