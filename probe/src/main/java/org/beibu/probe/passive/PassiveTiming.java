package org.beibu.probe.passive;

import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.beibu.probe.capture.DecodedPacket;

/**
 * Flyweight with one timing: the delay from the capture point to {@code host} and back, {@code
 * peer} being the other end. Addresses are as in {@link org.beibu.model.Address}, untruncated: they
 * leave the probe only coarsened.
 */
public final class PassiveTiming {
    /** The port of a method without ports. */
    public static final int NO_PORT = -1;

    long epochNanos;
    Method method = Method.HANDSHAKE;
    QualityClass qualityClass = QualityClass.CLEAN;
    long delayNanos;
    long hostHigh;
    long hostLow;
    int hostPort;
    long peerHigh;
    long peerLow;
    int peerPort;
    int interfaceIndex;
    int vlanOuter;
    int vlanInner;
    int mplsLabel;
    long sourceMac;
    long destinationMac;
    long begunNanos;

    /** Becomes a copy of another timing. */
    public void copy(PassiveTiming other) {
        epochNanos = other.epochNanos;
        method = other.method;
        qualityClass = other.qualityClass;
        delayNanos = other.delayNanos;
        hostHigh = other.hostHigh;
        hostLow = other.hostLow;
        hostPort = other.hostPort;
        peerHigh = other.peerHigh;
        peerLow = other.peerLow;
        peerPort = other.peerPort;
        interfaceIndex = other.interfaceIndex;
        vlanOuter = other.vlanOuter;
        vlanInner = other.vlanInner;
        mplsLabel = other.mplsLabel;
        sourceMac = other.sourceMac;
        destinationMac = other.destinationMac;
        begunNanos = other.begunNanos;
    }

    /** Capture time of the packet that completes the timing, epoch nanoseconds. */
    public long epochNanos() {
        return epochNanos;
    }

    /** The method. */
    public Method method() {
        return method;
    }

    /** What the timing may hold besides the delay of the network. */
    public QualityClass qualityClass() {
        return qualityClass;
    }

    /** The delay, nanoseconds, 0 to {@link org.beibu.model.TimingSample#MAX_DELAY_NANOS}. */
    public long delayNanos() {
        return delayNanos;
    }

    /** The host that was waited for, upper half. */
    public long hostHigh() {
        return hostHigh;
    }

    /** The host that was waited for, lower half. */
    public long hostLow() {
        return hostLow;
    }

    /** Port of the host, or {@link #NO_PORT}. */
    public int hostPort() {
        return hostPort;
    }

    /** The other end, upper half. */
    public long peerHigh() {
        return peerHigh;
    }

    /** The other end, lower half. */
    public long peerLow() {
        return peerLow;
    }

    /** Port of the other end, or {@link #NO_PORT}. */
    public int peerPort() {
        return peerPort;
    }

    /** The interface within the source on which the completing packet came. */
    public int interfaceIndex() {
        return interfaceIndex;
    }

    /** Outer VLAN id of the completing packet, 0 without a tag. */
    public int vlanOuter() {
        return vlanOuter;
    }

    /** Innermost VLAN id of the completing packet, 0 without a tag. */
    public int vlanInner() {
        return vlanInner;
    }

    /** Outermost MPLS label of the completing packet, or {@link DecodedPacket#NO_MPLS_LABEL}. */
    public int mplsLabel() {
        return mplsLabel;
    }

    /** Source MAC address of the completing packet, or {@link DecodedPacket#NO_MAC}. */
    public long sourceMac() {
        return sourceMac;
    }

    /** Destination MAC address of the completing packet, or {@link DecodedPacket#NO_MAC}. */
    public long destinationMac() {
        return destinationMac;
    }

    /**
     * When the connection began, of a timing that was handed over when its connection was forgotten
     * and not when it was completed; else without meaning. Such timings of several connections come
     * in this order.
     */
    public long begunNanos() {
        return begunNanos;
    }
}
