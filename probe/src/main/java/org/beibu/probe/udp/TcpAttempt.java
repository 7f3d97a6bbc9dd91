package org.beibu.probe.udp;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.unix.FileDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to open a TCP connection, closed as soon as it is known what became of it. Owned by
 * the loop's thread.
 */
public final class TcpAttempt implements EpollIoHandle {
    /** What became of an attempt. */
    public enum Outcome {
        /** Nothing yet. */
        OPEN,
        /** SYN/ACK came. */
        CONNECTED,
        /** RST came. */
        RESET,
        /** An ICMP error came. */
        ICMP_ERROR,
        /** Something else, or it was given up. */
        FAILED
    }

    private final TcpConnector connector;
    private final FileDescriptor descriptor;
    private final long tag;
    private final int localPort;

    /** The error by which the call that connects ended at once, 0 for none. */
    int error;

    private @Nullable IoRegistration registration;
    Outcome outcome = Outcome.OPEN;
    long epochNanos;
    long roundTripMicros;
    int icmpType;
    int icmpCode;

    TcpAttempt(TcpConnector connector, int descriptor, int localPort, long tag) {
        this.connector = connector;
        this.descriptor = new FileDescriptor(descriptor);
        this.localPort = localPort;
        this.tag = tag;
    }

    void registered(IoRegistration newRegistration) {
        registration = newRegistration;
    }

    int descriptor() {
        return descriptor.intValue();
    }

    @Override
    public FileDescriptor fd() {
        return descriptor;
    }

    /** What it was begun with. */
    public long tag() {
        return tag;
    }

    /** Its source port. */
    public int localPort() {
        return localPort;
    }

    /** What became of it. */
    public Outcome outcome() {
        return outcome;
    }

    /** When this process was told so. */
    public long epochNanos() {
        return epochNanos;
    }

    /**
     * Time from SYN to SYN/ACK by the kernel's TCP (TCP_INFO), 0 when not known: it does not tell
     * when the SYN had to be sent again.
     */
    public long roundTripMicros() {
        return roundTripMicros;
    }

    /** Type of the ICMP error. */
    public int icmpType() {
        return icmpType;
    }

    /** Code of the ICMP error. */
    public int icmpCode() {
        return icmpCode;
    }

    /** Gives it up, without a packet; a connection that came about meanwhile is reset. */
    public void giveUp() {
        if (outcome == Outcome.OPEN) {
            outcome = Outcome.FAILED;
            end();
        }
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
        if (outcome == Outcome.OPEN) {
            connector.conclude(this);
            end();
            connector.tell(this);
        }
    }

    /** Off the event loop first, then closed: with SO_LINGER 0 that resets the connection. */
    void end() {
        IoRegistration open = registration;
        registration = null;
        if (open != null && open.isValid()) {
            open.cancel();
        }
        connector.close(this);
    }

    @Override
    public void close() {
        giveUp();
    }
}
