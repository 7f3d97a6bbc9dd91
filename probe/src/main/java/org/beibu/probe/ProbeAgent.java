package org.beibu.probe;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.beibu.probe.capture.CaptureCounter;
import org.beibu.probe.capture.CaptureStatistics;
import org.beibu.probe.capture.SkipReason;
import org.beibu.probe.record.RecordCounter;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.CaptureSkipsRecord;
import org.beibu.runtime.journal.CaptureStatisticsRecord;
import org.beibu.runtime.journal.HeartbeatRecord;
import org.beibu.runtime.journal.JournalCounter;
import org.beibu.runtime.journal.JournalWriter;
import org.beibu.runtime.journal.RecordQueue;

/**
 * The probe's duty cycle: records into the journal, and each second a heartbeat, the capture's
 * totals and the journal's housekeeping. Its thread owns the writer. With one {@link CaptureLane}
 * it turns that too; several have threads of their own and hand their records over in queues.
 *
 * <p>When a source fails heartbeats stop, so that nobody takes a blind probe for one that sees
 * nothing.
 */
final class ProbeAgent implements Agent {
    static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long ALL_SKIPS_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int RECORDS_A_QUEUE = 1024;

    private final List<CaptureLane> lanes;
    private final List<RecordQueue> queues;
    private final JournalWriter journal;
    private final EpochNanoClock clock;
    private final Counters counters;
    private Runnable onEnd = () -> {};
    private CaptureStatistics counted = CaptureStatistics.NONE;
    private final Map<SkipReason, Long> skipsAppended = new EnumMap<>(SkipReason.class);
    private long allSkipsNanos;
    private long startedNanos;
    private long flushedNanos;
    private long secondNanos;
    private boolean ended;

    /** A single lane is turned here; several are turned by others. Queues hold others' records. */
    ProbeAgent(
            List<CaptureLane> lanes,
            List<RecordQueue> queues,
            JournalWriter journal,
            EpochNanoClock clock,
            Counters counters) {
        this.lanes = lanes;
        this.queues = queues;
        this.journal = journal;
        this.clock = clock;
        this.counters = counters;
    }

    /** Has this run when a source ends or fails; before start only. */
    void onEnd(Runnable action) {
        onEnd = action;
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
        if (turnsLane()) {
            lanes.get(0).onStart();
        }
    }

    @Override
    public int doWork() {
        boolean over = hasEnded(); // before the queues: then they hold everything
        int work = (turnsLane() ? lanes.get(0).doWork() : 0) + drain();
        long nowNanos = clock.nanoTime();
        if (work < CaptureLane.PACKETS_A_POLL || isOver(FLUSH_NANOS, flushedNanos, nowNanos)) {
            journal.flush();
            flushedNanos = nowNanos;
        }
        boolean nothingLeft = turnsLane() ? hasEnded() : over && work == 0;
        if (nothingLeft && !ended) {
            end();
        }
        if (isOver(SECOND_NANOS, secondNanos, nowNanos)) {
            everySecond(nowNanos);
            secondNanos = nowNanos;
        }
        return work;
    }

    private boolean turnsLane() {
        return lanes.size() == 1;
    }

    private boolean hasEnded() {
        for (CaptureLane lane : lanes) {
            if (lane.hasEnded()) {
                return true;
            }
        }
        return false;
    }

    private int drain() {
        int drained = 0;
        for (RecordQueue queue : queues) {
            drained += queue.drain(journal, RECORDS_A_QUEUE);
        }
        return drained;
    }

    /** Also true when the wall clock was set back, which else would silence us for as long. */
    static boolean isOver(long spanNanos, long sinceNanos, long nowNanos) {
        return nowNanos - sinceNanos >= spanNanos || nowNanos < sinceNanos;
    }

    private void end() {
        appendStatistics(clock.nanoTime());
        journal.flush();
        ended = true;
        onEnd.run();
    }

    private void everySecond(long nowNanos) {
        if (!ended) {
            appendStatistics(nowNanos);
            appendHeartbeat(nowNanos);
            journal.flush();
        }
        journal.housekeep(nowNanos);
    }

    private void appendHeartbeat(long nowNanos) {
        counters.increment(ProbeCounter.HEARTBEATS);
        journal.append(
                new HeartbeatRecord(
                        nowNanos,
                        startedNanos,
                        SECOND_NANOS,
                        counters.get(JournalCounter.RECORDS_NOT_KEPT)));
    }

    private void appendStatistics(long nowNanos) {
        CaptureStatistics now = statistics();
        counters.add(ProbeCounter.PACKETS_RECEIVED, now.received() - counted.received());
        counters.add(ProbeCounter.PACKETS_DROPPED, now.dropped() - counted.dropped());
        counters.add(
                ProbeCounter.PACKETS_DROPPED_BY_INTERFACE,
                now.droppedByInterface() - counted.droppedByInterface());
        counted = now;
        journal.append(statistics(nowNanos, now, behindNanos()));
        appendSkips(nowNanos);
    }

    /** Of the lane that is furthest behind. */
    private long behindNanos() {
        long most = CaptureStatisticsRecord.UNKNOWN;
        for (CaptureLane lane : lanes) {
            most = Math.max(most, lane.takeBehindNanos());
        }
        return most;
    }

    /** What has changed, and all once a minute, since a reader may begin anywhere. */
    private void appendSkips(long nowNanos) {
        boolean all = isOver(ALL_SKIPS_NANOS, allSkipsNanos, nowNanos);
        for (SkipReason reason : SkipReason.values()) {
            long packets = counters.get(reason);
            if (packets > 0 && (all || packets != skipsAppended.getOrDefault(reason, 0L))) {
                journal.append(new CaptureSkipsRecord(nowNanos, reason.reason(), packets));
                skipsAppended.put(reason, packets);
            }
        }
        allSkipsNanos = all ? nowNanos : allSkipsNanos;
    }

    private CaptureStatistics statistics() {
        CaptureStatistics sum = CaptureStatistics.NONE;
        for (CaptureLane lane : lanes) {
            sum = sum.plus(lane.statistics());
        }
        return sum;
    }

    private CaptureStatisticsRecord statistics(
            long nowNanos, CaptureStatistics capture, long behindNanos) {
        long used = counters.get(CaptureCounter.USED);
        return new CaptureStatisticsRecord(
                nowNanos,
                capture.received(),
                capture.dropped(),
                capture.droppedByInterface(),
                used,
                counters.get(CaptureCounter.PACKETS) - used,
                counters.get(RecordCounter.TIMINGS_RECORDED),
                behindNanos);
    }

    @Override
    public void onClose() {
        if (turnsLane()) {
            lanes.get(0).onClose();
        }
        while (drain() > 0) {
            // until what the lanes left has been appended
        }
        if (!ended) {
            appendStatistics(clock.nanoTime());
        }
        journal.close();
    }
}
