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
    private final Holes holes;
    private final long oldestNanos;
    private final long keptFromNanos;
    private final List<Difference> differences = new ArrayList<>();

    /** How much more the store has under -/- than the journal, by kind of series and window. */
    private final Map<Difference, Long> spare = new HashMap<>();

    private long equal;
    private long beyondJournal;
    private long expired;
    private long shared;

    /**
     * @param holes where the journal may hold less than was taken in
     * @param oldestNanos when its oldest document was appended
     * @param keptFromNanos windows before may have been removed from the store
     */
    LevelCheck(Resolution resolution, Holes holes, long oldestNanos, long keptFromNanos) {
        this.resolution = resolution;
        this.holes = holes;
        this.oldestNanos = oldestNanos;
        this.keptFromNanos = keptFromNanos;
    }

    void compare(Map<Series, Long2LongCounterMap> journal, Map<Series, Long2LongCounterMap> store) {
        Set<Series> all = new TreeSet<>(journal.keySet());
        all.addAll(store.keySet());
        for (Series series : all) {
            compare(series, journal.getOrDefault(series, NONE), store.getOrDefault(series, NONE));
        }
        settleShared();
        long before = differences.size();
        differences.removeIf(this::isBeyondJournal);
        beyondJournal += before - differences.size();
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
        } else {
            Window window = new Window(start, resolution);
            Difference one = new Difference(series, window, journal, store);
            if (isBeyondJournal(one) && !series.path().equals(OVERFLOW)) {
                beyondJournal++;
            } else {
                differences.add(one);
            }
        }
    }

    /** A journal that was deleted whole is numbered anew: only its age tells what came before. */
    private boolean isBeyondJournal(Difference one) {
        boolean isOlder = one.journal() == 0 && one.window().endNanos() <= oldestNanos;
        return one.store() > one.journal() && (isOlder || holes.touch(one.window()));
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
                one ->
                        isSettled(
                                one.window(),
                                spare.getOrDefault(place(one), 0L),
                                wanting.getOrDefault(place(one), 0L)));
        shared = before - differences.size();
    }

    /** Where the journal does not hold everything any longer, the store may have more of both. */
    private boolean isSettled(Window window, long spare, long wanting) {
        return wanting > 0 && (spare == wanting || (spare > wanting && holes.touch(window)));
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
