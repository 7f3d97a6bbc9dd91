package org.beibu.simulator.live;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.probe.capture.CaptureStatistics;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.LinkType;
import org.beibu.probe.capture.PacketHandler;
import org.beibu.probe.capture.PacketSource;
import org.beibu.simulator.bureau.Impairment;
import org.beibu.simulator.bureau.Impairments;
import org.beibu.simulator.bureau.SimulatedBureau;
import org.beibu.simulator.bureau.SimulationConfig;
import org.beibu.simulator.bureau.Traffic;
import org.beibu.simulator.tcp.BureauTraffic;
import org.beibu.simulator.tcp.Segment;
import org.beibu.simulator.wire.FrameEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Packets of the simulated bureau as their time comes: about two thousand a second, four
 * connections a second on each path, so that each path has its median every second.
 */
public final class SimulatedCapture implements PacketSource {
    private static final int CONNECTIONS_A_SECOND_ON_A_PATH = 4;
    private static final int SNAP_LENGTH = 128;

    private final long seed;
    private final SimulatedBureau bureau;
    private final EpochNanoClock clock;
    private final FrameEncoder encoder = new FrameEncoder();
    private final ByteBuffer frame = ByteBuffer.allocateDirect(SNAP_LENGTH);
    private final CapturedPacket packet = new CapturedPacket().onInterface(0, LinkType.ETHERNET);
    private @Nullable BureauTraffic traffic;
    private @Nullable PacketHandler receiver;
    private long packets;

    /** A source that begins at the clock's time of its start. */
    public SimulatedCapture(long seed, SimulatedBureau bureau, EpochNanoClock clock) {
        this.seed = seed;
        this.bureau = bureau;
        this.clock = clock;
    }

    @Override
    public void start() {
        double rate = (double) CONNECTIONS_A_SECOND_ON_A_PATH * bureau.paths().size();
        Traffic traffic = new Traffic(Traffic.Kind.SHORT, rate, Long.MAX_VALUE, Duration.ZERO);
        // Idle connections would add nothing to see, only memory.
        Impairments impairments = Impairments.mild().with(Impairment.KEEP_ALIVE, 0);
        BureauTraffic started =
                new BureauTraffic(
                        new SimulationConfig(seed, clock.nanoTime(), traffic, impairments),
                        bureau,
                        this::capture);
        started.start();
        this.traffic = started;
    }

    @Override
    public int poll(PacketHandler handler, int limit) {
        BureauTraffic running = traffic;
        if (running == null) {
            return END;
        }
        long now = clock.nanoTime();
        long before = packets;
        receiver = handler;
        while (packets - before < limit && running.timeline().nextNanos() <= now) {
            running.timeline().runNext();
        }
        receiver = null;
        return (int) (packets - before);
    }

    private void capture(long epochNanos, Segment segment, boolean copy) {
        packets++;
        frame.clear();
        int length = encoder.encode(segment, frame, SNAP_LENGTH);
        packet.wrap(frame, 0, frame.position(), length, epochNanos);
        if (receiver != null) {
            receiver.onPacket(packet);
        }
    }

    @Override
    public List<String> interfaceNames() {
        return List.of("simulated");
    }

    @Override
    public CaptureStatistics statistics() {
        return new CaptureStatistics(packets, 0, 0);
    }

    @Override
    public void close() {
        traffic = null;
    }
}
