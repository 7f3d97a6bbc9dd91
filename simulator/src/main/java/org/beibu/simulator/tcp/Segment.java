package org.beibu.simulator.tcp;

import org.beibu.simulator.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * One TCP segment on its way from host to host. It is its own event: first it passes the capture
 * point, then it reaches the receiver.
 */
public final class Segment implements Event {
    /** FIN flag (RFC 9293 3.1). */
    public static final int FIN = 0x01;

    /** SYN flag. */
    public static final int SYN = 0x02;

    /** RST flag. */
    public static final int RST = 0x04;

    /** PSH flag. */
    public static final int PSH = 0x08;

    /** ACK flag. */
    public static final int ACK = 0x10;

    static final long[] NO_SACK = {};

    final Connection connection;
    final boolean fromInitiator;
    final int flags;
    final long sequence;
    final int payload;

    long acknowledgment;
    int window;
    int identification;
    long[] sack = NO_SACK;
    @Nullable Tick tick;

    /**
     * The tick that the TSecr names. Forgotten once the capture point has seen it, so that segments
     * do not keep their predecessors alive.
     */
    @Nullable Tick echo;

    long tsecr;
    boolean passed;

    /** Whether it passed after the capture began; known only where there is a time before. */
    boolean captured;

    Segment(Connection connection, boolean fromInitiator, int flags, long sequence, int payload) {
        this.connection = connection;
        this.fromInitiator = fromInitiator;
        this.flags = flags;
        this.sequence = sequence;
        this.payload = payload;
    }

    @Override
    public void happen(long nowNanos) {
        if (passed) {
            connection.receiverOf(this).receive(nowNanos, this);
        } else {
            passed = true;
            connection.links().passCapturePoint(nowNanos, this);
        }
    }

    /** The connection. */
    public Connection connection() {
        return connection;
    }

    /** Whether the host that opened the connection sent it. */
    public boolean fromInitiator() {
        return fromInitiator;
    }

    /** The flags. */
    public int flags() {
        return flags;
    }

    /** Whether all of these flags are set. */
    public boolean has(int wanted) {
        return (flags & wanted) == wanted;
    }

    /** Sequence number, not wrapped. */
    public long sequence() {
        return sequence;
    }

    /** The sequence number after this segment, not wrapped; SYN and FIN count one. */
    public long end() {
        return sequence + payload + (flags & FIN) + ((flags & SYN) >>> 1);
    }

    /** Acknowledgment number, not wrapped. */
    public long acknowledgment() {
        return acknowledgment;
    }

    /** Payload octets. */
    public int payload() {
        return payload;
    }

    /** The window field. */
    public int window() {
        return window;
    }

    /** Identification of the IPv4 header. */
    public int identification() {
        return identification;
    }

    /** Left and right edges of the SACK blocks (RFC 2018), not wrapped. */
    public long[] sack() {
        return sack;
    }

    /** Whether it carries the timestamps option. */
    public boolean hasTimestamps() {
        return tick != null;
    }

    /** TSval, not wrapped; 0 without timestamps. */
    public long tsval() {
        return tick == null ? 0 : tick.tsval;
    }

    /** TSecr, not wrapped. */
    public long tsecr() {
        return tsecr;
    }
}
