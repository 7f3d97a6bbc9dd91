package org.beibu.analyzer.ingest;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.CommittedWindow;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.JournalPosition;
import org.beibu.analyzer.store.PrunedWindows;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.analyzer.store.StoreException;
import org.beibu.analyzer.store.StoredWindow;
import org.beibu.model.Method;
import org.beibu.model.Resolution;

/** A store whose commits fail when told to, before or after they have reached the disk. */
final class FlakyStore implements DelayStore {
    private final DelayStore store;
    int attempts;
    boolean failsBefore;
    boolean failsAfter;

    FlakyStore(DelayStore store) {
        this.store = store;
    }

    @Override
    public List<CommittedWindow> commit(StoreBatch batch) {
        attempts++;
        if (failsBefore) {
            throw new StoreException(StoreException.Reason.UNWRITABLE, "told to fail before");
        }
        List<CommittedWindow> changed = store.commit(batch);
        if (failsAfter) {
            throw new StoreException(StoreException.Reason.UNWRITABLE, "told to fail after");
        }
        return changed;
    }

    @Override
    public JournalPosition position() {
        return store.position();
    }

    @Override
    public List<CommittedWindow> settle(long nowNanos) {
        return store.settle(nowNanos);
    }

    @Override
    public PrunedWindows prune(long nowNanos, long neededFromNanos) {
        return store.prune(nowNanos, neededFromNanos);
    }

    @Override
    public List<Series> series() {
        return store.series();
    }

    @Override
    public List<StoredWindow> windows(Series series, Resolution resolution, long from, long to) {
        return store.windows(series, resolution, from, to);
    }

    @Override
    public void forEachWindow(
            Series series,
            Resolution resolution,
            long from,
            long to,
            Consumer<StoredWindow> consumer) {
        store.forEachWindow(series, resolution, from, to, consumer);
    }

    @Override
    public Map<Series, Long> counts() {
        return store.counts();
    }

    @Override
    public Map<Method, Long> countsByMethod() {
        return store.countsByMethod();
    }

    @Override
    public void close() {
        store.close();
    }
}
