package org.beibu.analyzer.store;

import java.util.List;
import java.util.Map;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Resolution;
import org.beibu.model.Window;

/**
 * A store that shows another one, less than it holds: for reading, closed with it, and of the same
 * thread. What a view hides it hides in the methods that it overrides; the others pass through.
 */
public abstract class StoreView implements DelayStore {
    private final DelayStore store;

    /** A view of this store. */
    protected StoreView(DelayStore store) {
        this.store = store;
    }

    /** The store behind it. */
    protected final DelayStore store() {
        return store;
    }

    @Override
    public Resolution finest() {
        return store.finest();
    }

    @Override
    public boolean showsExtremes(Series series) {
        return store.showsExtremes(series);
    }

    @Override
    public boolean isComplete(Window window) {
        return store.isComplete(window);
    }

    @Override
    public List<Series> series() {
        return store.series();
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
    public JournalPosition position() {
        return store.position();
    }

    @Override
    public final List<CommittedWindow> commit(StoreBatch batch) {
        throw new UnsupportedOperationException("for reading only");
    }

    @Override
    public final List<CommittedWindow> settle(long nowNanos) {
        throw new UnsupportedOperationException("for reading only");
    }

    @Override
    public final PrunedWindows prune(long nowNanos, long neededFromNanos) {
        throw new UnsupportedOperationException("for reading only");
    }

    @Override
    public void close() {
        store.close();
    }
}
