package org.beibu.probe;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.probe.capture.CaptureCounter;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.CaptureStatistics;
import org.beibu.probe.capture.CapturedPacket;
import org.beibu.probe.capture.PacketHandler;
import org.beibu.probe.capture.PacketSource;
import org.beibu.probe.record.ExitTable;
import org.beibu.probe.record.RecordCounter;
import org.beibu.probe.timing.PacketTimer;
import org.beibu.probe.traffic.TrafficMeter;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.CaptureStatisticsRecord;
import org.beibu.runtime.journal.HeartbeatRecord;
import org.beibu.runtime.journal.JournalCounter;
import org.beibu.runtime.journal.JournalWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The probe's duty cycle: packets in, timings into the journal, and each second a heartbeat, the
 * capture's totals and the journal's housekeeping. Its thread owns source, matchers and writer.
 *
 * <p>When the source fails it is not polled again; heartbeats stop too, so that nobody takes a
 * blind probe for one that sees nothing.
 */
final class ProbeAgent implements Agent, PacketHandler {
    static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(ProbeAgent.class);
    private static final int PACKETS_A_POLL = 256;
    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Pipeline pipeline;
    private final EpochNanoClock clock;
    private final Counters counters;
    private final Runnable onEnd;
    private CaptureStatistics counted = CaptureStatistics.NONE;
    private long startedNanos;
    private long flushedNanos;
    private long secondNanos;
    private boolean ended;
    private volatile @Nullable String failure;

    /** What packets pass through, from the wire to the journal. */
    record Pipeline(
            PacketSource source,
            PacketTimer timer,
            TrafficMeter traffic,
            ExitTable exits,
            JournalWriter journal) {}

    ProbeAgent(Pipeline pipeline, EpochNanoClock clock, Counters counters, Runnable onEnd) {
        this.pipeline = pipeline;
        this.clock = clock;
        this.counters = counters;
        this.onEnd = onEnd;
    }

    @Override
    public String roleName() {
        return "probe";
    }

    @Override
    public void onStart() {
        startedNanos = clock.nanoTime();
        flushedNanos = startedNanos;
        secondNanos = startedNanos - SECOND_NANOS;
        pipeline.exits.interfaces(pipeline.source.interfaceNames());
    }

    @Override
    public int doWork() {
        int packets = poll();
        long nowNanos = clock.nanoTime();
        if (packets < PACKETS_A_POLL || isOver(FLUSH_NANOS, flushedNanos, nowNanos)) {
            pipeline.journal.flush();
            flushedNanos = nowNanos;
        }
        if (isOver(SECOND_NANOS, secondNanos, nowNanos)) {
            everySecond(nowNanos);
            secondNanos = nowNanos;
        }
        return packets;
    }

    /** Also true when the wall clock was set back, which else would silence us for as long. */
    private static boolean isOver(long spanNanos, long sinceNanos, long nowNanos) {
        return nowNanos - sinceNanos >= spanNanos || nowNanos < sinceNanos;
    }

    private int poll() {
        if (ended) {
            return 0;
        }
        try {
            int packets = pipeline.source.poll(this, PACKETS_A_POLL);
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

    /** Why the source failed; readable from any thread. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    private void end() {
        pipeline.traffic.flush();
        appendStatistics(clock.nanoTime());
        pipeline.journal.flush();
        ended = true;
        onEnd.run();
    }

    @Override
    public void onPacket(CapturedPacket packet) {
        if (packet.interfaceIndex() >= pipeline.exits.interfaceCount()) {
            pipeline.exits.interfaces(pipeline.source.interfaceNames());
        }
        if (pipeline.timer.onPacket(packet)) {
            pipeline.traffic.onPacket(pipeline.timer.packet());
        }
    }

    private void everySecond(long nowNanos) {
        if (!ended) {
            pipeline.traffic.settle(nowNanos);
            appendStatistics(nowNanos);
            appendHeartbeat(nowNanos);
            pipeline.journal.flush();
        }
        pipeline.journal.housekeep(nowNanos);
    }

    private void appendHeartbeat(long nowNanos) {
        counters.increment(ProbeCounter.HEARTBEATS);
        pipeline.journal.append(
                new HeartbeatRecord(
                        nowNanos,
                        startedNanos,
                        SECOND_NANOS,
                        counters.get(JournalCounter.RECORDS_NOT_KEPT)));
    }

    private void appendStatistics(long nowNanos) {
        CaptureStatistics now = pipeline.source.statistics();
        counters.add(ProbeCounter.PACKETS_RECEIVED, now.received() - counted.received());
        counters.add(ProbeCounter.PACKETS_DROPPED, now.dropped() - counted.dropped());
        counters.add(
                ProbeCounter.PACKETS_DROPPED_BY_INTERFACE,
                now.droppedByInterface() - counted.droppedByInterface());
        counted = now;
        pipeline.journal.append(statistics(nowNanos, now, counters));
    }

    /** The record of these totals. */
    static CaptureStatisticsRecord statistics(
            long nowNanos, CaptureStatistics capture, Counters counters) {
        long used = counters.get(CaptureCounter.USED);
        return new CaptureStatisticsRecord(
                nowNanos,
                capture.received(),
                capture.dropped(),
                capture.droppedByInterface(),
                used,
                counters.get(CaptureCounter.PACKETS) - used,
                counters.get(RecordCounter.TIMINGS_RECORDED));
    }

    @Override
    public void onClose() {
        if (!ended) {
            pipeline.traffic.flush();
            appendStatistics(clock.nanoTime());
        }
        pipeline.journal.close();
    }
}
