package org.beibu.analyzer.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.histogram.DelayHistogram;

/**
 * Histograms by series and window, and the journal position that belongs to them. All methods throw
 * {@link StoreException} when the store fails; a read sees one commit whole or not at all.
 */
public interface DelayStore extends AutoCloseable {

    /** How far the journal has been taken in. */
    JournalPosition position();

    /**
     * Adds samples to the windows of all four resolutions and moves the position, all or nothing.
     *
     * @return the 10 s windows that it changed as they stand now, and the longer windows that got
     *     whole 10 s windows by it. What is still in the newest two 10 s windows is not in the
     *     longer windows reported here (it is in those that {@link #windows} reads): it comes with
     *     a later commit or with {@link #settle}
     */
    List<CommittedWindow> commit(StoreBatch batch);

    /**
     * Takes the newest 10 s windows as complete; for the end of the data and for idle times. It
     * changes nothing that can be read, only what has been reported.
     *
     * @return the windows that changed by it, as {@link #commit} reports them
     */
    List<CommittedWindow> settle(long nowNanos);

    /**
     * Deletes windows that retention does not keep any longer, a bounded number of them a call; how
     * many. Also keeps the file small. To be called about once a second.
     */
    default long prune(long nowNanos) {
        return prune(nowNanos, Long.MAX_VALUE).deleted();
    }

    /** As {@link #prune(long)}, and counts those that start at or after another moment apart. */
    PrunedWindows prune(long nowNanos, long neededFromNanos);

    /** All series that ever had a sample, in order. */
    List<Series> series();

    /** The windows that start in {@code [fromNanos, toNanos)}, oldest first; empty ones are not. */
    default List<StoredWindow> windows(
            Series series, Resolution resolution, long fromNanos, long toNanos) {
        List<StoredWindow> windows = new ArrayList<>();
        forEachWindow(series, resolution, fromNanos, toNanos, windows::add);
        return windows;
    }

    /** As {@link #windows}, without holding them all. */
    void forEachWindow(
            Series series,
            Resolution resolution,
            long fromNanos,
            long toNanos,
            Consumer<StoredWindow> consumer);

    /** The shortest windows that are given. */
    default Resolution finest() {
        return Resolution.TEN_SECONDS;
    }

    /** Whether the shortest and the longest delay of this series may be shown. */
    default boolean showsExtremes(Series series) {
        return true;
    }

    /** Whether this window is given yet, if it is there at all. */
    default boolean isComplete(Window window) {
        return true;
    }

    /** All windows that start in {@code [fromNanos, toNanos)} added into one histogram. */
    default DelayHistogram merged(
            Series series, Resolution resolution, long fromNanos, long toNanos) {
        DelayHistogram all = new DelayHistogram();
        forEachWindow(series, resolution, fromNanos, toNanos, w -> all.add(w.encoded()));
        return all;
    }

    /** Number of samples in the store. */
    default long totalCount() {
        return counts().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Number of samples in the store, by series. */
    Map<Series, Long> counts();

    /** Number of samples in the store, by method. */
    Map<Method, Long> countsByMethod();

    @Override
    void close();
}
