package org.beibu.analyzer.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.CaptureSkipsRecord;
import org.beibu.runtime.journal.CaptureStatisticsRecord;
import org.beibu.runtime.journal.HeartbeatRecord;
import org.beibu.runtime.journal.TrafficRecord;
import org.jspecify.annotations.Nullable;

/**
 * Fills the live view. The ingest thread owns it, tells it the time with {@link #at}, and calls
 * {@link #publish} twice a second. Only what is younger than two minutes by the wall clock is live:
 * an imported capture is not.
 */
public final class LiveRecorder {
    static final long SECOND_NANOS = 1_000_000_000L;

    private static final long PAST_NANOS = LiveSeries.SECONDS * SECOND_NANOS;

    /** A probe's clock may be a little ahead of ours. */
    private static final long FUTURE_NANOS = SECOND_NANOS;

    private static final int MAX_PROBES = 256;

    /** So long a probe that fell silent is shown as silent. */
    private static final long SILENT_PROBE_NANOS = 3600 * SECOND_NANOS;

    private final LiveView view;
    private final int maxSeries;
    private final Counters counters;
    private final Map<Series, LiveSeries> series = new TreeMap<>();
    private final Map<String, ProbeState> probes = new TreeMap<>();
    private final LiveHeadlines headlines = new LiveHeadlines();
    private final LiveTraffic traffic = new LiveTraffic();
    private Predicate<Series> shown = all -> true;
    private long nowNanos;
    private int evictions;

    /**
     * @param maxSeries bound of memory, about 30 to 60 KB a series, more where delays spread
     */
    public LiveRecorder(LiveView view, int maxSeries, Counters counters) {
        this.view = view;
        this.maxSeries = maxSeries;
        this.counters = counters;
    }

    /** Leaves out series that must not be shown from second to second; before the first sample. */
    public void showOnly(Predicate<Series> wanted) {
        shown = wanted;
    }

    /** It is now this late, epoch nanoseconds by the wall clock. */
    public void at(long epochNanos) {
        nowNanos = epochNanos;
    }

    /** Whether something of this time is shown at all. */
    public boolean isLive(long epochNanos) {
        return epochNanos > nowNanos - PAST_NANOS && epochNanos <= nowNanos + FUTURE_NANOS;
    }

    /** The place of a series in the view, null when the view is full. */
    public @Nullable LiveSeries find(Series wanted) {
        if (!shown.test(wanted)) {
            return null;
        }
        LiveSeries found = series.get(wanted);
        if (found == null && series.size() < maxSeries) {
            found = new LiveSeries(wanted);
            series.put(wanted, found);
        } else if (found == null) {
            counters.increment(AnalyzerCounter.LIVE_SERIES_REFUSED);
        }
        return found;
    }

    /** Grows whenever places were given up; what {@link #find} said before may then be wrong. */
    public int evictions() {
        return evictions;
    }

    /** Adds a sample that {@link #isLive}. */
    public void record(LiveSeries place, long epochNanos, long delayNanos) {
        if (!place.record(epochNanos, delayNanos, nowNanos)) {
            counters.increment(AnalyzerCounter.LIVE_SAMPLES_OUTSIDE);
        }
    }

    /** The probe is alive. */
    public void onHeartbeat(String probe, HeartbeatRecord heartbeat) {
        ProbeState state = isLive(heartbeat.epochNanos()) ? probe(probe) : null;
        if (state != null) {
            state.onHeartbeat(heartbeat.epochNanos());
        }
    }

    /** The probe tells what its capture has seen. */
    public void onStatistics(String probe, CaptureStatisticsRecord totals) {
        ProbeState state = isLive(totals.epochNanos()) ? probe(probe) : null;
        if (state != null) {
            state.onStatistics(totals);
        }
    }

    /** The probe tells how many packets it has skipped for one reason. */
    public void onSkips(String probe, CaptureSkipsRecord skips) {
        ProbeState state = isLive(skips.epochNanos()) ? probe(probe) : null;
        if (state != null) {
            state.onSkips(skips);
        }
    }

    /** A series has carried this. */
    public void onTraffic(TrafficSeries carrier, TrafficRecord record) {
        if (isLive(record.startEpochNanos())) {
            traffic.onTraffic(carrier, record);
        }
    }

    private @Nullable ProbeState probe(String name) {
        ProbeState state = probes.get(name);
        if (state == null && probes.size() < MAX_PROBES) {
            state = new ProbeState();
            probes.put(name, state);
        }
        return state;
    }

    /** Publishes what is live now. */
    public void publish() {
        long[] secondStarts = new long[LiveSeries.SECONDS];
        long running = Math.floorDiv(nowNanos, SECOND_NANOS);
        for (int i = 0; i < secondStarts.length; i++) {
            secondStarts[i] = (running - (secondStarts.length - 1 - i)) * SECOND_NANOS;
        }
        List<LivePath> paths = new ArrayList<>(series.size());
        if (series.values().removeIf(one -> !one.isShown(nowNanos))) {
            evictions++;
        }
        series.values().forEach(one -> paths.add(one.show(secondStarts)));
        probes.values().removeIf(state -> state.lastHeardNanos() <= nowNanos - SILENT_PROBE_NANOS);
        List<LiveProbe> heard = new ArrayList<>(probes.size());
        probes.forEach((name, state) -> heard.add(state.show(name, nowNanos)));
        view.publish(
                new LiveSnapshot(
                        nowNanos,
                        paths,
                        heard,
                        headlines.update(paths, nowNanos),
                        traffic.show(nowNanos)));
    }
}
