package org.beibu.analyzer.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Resolution;
import org.beibu.model.Window;

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
    private final TreeMap<WindowKey, HeldSamples.Sum> settling = new TreeMap<>();
    private final List<CommittedWindow> changed = new ArrayList<>();

    WindowUpdate(WindowRows rows, long writtenNanos) {
        this.rows = rows;
        this.writtenNanos = writtenNanos;
    }

    /** Adds new samples of a 10 s window that may still change. */
    void addRecent(int id, StoreBatch.Addition added) throws SQLException {
        long start = added.startNanos();
        HeldSamples.Sum sum =
                new HeldSamples.Sum()
                        .add(added.histogram(), added.prefixes())
                        .add(rows.getRecent(id, start));
        HeldSamples after = sum.toHeld();
        rows.putRecent(id, start, after);
        HeldSamples settled = rows.get(new WindowKey(id, Resolution.TEN_SECONDS, start));
        HeldSamples whole = settled == null ? after : sum.add(settled).toHeld();
        report(added.series(), new Window(start, Resolution.TEN_SECONDS), whole);
    }

    /** Adds new samples of a 10 s window to all resolutions. */
    void addSettled(int id, StoreBatch.Addition added) {
        names.put(id, added.series());
        for (Resolution resolution : Resolution.OF_DELAYS) {
            settling.computeIfAbsent(
                            WindowKey.holding(id, resolution, added.startNanos()),
                            key -> new HeldSamples.Sum())
                    .add(added.histogram(), added.prefixes());
        }
    }

    /** Moves the rows of {@code recent} that start before this moment on to all resolutions. */
    void settleBefore(long startNanos, Map<Integer, Series> namesById) throws SQLException {
        for (WindowRows.RecentRow row : rows.takeRecentBefore(startNanos)) {
            Series series = namesById.get(row.series());
            if (series != null) {
                addSettled(
                        row.series(),
                        new StoreBatch.Addition(
                                series,
                                row.startNanos(),
                                row.samples().histogram().decode(),
                                row.samples().prefixes()));
            }
        }
    }

    /** Writes the settled windows; what has changed in all. */
    List<CommittedWindow> finish() throws SQLException {
        for (Map.Entry<WindowKey, HeldSamples.Sum> entry : settling.entrySet()) {
            WindowKey key = entry.getKey();
            HeldSamples after = entry.getValue().toHeld();
            // Most windows of 10 s are new, and need no look at what was there before.
            if (!rows.insert(key, after, writtenNanos)) {
                after = entry.getValue().add(rows.get(key)).toHeld();
                rows.replace(key, after, writtenNanos);
            }
            Series series = names.get(key.series());
            if (series != null) {
                report(series, new Window(key.startNanos(), key.resolution()), after);
            }
        }
        return List.copyOf(changed);
    }

    private void report(Series series, Window window, HeldSamples samples) {
        changed.add(
                new CommittedWindow(
                        series, new StoredWindow(window, samples.histogram(), samples.prefixes())));
    }
}
