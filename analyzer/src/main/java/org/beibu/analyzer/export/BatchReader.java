package org.beibu.analyzer.export;

import com.influxdb.client.write.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.delay.MalformedHistogramException;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.export.Backfill.Portion;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.StoreException;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.Window;
import org.beibu.runtime.counters.Counters;
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
    private final LatencyPoints encoder;
    private final int batchPoints;
    private final Counters counters;
    private boolean garbledLogged;

    BatchReader(DelayStore store, LatencyPoints encoder, int batchPoints, Counters counters) {
        this.store = store;
        this.encoder = encoder;
        this.batchPoints = batchPoints;
        this.counters = counters;
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
                            key.series(),
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
                Optional<Portion> next = backfill.next(store::series);
                if (next.isEmpty()) {
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

    /** Whether the portion held a window; a garbled row costs its own window only. */
    private boolean read(Portion portion, Draft draft) {
        int before = draft.windows;
        long[] next = {portion.fromNanos()};
        try {
            store.forEachWindow(
                    portion.series(),
                    portion.resolution(),
                    portion.fromNanos(),
                    portion.toNanos(),
                    stored -> {
                        draft.add(portion.series(), stored);
                        next[0] = stored.window().endNanos();
                    });
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.GARBLED) {
                throw e;
            }
            readOneByOne(portion, next[0], draft, e);
        }
        return draft.windows > before;
    }

    private void readOneByOne(Portion portion, long fromNanos, Draft draft, StoreException cause) {
        long length = portion.resolution().nanos();
        if (portion.toNanos() - portion.fromNanos() <= length) {
            onGarbled(portion.series(), portion.fromNanos(), cause);
            return;
        }
        for (long start = fromNanos; start < portion.toNanos(); start += length) {
            read(new Portion(portion.series(), portion.resolution(), start, start + length), draft);
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
            try {
                encoder.append(series, stored.window(), stored.histogram(), points);
            } catch (MalformedHistogramException e) {
                onGarbled(series, stored.window().startNanos(), e);
                return;
            }
            windows++;
            earliest = Math.min(earliest, stored.window().startNanos());
            latest = Math.max(latest, stored.window().startNanos());
        }

        Optional<Batch> finish() {
            return points.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Batch(points, windows, earliest, latest));
        }
    }
}
