package org.beibu.probe.connect;

import java.util.function.Consumer;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.CaptureNotPermittedException;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.LiveCapture;
import org.beibu.probe.capture.LiveCaptureConfig;
import org.beibu.probe.capture.PacketDecoder;
import org.beibu.runtime.counters.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A capture of the segments that open connections from or to our source ports, and of no others:
 * the kernel filters. On all interfaces, since nobody says by which a packet will leave. Owned by
 * the loop's thread.
 */
final class SegmentCapture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentCapture.class);
    private static final String ALL_INTERFACES = "any";
    static final int SNAP_LENGTH = 128;
    private static final int BUFFER_LENGTH = 4 << 20;
    private static final int MOST_A_POLL = 4_096;

    /** Flags SYN or RST; libpcap's tcp[13] knows IPv4 only, ip6[53] has no extension headers. */
    private static final String FILTER =
            "(ip and tcp and portrange %1$d-%2$d and tcp[13] & 6 != 0)"
                    + " or (ip6 and tcp and portrange %1$d-%2$d and ip6[53] & 6 != 0)";

    private final LiveCapture capture;
    private final PacketDecoder decoder;
    private final DecodedPacket packet = new DecodedPacket();
    private final Consumer<DecodedPacket> onSegment;
    private boolean open;

    SegmentCapture(PortRange ports, Consumer<DecodedPacket> onSegment) {
        this.onSegment = onSegment;
        decoder = new PacketDecoder(new Counters()); // others count what the interface carries
        capture =
                new LiveCapture(
                        new LiveCaptureConfig(
                                ALL_INTERFACES,
                                FILTER.formatted(ports.first(), ports.last()),
                                SNAP_LENGTH,
                                BUFFER_LENGTH,
                                false,
                                1));
    }

    /** Begins, where that is permitted; else says so once. */
    void start() {
        try {
            capture.start();
            open = true;
        } catch (CaptureNotPermittedException e) {
            LOG.warn(
                    "tcp-connect: no CAP_NET_RAW: timed by the kernel's TCP, and RST by this"
                            + " process");
        } catch (CaptureException e) {
            LOG.warn("tcp-connect: timed by the kernel's TCP: {}", e.getMessage());
        }
    }

    /** Whether it sees segments. */
    boolean isOpen() {
        return open;
    }

    /** Hands over what has come. */
    void poll() {
        if (!open) {
            return;
        }
        try {
            while (capture.poll(this::onPacket, MOST_A_POLL) == MOST_A_POLL) {
                // until there is none
            }
        } catch (CaptureException e) {
            open = false;
            LOG.warn("tcp-connect: the capture ended: {}", e.getMessage());
        }
    }

    private void onPacket(CapturedPacket captured) {
        if (captured.epochNanos() != CapturedPacket.NO_TIME
                && decoder.decode(captured, packet)
                && packet.transport() == DecodedPacket.TCP) {
            onSegment.accept(packet);
        }
    }

    @Override
    public void close() {
        open = false;
        capture.close();
    }
}
