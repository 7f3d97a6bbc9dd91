package org.beibu.analyzer.export;

import com.influxdb.client.write.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.export.Backfill.Portion;
import org.beibu.analyzer.loss.LossWindow;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.LossStore;
import org.beibu.analyzer.store.StoreException;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.analyzer.store.TrafficStore;
import org.beibu.analyzer.traffic.TrafficWindow;
import org.beibu.model.Window;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.histogram.MalformedHistogramException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads windows from the store and turns them into batches. What it reads is at least as new as the
 * change that asked for it, since names are queued after the commit. Owned by the export thread.
 */
final class BatchReader {
    private static final Logger LOG = LoggerFactory.getLogger(BatchReader.class);

    /** Portions read for one batch at most, so that a step ends soon where the store is empty. */
    private static final int PORTIONS_PER_BATCH = 256;

    private final DelayStore store;
    private final TrafficStore trafficStore;
    private final LossStore lossStore;
    private final Encoders encoders;
    private final int batchPoints;
    private final Counters counters;
    private boolean garbledLogged;

    /** What makes points of windows. */
    record Encoders(LatencyPoints latency, TrafficPoints traffic) {}

    BatchReader(
            InfluxExporter.Stores stores, Encoders encoders, int batchPoints, Counters counters) {
        this.store = stores.delays();
        this.trafficStore = stores.traffic();
        this.lossStore = stores.losses();
        this.encoders = encoders;
        this.batchPoints = batchPoints;
        this.counters = counters;
    }

    /** Whether a window is given yet: until then it cannot be sent. */
    boolean isComplete(WindowKey key) {
        return key.subject().series().isEmpty() || store.isComplete(key.window());
    }

    /** Whether there is a portion, and all of it is given. */
    boolean mayRead(Backfill backfill) {
        return backfill.next(this::subjects).map(this::isComplete).orElse(false);
    }

    private boolean isComplete(Portion portion) {
        return store.isComplete(Window.holding(portion.toNanos() - 1, portion.resolution()));
    }

    /** How many windows to read for one batch; a minute gives about ten points, ten seconds one. */
    int windowsPerBatch() {
        return Math.max(1, batchPoints / 8);
    }

    /**
     * The batch of these windows; empty when the store has dropped them all by now.
     *
     * @throws StoreException when the store cannot be read
     */
    Optional<Batch> read(List<WindowKey> keys) {
        Draft draft = new Draft();
        for (WindowKey key : keys) {
            Window window = key.window();
            read(
                    new Portion(
                            key.subject(),
                            window.resolution(),
                            window.startNanos(),
                            window.endNanos()),
                    draft);
        }
        return draft.finish();
    }

    /**
     * The batch of the next portions; empty when they hold no windows or none is left.
     *
     * @throws StoreException when the store cannot be read; nothing is lost by it
     */
    Optional<Batch> read(Backfill backfill) {
        Draft draft = new Draft();
        try {
            for (int i = 0; i < PORTIONS_PER_BATCH && draft.points.size() < batchPoints; i++) {
                Optional<Portion> next = backfill.next(this::subjects);
                if (next.isEmpty() || !isComplete(next.get())) {
                    break;
                }
                backfill.done(read(next.get(), draft));
            }
        } catch (StoreException e) {
            if (draft.windows == 0) {
                throw e;
            }
            // What was read is sent first; the portion that failed is the next one again.
        }
        return draft.finish();
    }

    private List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(Subject.ALL_TRAFFIC);
        subjects.add(Subject.ALL_LOSSES);
        store.series().forEach(series -> subjects.add(new Subject.Delays(series)));
        return subjects;
    }

    private boolean read(Portion portion, Draft draft) {
        Optional<Series> series = portion.subject().series();
        return series.isPresent() ? read(portion, series.get(), draft) : readSums(portion, draft);
    }

    private boolean readSums(Portion portion, Draft draft) {
        int before = draft.windows;
        long from = portion.fromNanos();
        long to = portion.toNanos();
        if (portion.subject().equals(Subject.ALL_LOSSES)) {
            lossStore.forEachLoss(portion.resolution(), from, to, draft::add);
        } else {
            trafficStore.forEachTraffic(portion.resolution(), from, to, draft::add);
        }
        return draft.windows > before;
    }

    /** Whether the portion held a window; a garbled row costs its own window only. */
    private boolean read(Portion portion, Series series, Draft draft) {
        int before = draft.windows;
        long[] next = {portion.fromNanos()};
        try {
            store.forEachWindow(
                    series,
                    portion.resolution(),
                    portion.fromNanos(),
                    portion.toNanos(),
                    stored -> {
                        draft.add(series, stored);
                        next[0] = stored.window().endNanos();
                    });
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.GARBLED) {
                throw e;
            }
            readOneByOne(portion, series, next[0], draft, e);
        }
        return draft.windows > before;
    }

    private void readOneByOne(
            Portion portion, Series series, long fromNanos, Draft draft, StoreException cause) {
        long length = portion.resolution().nanos();
        if (portion.toNanos() - portion.fromNanos() <= length) {
            onGarbled(series, portion.fromNanos(), cause);
            return;
        }
        for (long start = fromNanos; start < portion.toNanos(); start += length) {
            Portion one =
                    new Portion(portion.subject(), portion.resolution(), start, start + length);
            read(one, series, draft);
        }
    }

    private void onGarbled(Series series, long startNanos, Exception cause) {
        counters.increment(ExportCounter.EXPORT_WINDOWS_GARBLED);
        if (!garbledLogged) {
            garbledLogged = true;
            LOG.error("store holds a garbled window: {} at {} ns", series, startNanos, cause);
        }
    }

    /** A batch that is being filled. */
    private final class Draft {
        private final List<Point> points = new ArrayList<>();
        private int windows;
        private long earliest = Long.MAX_VALUE;
        private long latest = Long.MIN_VALUE;

        void add(Series series, StoredWindow stored) {
            if (stored.withheld()) {
                return;
            }
            try {
                encoders.latency().append(series, stored, store.showsExtremes(series), points);
            } catch (MalformedHistogramException e) {
                onGarbled(series, stored.window().startNanos(), e);
                return;
            }
            count(stored.window());
        }

        void add(TrafficWindow traffic) {
            points.add(encoders.traffic().point(traffic));
            count(traffic.window());
        }

        void add(LossWindow loss) {
            points.add(LossPoints.point(loss));
            count(loss.window());
        }

        private void count(Window window) {
            windows++;
            earliest = Math.min(earliest, window.startNanos());
            latest = Math.max(latest, window.startNanos());
        }

        Optional<Batch> finish() {
            return points.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Batch(points, windows, earliest, latest));
        }
    }
}
