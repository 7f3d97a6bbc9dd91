package org.beibu.analyzer.export;

import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.store.StoreException;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.counters.Counters;

/**
 * All windows whose present value was not sent yet: names handed over by the ingest thread, names
 * that wait until they are due, and stretches of time to be found again in the store. Owned by the
 * export thread, but for the queue's far end.
 */
final class UnsentWindows {
    private final ExportQueue queue;
    private final ChangedWindows changed;
    private final Backfill backfill = new Backfill();
    private final BatchReader reader;
    private final Counters counters;

    UnsentWindows(
            ExportQueue queue, ChangedWindows changed, BatchReader reader, Counters counters) {
        this.queue = queue;
        this.changed = changed;
        this.reader = reader;
        this.counters = counters;
    }

    /** Asks for all windows that start in {@code [fromNanos, toNanos)} to be sent again. */
    void resend(long fromNanos, long toNanos) {
        for (Resolution resolution : LatencyPoints.EXPORTED) {
            backfill.request(resolution, resolution.startOf(fromNanos), toNanos);
        }
    }

    /** Takes over what the ingest thread has named since the last call. */
    int takeNames(long nowNanos) {
        queue.takeMissed()
                .forEach((r, missed) -> backfill.request(r, missed.fromNanos(), missed.toNanos()));
        return queue.drain(key -> remember(key, nowNanos));
    }

    private void remember(WindowKey key, long nowNanos) {
        for (WindowKey pushedOut : changed.add(key, nowNanos)) {
            counters.addShared(ExportCounter.EXPORT_WINDOWS_POSTPONED, 1);
            Window window = pushedOut.window();
            backfill.request(window.resolution(), window.startNanos(), window.endNanos());
        }
    }

    /**
     * The next batch: windows that are due, else backfill.
     *
     * @throws StoreException when the store cannot be read; nothing is forgotten by it
     */
    Optional<Batch> next(long nowNanos) {
        Optional<Batch> due = read(changed.takeDue(nowNanos, reader.windowsPerBatch()), nowNanos);
        return due.isPresent() || !reader.mayRead(backfill) ? due : reader.read(backfill);
    }

    /** The next batch, due or not; for the last sending before the end. */
    Optional<Batch> nextAtEnd(long nowNanos) {
        for (int left = changed.size(); left > 0; left -= reader.windowsPerBatch()) {
            Optional<Batch> batch =
                    read(changed.takeAny(nowNanos, reader.windowsPerBatch()), nowNanos);
            if (batch.isPresent()) {
                return batch;
            }
        }
        Optional<Batch> batch = Optional.empty();
        while (batch.isEmpty() && reader.mayRead(backfill)) {
            batch = reader.read(backfill);
        }
        return batch;
    }

    private Optional<Batch> read(List<WindowKey> keys, long nowNanos) {
        keys.stream()
                .filter(key -> !reader.isComplete(key))
                .forEach(key -> remember(key, nowNanos));
        try {
            return reader.read(keys.stream().filter(reader::isComplete).toList());
        } catch (StoreException e) {
            keys.forEach(key -> remember(key, nowNanos));
            throw e;
        }
    }

    boolean isEmpty() {
        return changed.size() == 0 && backfill.isEmpty();
    }

    /** Start of the earliest unsent window, or {@code Long.MAX_VALUE}. */
    long earliestStartNanos() {
        return Math.min(changed.earliestStartNanos(), backfill.earliestStartNanos());
    }
}
