package org.beibu.probe.record;

import java.util.IdentityHashMap;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Metric;
import org.beibu.probe.passive.PassiveTiming;
import org.beibu.probe.passive.TimingSink;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.TimingRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns each timing into a journal record. The host decides the AseanRoute and the metric: a host
 * behind a route makes it <i>far</i>; a host whose peer is behind a route makes it <i>near</i> on
 * that route; a timing with neither is recorded as far on {@link AseanRoute#UNROUTED}. The route is
 * looked up by the whole address; only then the address becomes a prefix, or a prefix's pseudonym.
 */
public final class TimingRecorder implements TimingSink {
    private static final long UNROUTED = AsciiKey.route(AseanRoute.UNROUTED);

    private final Catalogue catalogue;
    private final ExitTable exits;
    private final RecordingConfig config;
    private final RecordSink sink;
    private final Counters counters;
    private final IdentityHashMap<AseanRoute, Long> routeKeys = new IdentityHashMap<>();
    private final TimingRecord record = new TimingRecord();
    private final HostPrefixes prefixes;

    /** A recorder that hands its records to this sink. */
    public TimingRecorder(
            Catalogue catalogue,
            ExitTable exits,
            RecordingConfig config,
            RecordSink sink,
            Counters counters) {
        this.catalogue = catalogue;
        this.exits = exits;
        this.config = config;
        this.sink = sink;
        this.counters = counters;
        prefixes = new HostPrefixes(config);
        counters.register(RecordCounter.class);
        for (AseanRoute route : catalogue.routes()) {
            routeKeys.put(route, AsciiKey.route(route.id()));
        }
    }

    @Override
    public void onTiming(PassiveTiming timing) {
        route(timing);
        prefixes.put(timing.hostHigh(), timing.hostLow(), record);
        int exit = exits.find(timing);
        if (exit == ExitTable.UNKNOWN) {
            counters.increment(RecordCounter.TIMINGS_EXIT_UNKNOWN);
        }
        record.epochNanos(timing.epochNanos())
                .delayNanos(timing.delayNanos())
                .method(timing.method())
                .qualityClass(timing.qualityClass())
                .clockQuality(config.clockQuality())
                .exitKey(exits.keyHigh(exit), exits.keyLow(exit));
        if (sink.append(record)) {
            counters.increment(RecordCounter.TIMINGS_RECORDED);
        }
    }

    private void route(PassiveTiming timing) {
        AseanRoute far = catalogue.lookup(timing.hostHigh(), timing.hostLow());
        if (far != null) {
            counters.increment(RecordCounter.TIMINGS_FAR);
            record.metric(Metric.FAR_ROUND_TRIP).routeKey(key(far));
            return;
        }
        AseanRoute near = catalogue.lookup(timing.peerHigh(), timing.peerLow());
        if (near != null) {
            counters.increment(RecordCounter.TIMINGS_NEAR);
            record.metric(Metric.NEAR_ROUND_TRIP).routeKey(key(near));
            return;
        }
        counters.increment(RecordCounter.TIMINGS_UNROUTED);
        record.metric(Metric.FAR_ROUND_TRIP).routeKey(UNROUTED);
    }

    private long key(AseanRoute route) {
        @Nullable Long key = routeKeys.get(route);
        return key == null ? UNROUTED : key;
    }
}
