package org.beibu.probe.capture;

import java.util.Arrays;
import org.beibu.model.Address;

/**
 * Builds {@link DecodedPacket}s for tests of what comes after the decoder. One segment, changed in
 * place like the decoder's own; fields keep their values until they are set again.
 */
public final class SegmentBuilder {
    private final DecodedPacket segment = new DecodedPacket();

    public SegmentBuilder() {
        segment.transport = DecodedPacket.TCP;
    }

    public DecodedPacket segment() {
        return segment;
    }

    public SegmentBuilder at(long epochNanos) {
        segment.epochNanos = epochNanos;
        return this;
    }

    public SegmentBuilder from(Address source, int port) {
        segment.sourceHigh = source.high();
        segment.sourceLow = source.low();
        segment.sourcePort = port;
        return this;
    }

    public SegmentBuilder to(Address destination, int port) {
        segment.destinationHigh = destination.high();
        segment.destinationLow = destination.low();
        segment.destinationPort = port;
        return this;
    }

    public SegmentBuilder flags(int flags) {
        segment.flags = flags;
        return this;
    }

    public SegmentBuilder sequence(int number) {
        segment.sequenceNumber = number;
        return this;
    }

    public SegmentBuilder acknowledgment(int number) {
        segment.acknowledgmentNumber = number;
        return this;
    }

    public SegmentBuilder payload(int octets) {
        segment.payloadLength = octets;
        return this;
    }

    public SegmentBuilder timestamps(int tsval, int tsecr) {
        segment.hasTimestamps = true;
        segment.tsval = tsval;
        segment.tsecr = tsecr;
        return this;
    }

    /** SACK blocks as left and right edges in turn; none for no option. */
    public SegmentBuilder sack(int... edges) {
        System.arraycopy(edges, 0, segment.sackEdges, 0, edges.length);
        segment.sackBlocks = edges.length / 2;
        segment.sackHash = edges.length == 0 ? 0 : Arrays.hashCode(edges) | 1;
        return this;
    }

    public SegmentBuilder noTimestamps() {
        segment.hasTimestamps = false;
        segment.tsval = 0;
        segment.tsecr = 0;
        return this;
    }

    public SegmentBuilder identification(int identification) {
        segment.ipv4Identification = identification;
        return this;
    }

    public SegmentBuilder window(int window) {
        segment.window = window;
        return this;
    }

    public SegmentBuilder onInterface(int index) {
        segment.interfaceIndex = index;
        return this;
    }

    public SegmentBuilder encapsulated() {
        segment.encapsulated = true;
        return this;
    }

    /** One VLAN tag, 0 for none. */
    public SegmentBuilder vlan(int vlan) {
        segment.vlanDepth = vlan == 0 ? 0 : 1;
        segment.vlanOuter = vlan;
        segment.vlanInner = vlan;
        segment.tagHash = vlan == 0 ? 0 : vlan * 0x9e3779b1;
        return this;
    }
}
