package org.beibu.analyzer.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.collections.Long2LongCounterMap;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.verify.VerifyReport.Difference;
import org.beibu.analyzer.verify.VerifyReport.Level;
import org.beibu.model.AseanRoute;
import org.beibu.model.Exit;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;
import org.beibu.model.Window;

/** Compares the windows of one resolution. */
final class LevelCheck {
    private static final PathId OVERFLOW = new PathId(AseanRoute.UNROUTED, Exit.UNKNOWN);
    private static final Long2LongCounterMap NONE = new Long2LongCounterMap(0);

    private final Resolution resolution;
    private final long wholeFromNanos;
    private final long keptFromNanos;
    private final List<Difference> differences = new ArrayList<>();

    /** How much more the store has under -/- than the journal, by kind of series and window. */
    private final Map<Difference, Long> spare = new HashMap<>();

    private long equal;
    private long beyondJournal;
    private long expired;
    private long shared;

    /**
     * @param wholeFromNanos windows from here on lie in the journal whole
     * @param keptFromNanos windows before may have been removed from the store
     */
    LevelCheck(Resolution resolution, long wholeFromNanos, long keptFromNanos) {
        this.resolution = resolution;
        this.wholeFromNanos = wholeFromNanos;
        this.keptFromNanos = keptFromNanos;
    }

    void compare(Map<Series, Long2LongCounterMap> journal, Map<Series, Long2LongCounterMap> store) {
        Set<Series> all = new TreeSet<>(journal.keySet());
        all.addAll(store.keySet());
        for (Series series : all) {
            compare(series, journal.getOrDefault(series, NONE), store.getOrDefault(series, NONE));
        }
        settleShared();
    }

    private void compare(Series series, Long2LongCounterMap journal, Long2LongCounterMap store) {
        journal.forEach((start, count) -> compare(series, start, count, store.get(start)));
        store.forEach(
                (start, count) -> {
                    if (!journal.containsKey(start)) {
                        compare(series, start, 0, count);
                    }
                });
    }

    private void compare(Series series, long start, long journal, long store) {
        if (journal == store) {
            equal++;
        } else if (store < journal && start < keptFromNanos) {
            expired++;
        } else if (store > journal && start < wholeFromNanos) {
            beyondJournal++;
        } else {
            Window window = new Window(start, resolution);
            differences.add(new Difference(series, window, journal, store));
        }
    }

    /** Series above the bound of ingest are kept under one path: there the sums must agree. */
    private void settleShared() {
        for (Difference one : differences) {
            if (one.series().path().equals(OVERFLOW) && one.store() > one.journal()) {
                spare.merge(place(one), one.store() - one.journal(), Long::sum);
            }
        }
        if (spare.isEmpty()) {
            return;
        }
        Map<Difference, Long> wanting = new HashMap<>();
        for (Difference one : differences) {
            if (one.store() < one.journal()) {
                wanting.merge(place(one), one.journal() - one.store(), Long::sum);
            }
        }
        long before = differences.size();
        differences.removeIf(
                one -> spare.getOrDefault(place(one), 0L).equals(wanting.get(place(one))));
        shared = before - differences.size();
    }

    /** The window of -/- in which a series above the bound is counted. */
    private static Difference place(Difference one) {
        Series series = one.series();
        return new Difference(
                new Series(OVERFLOW, series.method(), series.metric(), series.qualityClass()),
                one.window(),
                0,
                0);
    }

    List<Difference> differences() {
        return differences;
    }

    Level level() {
        return new Level(equal, beyondJournal, expired, shared);
    }
}
