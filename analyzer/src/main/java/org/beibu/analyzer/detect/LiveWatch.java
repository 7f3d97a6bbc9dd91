package org.beibu.analyzer.detect;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.detect.ProbeWatch.Outlet;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.model.Metric;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.HeartbeatRecord;
import org.beibu.runtime.journal.LossWindowRecord;
import org.beibu.runtime.journal.TimingRecord;
import org.jspecify.annotations.Nullable;

/**
 * Watches every path that probes ask, as the journal is read: what happens to one becomes an event
 * that is committed with the timings that showed it, and so exactly once. All times are those of
 * the records; nothing here reads a clock, so the same journal gives the same events.
 *
 * <p>Owned by the thread of ingest. A timing costs a look-up and a few additions; memory is bound
 * by the number of sessions that is configured.
 */
public final class LiveWatch {
    private final DetectConfig config;
    private final Counters counters;
    private final Outlet outlet;
    private final Map<String, ProbeWatch> probes = new HashMap<>();
    private int numbers;
    private boolean silent;

    /**
     * @param events takes what is noticed; the same event may come again with more details
     */
    public LiveWatch(DetectConfig config, Counters counters, Consumer<PathEvent> events) {
        this.config = config;
        this.counters = counters;
        this.outlet =
                new Outlet(
                        this::hasRoom,
                        event -> {
                            count(AnalyzerCounter.DETECT_EVENTS);
                            if (!silent) {
                                events.accept(event);
                            }
                        },
                        () -> count(AnalyzerCounter.DETECT_EVENTS_LEFT_OUT));
    }

    /** Whether what is noticed was told before; then it is only learned. */
    public void setSilent(boolean silent) {
        this.silent = silent;
    }

    private void count(AnalyzerCounter counter) {
        if (!silent) {
            counters.increment(counter);
        }
    }

    private boolean hasRoom() {
        return numbers++ < 2L * config.maxSessions(); // a session and its stream
    }

    /** A timing of any method; only those of packets of our own are looked at. */
    public void onTiming(String probe, TimingRecord timing) {
        if (!timing.method().isActive()) {
            return;
        }
        ProbeWatch watch = probes.get(probe);
        if (watch == null) {
            return;
        }
        if (timing.metric() == Metric.FAR_ROUND_TRIP) {
            switch (watch.onReply(timing)) {
                case LATE -> count(AnalyzerCounter.DETECT_TIMINGS_LATE);
                case TOO_MANY -> count(AnalyzerCounter.DETECT_BEYOND_LIMIT);
                case TAKEN, OF_OTHERS -> {}
            }
        } else if (timing.metric().isOneWay() && watch.onClocks(timing)) {
            count(AnalyzerCounter.DETECT_CLOCKS_DOUBTED);
        }
    }

    /** Packets of a while; the first window of a path tells that the probe asks there. */
    public void onLossWindow(String probe, LossWindowRecord window) {
        if (!config.enabled()
                || !window.method().isActive()
                || window.metric() != Metric.FAR_ROUND_TRIP) {
            return;
        }
        if (!watchOf(probe).onWindow(window)) {
            count(AnalyzerCounter.DETECT_BEYOND_LIMIT);
        }
    }

    private ProbeWatch watchOf(String probe) {
        ProbeWatch known = probes.get(probe);
        if (known == null) {
            known = new ProbeWatch(probe, config.leastMs(), outlet);
            probes.put(probe, known);
        }
        return known;
    }

    /** The probe is alive; it sends one each second. */
    public void onHeartbeat(String probe, HeartbeatRecord heartbeat) {
        @Nullable ProbeWatch watch = probes.get(probe);
        if (watch != null) {
            watch.onHeartbeat(heartbeat.epochNanos(), heartbeat.startedEpochNanos());
        }
    }
}
