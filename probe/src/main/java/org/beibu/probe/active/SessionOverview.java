package org.beibu.probe.active;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.runtime.histogram.DelayHistogram;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.HopCountsRecord;
import org.beibu.runtime.journal.JournalBatch;
import org.beibu.runtime.journal.LossWindowRecord;
import org.beibu.runtime.journal.TimingRecord;

/**
 * What the journal tells of active sessions since a moment, by path and method: sessions of one
 * path are added up, since records name no session. Loss windows come some seconds after their end,
 * so the newest packets are in the delays before they are in the counts. Owned by one thread.
 */
public final class SessionOverview {
    private final long fromEpochNanos;
    private final Map<Key, Figures> figures = new TreeMap<>();

    /** Figures of different methods are never added up. */
    private record Key(PathId path, Method method) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byPath = path.compareTo(other.path);
            return byPath != 0 ? byPath : method.compareTo(other.method);
        }
    }

    /** Figures of one path. */
    public static final class Figures {
        private final DelayHistogram delays = new DelayHistogram();
        private final Map<Integer, HopCountsRecord> hops = new TreeMap<>();
        private long newestNanos;
        private long windows;
        private long sent;
        private long lost;
        private long late;
        private long duplicate;
        private long reordered;
        private long forwardLost;
        private long backwardLost;
        private boolean directional;

        private void add(LossWindowRecord window) {
            LossWindowRecord.Counts counts = window.counts();
            if (window.metric() == Metric.FORWARD_ONE_WAY) {
                directional = true;
                forwardLost += counts.lost();
            } else if (window.metric() == Metric.BACKWARD_ONE_WAY) {
                backwardLost += counts.lost();
            } else {
                windows++;
                sent += counts.sent();
                lost += counts.lost();
                late += counts.late();
                duplicate += counts.duplicate();
                reordered += counts.reordered();
            }
        }

        /** Round-trip delays. */
        public DelayHistogram delays() {
            return delays;
        }

        /** When the newest reply came, 0 when none came. */
        public long newestNanos() {
            return newestNanos;
        }

        /** The newest hop counts of each session, by its number. */
        public List<HopCountsRecord> hops() {
            return List.copyOf(hops.values());
        }

        /** Packets of whole windows. */
        public long sent() {
            return sent;
        }

        /** Packets of these that were lost. */
        public long lost() {
            return lost;
        }

        /** Replies after the loss threshold. */
        public long late() {
            return late;
        }

        /** Replies to packets answered before. */
        public long duplicate() {
            return duplicate;
        }

        /** Packets answered behind later ones. */
        public long reordered() {
            return reordered;
        }

        /** Packets lost on their way to the reflector, empty when nobody knows. */
        public Optional<Long> forwardLost() {
            return directional ? Optional.of(forwardLost) : Optional.empty();
        }

        /** Replies lost on their way back, empty when nobody knows. */
        public Optional<Long> backwardLost() {
            return directional ? Optional.of(backwardLost) : Optional.empty();
        }
    }

    /** One path by one method, with the sessions of the configuration that measure it so. */
    public record Row(PathId path, Method method, List<SessionConfig> sessions, Figures figures) {
        /** {@code answered}, {@code silent} when packets came to nothing, or {@code no data}. */
        public String state() {
            if (figures.delays().count() > 0) {
                return "answered";
            }
            return figures.windows > 0 ? "silent" : "no data";
        }
    }

    /** Of what happened since then. */
    public SessionOverview(long fromEpochNanos) {
        this.fromEpochNanos = fromEpochNanos;
    }

    /** Takes what a batch of the journal holds of sessions. */
    public void onBatch(JournalBatch batch) {
        for (int i = 0; i < batch.count(); i++) {
            switch (batch.kind(i)) {
                case TIMING -> onTiming(batch.timing(i));
                case LOSS_WINDOW -> onWindow(batch.lossWindow(i));
                case HOP_COUNTS -> onHops(batch.hopCounts(i));
                case TRAFFIC,
                        CAPTURE_STATISTICS,
                        CAPTURE_SKIPS,
                        LOSS_EPISODES,
                        HEARTBEAT,
                        PATH_EVENT,
                        TRACE,
                        TRACE_HOP,
                        UNKNOWN -> {
                    // nothing of sessions
                }
            }
        }
    }

    private void onTiming(TimingRecord timing) {
        if (timing.method().isActive()
                && timing.metric() == Metric.FAR_ROUND_TRIP
                && timing.epochNanos() >= fromEpochNanos) {
            PathId path =
                    new PathId(
                            AsciiKey.routeText(timing.routeKey()),
                            AsciiKey.exitText(timing.exitKeyHigh(), timing.exitKeyLow()));
            Figures of = of(path, timing.method());
            of.delays.record(timing.delayNanos());
            of.newestNanos = Math.max(of.newestNanos, timing.epochNanos());
        }
    }

    private void onWindow(LossWindowRecord window) {
        if (window.method().isActive() && window.startEpochNanos() >= fromEpochNanos) {
            of(window.path(), window.method()).add(window);
        }
    }

    /** Sessions of STAMP alone tell them. */
    private void onHops(HopCountsRecord record) {
        if (record.epochNanos() >= fromEpochNanos) {
            of(record.path(), Method.STAMP).hops.put(record.session(), record);
        }
    }

    private Figures of(PathId path, Method method) {
        return figures.computeIfAbsent(new Key(path, method), key -> new Figures());
    }

    /** A row for each path and method that has figures or a session, in their order. */
    public List<Row> rows(List<SessionConfig> sessions) {
        sessions.forEach(session -> of(session.path(), session.method()));
        List<Row> rows = new ArrayList<>();
        figures.forEach(
                (key, found) ->
                        rows.add(
                                new Row(
                                        key.path(),
                                        key.method(),
                                        sessions.stream()
                                                .filter(s -> s.path().equals(key.path()))
                                                .filter(s -> s.method() == key.method())
                                                .toList(),
                                        found)));
        return rows;
    }
}
