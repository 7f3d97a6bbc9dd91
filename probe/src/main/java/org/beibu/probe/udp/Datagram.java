package org.beibu.probe.udp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.beibu.model.ClockQuality;

/**
 * A received datagram; a flyweight that is good until the handler returns. An answer is written in
 * its place: the buffer holds more octets than came in.
 */
public final class Datagram {
    /** A TTL or traffic class that could not be read. */
    public static final int UNKNOWN = -1;

    ByteBuffer buffer = ByteBuffer.allocate(0).order(ByteOrder.BIG_ENDIAN);
    int offset;
    int length;
    int capacity;
    boolean truncated;
    long sourceHigh;
    long sourceLow;
    int sourcePort;
    long destinationHigh;
    long destinationLow;
    int destinationPort;
    int ttl;
    int trafficClass;
    long epochNanos;
    ClockQuality stampedBy = ClockQuality.UNKNOWN;

    int answerTrafficClass;
    long departureTag;

    Datagram() {}

    /** Forgets what the datagram before left; the answer has traffic class 0 and no tag. */
    void clear() {
        ttl = UNKNOWN;
        trafficClass = UNKNOWN;
        destinationHigh = 0;
        destinationLow = 0;
        truncated = false;
        answerTrafficClass = 0;
        departureTag = UdpSocket.NO_TAG;
    }

    /** Its octets, in network order, from {@link #offset} on. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Where its payload begins in the buffer. */
    public int offset() {
        return offset;
    }

    /** Octets of its payload. */
    public int length() {
        return length;
    }

    /** Octets that may be written from {@link #offset} on. */
    public int capacity() {
        return capacity;
    }

    /** Whether it was longer than there was room for. */
    public boolean isTruncated() {
        return truncated;
    }

    /** Upper half of the source address, as in {@link org.beibu.model.Address}. */
    public long sourceHigh() {
        return sourceHigh;
    }

    /** Lower half of the source address. */
    public long sourceLow() {
        return sourceLow;
    }

    /** Source port. */
    public int sourcePort() {
        return sourcePort;
    }

    /** Upper half of the address that it came to; both halves 0 when not known. */
    public long destinationHigh() {
        return destinationHigh;
    }

    /** Lower half of the address that it came to. */
    public long destinationLow() {
        return destinationLow;
    }

    /** The port that it came to. */
    public int destinationPort() {
        return destinationPort;
    }

    /** TTL or Hop Limit with which it came in, or {@link #UNKNOWN}. */
    public int ttl() {
        return ttl;
    }

    /** DSCP and ECN with which it came in, or {@link #UNKNOWN}. */
    public int trafficClass() {
        return trafficClass;
    }

    /** When it came in. */
    public long epochNanos() {
        return epochNanos;
    }

    /** Who took that time. */
    public ClockQuality stampedBy() {
        return stampedBy;
    }

    /** Sends the answer with this traffic class. */
    public void answerTrafficClass(int octet) {
        answerTrafficClass = octet;
    }

    /** Has the time when the answer departed reported under this tag. */
    public void reportDeparture(long tag) {
        departureTag = tag;
    }
}
