package org.beibu.analyzer.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.analyzer.delay.DelayHistogram;
import org.beibu.analyzer.delay.EncodedHistogram;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one transaction to {@code recent} and {@code windows}.
 *
 * <p>Live samples fall into the newest one or two 10 s windows, commit after commit. Those windows
 * stay in {@code recent}; only when newer ones have come do they move on to the four resolutions of
 * {@code windows}. Writing all four at each commit would rewrite one page of 16 KB a series and
 * resolution, twice a second. Samples of older windows (late ones, imports, catching up) go to
 * {@code windows} directly, each row being rewritten once a transaction.
 */
final class WindowUpdate {
    private final WindowRows rows;
    private final long writtenNanos;
    private final Map<Integer, Series> names = new HashMap<>();
    private final TreeMap<WindowKey, DelayHistogram> settling = new TreeMap<>();
    private final List<CommittedWindow> changed = new ArrayList<>();

    WindowUpdate(WindowRows rows, long writtenNanos) {
        this.rows = rows;
        this.writtenNanos = writtenNanos;
    }

    /** Adds new samples of a 10 s window that may still change. */
    void addRecent(int id, Series series, long startNanos, DelayHistogram samples)
            throws SQLException {
        EncodedHistogram before = rows.getRecent(id, startNanos);
        EncodedHistogram after = sum(samples, before);
        rows.putRecent(id, startNanos, after);
        EncodedHistogram settled = rows.get(new WindowKey(id, Resolution.TEN_SECONDS, startNanos));
        EncodedHistogram whole = settled == null ? after : sum(after.decode(), settled);
        report(series, new Window(startNanos, Resolution.TEN_SECONDS), whole);
    }

    /** Adds new samples of a 10 s window to all resolutions. */
    void addSettled(int id, Series series, long startNanos, DelayHistogram samples) {
        names.put(id, series);
        for (Resolution resolution : Resolution.values()) {
            settling.computeIfAbsent(
                            WindowKey.holding(id, resolution, startNanos),
                            key -> new DelayHistogram())
                    .add(samples);
        }
    }

    /** Moves the rows of {@code recent} that start before this moment on to all resolutions. */
    void settleBefore(long startNanos, Map<Integer, Series> namesById) throws SQLException {
        for (WindowRows.RecentRow row : rows.takeRecentBefore(startNanos)) {
            Series series = namesById.get(row.series());
            if (series != null) {
                addSettled(row.series(), series, row.startNanos(), row.histogram().decode());
            }
        }
    }

    /** Writes the settled windows; what has changed in all. */
    List<CommittedWindow> finish() throws SQLException {
        for (Map.Entry<WindowKey, DelayHistogram> entry : settling.entrySet()) {
            WindowKey key = entry.getKey();
            EncodedHistogram after = entry.getValue().toEncoded();
            // Most windows of 10 s are new, and need no look at what was there before.
            if (!rows.insert(key, after, writtenNanos)) {
                after = sum(entry.getValue(), rows.get(key));
                rows.replace(key, after, writtenNanos);
            }
            Series series = names.get(key.series());
            if (series != null) {
                report(series, new Window(key.startNanos(), key.resolution()), after);
            }
        }
        return List.copyOf(changed);
    }

    private static EncodedHistogram sum(DelayHistogram samples, @Nullable EncodedHistogram before) {
        if (before == null) {
            return samples.toEncoded();
        }
        DelayHistogram all = before.decode();
        all.add(samples);
        return all.toEncoded();
    }

    private void report(Series series, Window window, EncodedHistogram histogram) {
        changed.add(new CommittedWindow(series, new StoredWindow(window, histogram)));
    }
}
