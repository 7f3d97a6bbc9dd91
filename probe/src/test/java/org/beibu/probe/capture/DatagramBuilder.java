package org.beibu.probe.capture;

import java.nio.ByteBuffer;
import org.beibu.model.Address;

/**
 * Builds UDP and ICMP {@link DecodedPacket}s for tests of what comes after the decoder. One packet,
 * changed in place like the decoder's own; fields keep their values until they are set again.
 */
public final class DatagramBuilder {
    private static final int UDP_HEADER = 8;

    private final DecodedPacket packet = new DecodedPacket();

    public DecodedPacket packet() {
        return packet;
    }

    public DatagramBuilder at(long epochNanos) {
        packet.epochNanos = epochNanos;
        return this;
    }

    public DatagramBuilder from(Address source, int port) {
        packet.sourceHigh = source.high();
        packet.sourceLow = source.low();
        packet.sourcePort = port;
        return this;
    }

    public DatagramBuilder to(Address destination, int port) {
        packet.destinationHigh = destination.high();
        packet.destinationLow = destination.low();
        packet.destinationPort = port;
        return this;
    }

    public DatagramBuilder udp(byte[] payload) {
        return payload(DecodedPacket.UDP, payload, payload.length);
    }

    /** A datagram of which only the first octets were captured. */
    public DatagramBuilder udp(byte[] payload, int captured) {
        return payload(DecodedPacket.UDP, payload, captured);
    }

    public DatagramBuilder icmp(byte[] message) {
        return payload(DecodedPacket.ICMP, message, message.length);
    }

    public DatagramBuilder icmpv6(byte[] message) {
        return payload(DecodedPacket.ICMPV6, message, message.length);
    }

    /** The buffer ends where the captured octets end, so a read beyond them throws. */
    public DatagramBuilder payload(int transport, byte[] payload, int captured) {
        packet.transport = transport;
        packet.buffer = ByteBuffer.allocate(UDP_HEADER + captured);
        packet.buffer.put(UDP_HEADER, payload, 0, captured);
        packet.payloadOffset = UDP_HEADER;
        packet.payloadLength = payload.length;
        packet.payloadCaptured = captured;
        return this;
    }

    public DatagramBuilder identification(int identification) {
        packet.ipv4Identification = identification;
        return this;
    }

    public DatagramBuilder onInterface(int index) {
        packet.interfaceIndex = index;
        return this;
    }

    /** One VLAN tag, 0 for none. */
    public DatagramBuilder vlan(int vlan) {
        packet.vlanDepth = vlan == 0 ? 0 : 1;
        packet.vlanOuter = vlan;
        packet.vlanInner = vlan;
        packet.tagHash = vlan * 0x9e3779b1;
        return this;
    }
}
