package org.beibu.simulator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.DecodedPacket;
import org.beibu.probe.capture.LinkType;
import org.beibu.probe.capture.PacketDecoder;
import org.beibu.probe.passive.CaptureClock;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.passive.PassiveTimer;
import org.beibu.probe.passive.PassiveTiming;
import org.beibu.runtime.counters.Counters;
import org.beibu.simulator.tcp.CapturePoint;
import org.beibu.simulator.tcp.Segment;
import org.beibu.simulator.tcp.TruthSink.Timing;
import org.beibu.simulator.wire.FrameEncoder;

/** The real decoder and matchers at the simulated capture point; collects what they report. */
public final class ProbeUnderTest implements CapturePoint {
    private static final int SNAP_LENGTH = 128;

    private final FrameEncoder encoder = new FrameEncoder();
    private final ByteBuffer frame = ByteBuffer.allocate(SNAP_LENGTH);
    private final CapturedPacket packet = new CapturedPacket().onInterface(0, LinkType.ETHERNET);
    private final Counters counters = new Counters();
    private final PacketDecoder decoder = new PacketDecoder(counters);
    private final DecodedPacket decoded = new DecodedPacket();
    private final List<Timing> timings = new ArrayList<>();
    private final CaptureClock clock = new CaptureClock(counters);
    private final PassiveTimer timer =
            new PassiveTimer(PassiveConfig.DEFAULT, clock, t -> timings.add(timing(t)), counters);

    @Override
    public void onSegment(long epochNanos, Segment segment, boolean copy) {
        frame.clear();
        int length = encoder.encode(segment, frame, SNAP_LENGTH);
        packet.wrap(frame, 0, frame.position(), length, epochNanos);
        if (!decoder.decode(packet, decoded)) {
            throw new AssertionError("not decoded: " + counters.snapshot());
        }
        clock.take(decoded.interfaceIndex(), epochNanos);
        timer.onSegment(decoded);
    }

    /** What was reported so far, in order. */
    public List<Timing> timings() {
        return timings;
    }

    /** The counters of decoder and matchers. */
    public Counters counters() {
        return counters;
    }

    private static Timing timing(PassiveTiming timing) {
        return new Timing(
                timing.epochNanos(),
                timing.method(),
                timing.delayNanos(),
                new Address(timing.hostHigh(), timing.hostLow()),
                timing.hostPort(),
                new Address(timing.peerHigh(), timing.peerLow()),
                timing.peerPort(),
                timing.qualityClass());
    }
}
