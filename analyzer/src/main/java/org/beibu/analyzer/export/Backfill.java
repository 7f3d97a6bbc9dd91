package org.beibu.analyzer.export;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.beibu.model.Resolution;

/**
 * Stretches of time whose windows are to be read from the store and sent again: what was not
 * confirmed before a stop, and what did not fit into the queue. It remembers one stretch a
 * resolution (their hull when there are several), so it is as large after a week's outage as after
 * a minute's. Cut into portions of one subject and some minutes each. Owned by the export thread.
 */
final class Backfill {
    /** Length of a portion where the store holds windows. */
    private static final long SHORT_NANOS = 600_000_000_000L;

    /** Length up to which portions grow over stretches where it holds none. */
    private static final long LONG_NANOS = 3_600_000_000_000L;

    private final Map<Resolution, Stretch> stretches = new EnumMap<>(Resolution.class);
    private final Deque<Portion> portions = new ArrayDeque<>();
    private long lengthNanos = SHORT_NANOS;
    private boolean anyFound = true;

    /** Asks for the windows that start in {@code [fromNanos, toNanos)}. */
    void request(Resolution resolution, long fromNanos, long toNanos) {
        if (fromNanos < toNanos) {
            stretches.merge(resolution, new Stretch(fromNanos, toNanos), Stretch::hull);
        }
    }

    boolean isEmpty() {
        return portions.isEmpty() && stretches.isEmpty();
    }

    /** Start of the earliest window that may still be unsent, or {@code Long.MAX_VALUE}. */
    long earliestStartNanos() {
        long earliest = Long.MAX_VALUE;
        for (Portion portion : portions) {
            earliest = Math.min(earliest, portion.fromNanos());
        }
        for (Stretch stretch : stretches.values()) {
            earliest = Math.min(earliest, stretch.fromNanos());
        }
        return earliest;
    }

    /**
     * The next portion to read; it stays the next one until {@link #done}.
     *
     * @param subjects asked for when a new stretch of time begins
     */
    Optional<Portion> next(Supplier<List<Subject>> subjects) {
        while (portions.isEmpty() && !stretches.isEmpty()) {
            cut(subjects.get());
        }
        return Optional.ofNullable(portions.peek());
    }

    /**
     * The portion that {@link #next} gave is dealt with.
     *
     * @param found whether the store held any of its windows
     */
    void done(boolean found) {
        portions.remove();
        anyFound |= found;
    }

    private void cut(List<Subject> subjects) {
        lengthNanos = anyFound ? SHORT_NANOS : Math.min(LONG_NANOS, lengthNanos * 2);
        anyFound = false;
        Resolution resolution = stretches.keySet().iterator().next();
        Stretch stretch = stretches.remove(resolution);
        if (stretch == null || subjects.isEmpty()) {
            return;
        }
        long end = Math.min(stretch.toNanos(), stretch.fromNanos() + lengthNanos);
        for (Subject one : new ArrayList<>(subjects)) {
            portions.add(new Portion(one, resolution, stretch.fromNanos(), end));
        }
        request(resolution, end, stretch.toNanos());
    }

    /** One reading from the store: the windows of a subject that start in {@code [from, to)}. */
    record Portion(Subject subject, Resolution resolution, long fromNanos, long toNanos) {}

    private record Stretch(long fromNanos, long toNanos) {
        Stretch hull(Stretch other) {
            return new Stretch(
                    Math.min(fromNanos, other.fromNanos), Math.max(toNanos, other.toNanos));
        }
    }
}
