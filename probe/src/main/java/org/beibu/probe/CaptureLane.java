package org.beibu.probe;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.model.Catalogue;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.CaptureStatistics;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.PacketHandler;
import org.beibu.probe.capture.PacketSource;
import org.beibu.probe.datagram.OwnPackets;
import org.beibu.probe.record.ExitTable;
import org.beibu.probe.record.RecordSink;
import org.beibu.probe.record.TimingRecorder;
import org.beibu.probe.timing.PacketTimer;
import org.beibu.probe.traffic.ServiceClassTable;
import org.beibu.probe.traffic.TrafficMeter;
import org.beibu.probe.traffic.TrafficSink;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.CaptureStatisticsRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from one packet source to records: decoder, matchers, recorder and traffic meter. All
 * that it owns belongs to the thread that turns it, the {@link ProbeAgent}'s or one of its own.
 *
 * <p>When the source fails it is not polled again.
 */
final class CaptureLane implements Agent, PacketHandler {
    static final int PACKETS_A_POLL = 256;

    private static final Logger LOG = LoggerFactory.getLogger(CaptureLane.class);

    private final PacketSource source;
    private final EpochNanoClock clock;
    private final Counters counters;
    private final ExitTable exits;
    private final PacketTimer timer;
    private final TrafficMeter traffic;
    private final AtomicLong behindNanos = new AtomicLong(CaptureStatisticsRecord.UNKNOWN);
    private long newestNanos = CapturedPacket.NO_TIME;
    private long settledNanos;
    private volatile long notBeforeNanos = Long.MIN_VALUE;
    private volatile boolean ended;
    private volatile @Nullable String failure;

    /** Where records go. */
    record Outlet(RecordSink timings, TrafficSink traffic) {}

    CaptureLane(
            ProbeConfig config,
            PacketSource source,
            Outlet outlet,
            EpochNanoClock clock,
            Counters counters) {
        this.source = source;
        this.clock = clock;
        this.counters = counters;
        Catalogue catalogue = config.shared().catalogue();
        exits = new ExitTable(config.shared().exits());
        TimingRecorder recorder =
                new TimingRecorder(
                        catalogue, exits, config.recording(), outlet.timings(), counters);
        timer = new PacketTimer(config.passive(), recorder, counters);
        traffic =
                new TrafficMeter(
                        catalogue,
                        exits,
                        new ServiceClassTable(config.shared().serviceClasses()),
                        outlet.traffic(),
                        counters);
    }

    @Override
    public String roleName() {
        return "probe-capture";
    }

    @Override
    public void onStart() {
        exits.interfaces(source.interfaceNames());
    }

    /** Packets that others time; before the first poll only. */
    void leaveOut(OwnPackets packets) {
        timer.leaveOut(packets);
    }

    /** Leaves out packets captured before this time; while a group of sources forms. */
    void notBefore(long epochNanos) {
        notBeforeNanos = epochNanos;
    }

    @Override
    public int doWork() {
        if (ended) {
            return 0;
        }
        int packets = poll();
        long nowNanos = clock.nanoTime();
        if (packets > 0 && newestNanos != CapturedPacket.NO_TIME) {
            noteBehind(Math.max(0, nowNanos - newestNanos));
        }
        if (!ended && ProbeAgent.isOver(ProbeAgent.SECOND_NANOS, settledNanos, nowNanos)) {
            settledNanos = nowNanos;
            traffic.settle(nowNanos);
        }
        return packets;
    }

    private void noteBehind(long nanos) {
        if (nanos > behindNanos.get()) {
            behindNanos.set(nanos); // one may be lost to takeBehindNanos, which shows the next
        }
    }

    /**
     * The longest time from a packet's capture to the end of its poll since the last call; -1 when
     * there was no packet. From any thread.
     */
    long takeBehindNanos() {
        return behindNanos.getAndSet(CaptureStatisticsRecord.UNKNOWN);
    }

    private int poll() {
        try {
            int packets = source.poll(this, PACKETS_A_POLL);
            if (packets == PacketSource.END) {
                LOG.info("probe: the packet source has ended");
                end();
                return 0;
            }
            return packets;
        } catch (CaptureException e) {
            counters.increment(ProbeCounter.CAPTURE_FAILURES);
            LOG.error("probe: {}", e.getMessage());
            failure = e.getMessage();
            end();
            return 0;
        }
    }

    private void end() {
        timer.end();
        traffic.flush();
        ended = true;
    }

    @Override
    public void onPacket(CapturedPacket packet) {
        long time = packet.epochNanos();
        if (time < notBeforeNanos && time != CapturedPacket.NO_TIME) {
            counters.increment(ProbeCounter.PACKETS_BEFORE_START);
            return;
        }
        newestNanos = time;
        if (packet.interfaceIndex() >= exits.interfaceCount()) {
            exits.interfaces(source.interfaceNames());
        }
        if (timer.onPacket(packet)) {
            traffic.onPacket(timer.packet());
        }
    }

    @Override
    public void onClose() {
        if (!ended) {
            end();
        }
    }

    /** Why the source failed; readable from any thread. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether the source has ended or failed, and everything was recorded; from any thread. */
    boolean hasEnded() {
        return ended;
    }

    /** What the source has seen; from any thread. */
    CaptureStatistics statistics() {
        return source.statistics();
    }
}
