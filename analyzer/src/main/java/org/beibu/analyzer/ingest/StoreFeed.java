package org.beibu.analyzer.ingest;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.store.CommittedWindow;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.PrunedWindows;
import org.beibu.analyzer.store.StoreBatch;
import org.beibu.analyzer.store.StoreException;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.counters.Counters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings batches into the store, each exactly once. A batch that the store refuses (disk full,
 * locked) is kept as it is and tried again with growing pauses; should the refused commit have
 * reached the disk all the same, its position tells.
 */
final class StoreFeed {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFeed.class);
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final DelayStore store;
    private final IngestClocks clocks;
    private final Counters counters;
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable StoreBatch waiting;
    private boolean refused;
    private long pauseNanos = SHORTEST_PAUSE_NANOS;
    private long nextTryNanos;

    StoreFeed(DelayStore store, IngestClocks clocks, Counters counters) {
        this.store = store;
        this.clocks = clocks;
        this.counters = counters;
    }

    void addListener(CommitListener listener) {
        listeners.add(listener);
    }

    /** Whether a batch waits for the store. */
    boolean isWaiting() {
        return waiting != null;
    }

    /** Takes the next batch; only when none is waiting. */
    void offer(StoreBatch batch) {
        waiting = batch;
        nextTryNanos = clocks.monotonic().nanoTime();
    }

    /** Commits the waiting batch when it is time to try; whether none waits any longer. */
    boolean tryCommit() {
        if (waiting != null && clocks.monotonic().nanoTime() - nextTryNanos >= 0) {
            try {
                commit();
            } catch (StoreException e) {
                onRefusal(e);
            }
        }
        return waiting == null;
    }

    /**
     * Commits the waiting batch now.
     *
     * @throws StoreException when the store refuses; the batch goes on waiting
     */
    void commit() {
        StoreBatch batch = waiting;
        if (batch == null) {
            return;
        }
        boolean reachedDisk = refused && store.position().equals(batch.position());
        refused = true; // until proved otherwise, whatever is thrown below
        List<CommittedWindow> changed = reachedDisk ? List.of() : store.commit(batch);
        refused = false;
        waiting = null;
        counters.increment(AnalyzerCounter.COMMITS);
        if (pauseNanos != SHORTEST_PAUSE_NANOS) {
            LOG.info("the store takes commits again: {}", store);
            pauseNanos = SHORTEST_PAUSE_NANOS;
        }
        report(changed);
        report(
                batch.traffic().stream().map(StoreBatch.TrafficAddition::startNanos).toList(),
                CommitListener::onTraffic);
        report(
                batch.losses().stream().map(StoreBatch.LossAddition::startNanos).toList(),
                CommitListener::onLosses);
    }

    private void report(List<Long> starts, BiConsumer<CommitListener, Collection<Window>> told) {
        if (starts.isEmpty()) {
            return;
        }
        Set<Window> changed = new HashSet<>();
        for (long start : starts) {
            for (Resolution resolution : Resolution.OF_DELAYS) {
                changed.add(Window.holding(start, resolution));
            }
        }
        for (CommitListener listener : listeners) {
            told.accept(listener, changed);
        }
    }

    private void onRefusal(StoreException e) {
        counters.increment(AnalyzerCounter.COMMIT_FAILURES);
        if (pauseNanos == SHORTEST_PAUSE_NANOS) {
            LOG.error("{}; the journal keeps the timings, trying again", e.getMessage());
        }
        nextTryNanos = clocks.monotonic().nanoTime() + pauseNanos;
        pauseNanos = Math.min(LONGEST_PAUSE_NANOS, pauseNanos * 2);
    }

    /** Has the newest windows taken as complete, so that listeners hear of them all. */
    void settle() {
        report(store.settle(clocks.wall().nanoTime()));
    }

    /** Deletes what retention does not keep, and says so to those who would have needed it. */
    void prune() {
        long neededFrom = Long.MAX_VALUE;
        for (CommitListener listener : listeners) {
            neededFrom = Math.min(neededFrom, listener.neededFromNanos());
        }
        PrunedWindows pruned = store.prune(clocks.wall().nanoTime(), neededFrom);
        counters.add(AnalyzerCounter.WINDOWS_PRUNED, pruned.deleted());
        if (!pruned.needed().isEmpty()) {
            listeners.forEach(listener -> listener.onExpired(pruned.needed()));
        }
    }

    private void report(List<CommittedWindow> changed) {
        if (!changed.isEmpty()) {
            for (CommitListener listener : listeners) {
                listener.onCommit(changed);
            }
        }
    }
}
