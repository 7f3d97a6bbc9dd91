package org.beibu.probe.udp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.beibu.model.Address;
import org.beibu.model.ClockQuality;
import org.beibu.probe.stamp.PacketMode;
import org.beibu.probe.stamp.ReflectorPacket;

/** A datagram as a socket hands it over, made by a test. */
public final class ArrivingDatagram {
    private static final int CAPACITY = 9_216;
    private static final int OFFSET = 5;
    private static final byte FILLER = 0x5a;

    private static final byte[] FILLED = new byte[OFFSET + CAPACITY];

    static {
        Arrays.fill(FILLED, FILLER);
    }

    private final Datagram datagram = new Datagram();

    /** From 192.0.2.1 port 40000 to 192.0.2.2 port 862 with TTL 57, stamped by the kernel. */
    public ArrivingDatagram() {
        datagram.clear();
        datagram.buffer = ByteBuffer.allocate(OFFSET + CAPACITY);
        datagram.offset = OFFSET;
        datagram.capacity = CAPACITY;
        datagram.ttl = 57;
        datagram.trafficClass = 0;
        datagram.stampedBy = ClockQuality.KERNEL;
        from("192.0.2.1", 40_000).to("192.0.2.2", 862);
    }

    /** With these octets. */
    public ArrivingDatagram payload(byte[] octets) {
        datagram.buffer.put(OFFSET, FILLED, 0, CAPACITY); // of which nothing may be left
        datagram.buffer.put(OFFSET, octets, 0, Math.min(octets.length, CAPACITY));
        datagram.length = Math.min(octets.length, CAPACITY);
        datagram.truncated = octets.length > CAPACITY;
        datagram.departureTag = UdpSocket.NO_TAG;
        datagram.answerTrafficClass = -1;
        return this;
    }

    /** From there. */
    public ArrivingDatagram from(String address, int port) {
        Address source = Address.parse(address);
        datagram.sourceHigh = source.high();
        datagram.sourceLow = source.low();
        datagram.sourcePort = port;
        return this;
    }

    /** To there. */
    public ArrivingDatagram to(String address, int port) {
        Address destination = Address.parse(address);
        datagram.destinationHigh = destination.high();
        datagram.destinationLow = destination.low();
        datagram.destinationPort = port;
        return this;
    }

    /** At this time. */
    public ArrivingDatagram at(long epochNanos) {
        datagram.epochNanos = epochNanos;
        return this;
    }

    /** With this TTL and traffic class; -1 for unknown. */
    public ArrivingDatagram header(int ttl, int trafficClass) {
        datagram.ttl = ttl;
        datagram.trafficClass = trafficClass;
        return this;
    }

    /** What the handler takes. */
    public Datagram get() {
        return datagram;
    }

    /** The traffic class that the answer is to have. */
    public int answerTrafficClass() {
        return datagram.answerTrafficClass;
    }

    /** The tag under which the departure of the answer is to be reported, -1 for none. */
    public long departureTag() {
        return datagram.departureTag;
    }

    /** The answer of this length. */
    public ReflectorPacket read(int length, PacketMode mode) {
        ReflectorPacket answer = new ReflectorPacket();
        answer.wrap(datagram.buffer, OFFSET, length, mode);
        return answer;
    }

    /** Whether the octets from there on are what they were before. */
    public boolean isUntouchedBehind(int length) {
        byte[] octets = datagram.buffer.array();
        int from = OFFSET + length;
        return Arrays.equals(octets, from, octets.length, FILLED, from, FILLED.length);
    }

    /** The answer of this length in hexadecimal, empty for none. */
    public String answer(int length) {
        byte[] octets = new byte[length];
        datagram.buffer.get(OFFSET, octets);
        return HexFormat.of().formatHex(octets);
    }
}
