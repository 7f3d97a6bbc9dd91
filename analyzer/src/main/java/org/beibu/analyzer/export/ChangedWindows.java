package org.beibu.analyzer.export;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The windows that changed since they were last sent, oldest change first; bounded. When full, the
 * oldest name makes room and is handed to the caller to be found again in the store.
 *
 * <p>A window is due once its first unsent change is {@code interval} old; further changes do not
 * put it off. So a window that changes with every commit is sent at most once an interval, and its
 * last change is sent at most an interval later. Owned by the export thread.
 */
final class ChangedWindows {
    private final int capacity;
    private final long intervalNanos;
    private final LinkedHashMap<WindowKey, Long> changedAt = new LinkedHashMap<>();

    ChangedWindows(int capacity, long intervalNanos) {
        this.capacity = capacity;
        this.intervalNanos = intervalNanos;
    }

    /**
     * Notes a change.
     *
     * @return the names pushed out: none, or the oldest
     */
    List<WindowKey> add(WindowKey key, long nowNanos) {
        changedAt.putIfAbsent(key, nowNanos);
        if (changedAt.size() <= capacity) {
            return List.of();
        }
        Iterator<WindowKey> oldest = changedAt.keySet().iterator();
        WindowKey pushedOut = oldest.next();
        oldest.remove();
        return List.of(pushedOut);
    }

    /** Takes out the windows that are due, at most {@code limit}. */
    List<WindowKey> takeDue(long nowNanos, int limit) {
        return take(nowNanos, limit, intervalNanos);
    }

    /** Takes out windows whether due or not, at most {@code limit}. */
    List<WindowKey> takeAny(long nowNanos, int limit) {
        return take(nowNanos, limit, Long.MIN_VALUE);
    }

    private List<WindowKey> take(long nowNanos, int limit, long leastAgeNanos) {
        List<WindowKey> taken = new ArrayList<>();
        Iterator<Map.Entry<WindowKey, Long>> entries = changedAt.entrySet().iterator();
        while (taken.size() < limit && entries.hasNext()) {
            Map.Entry<WindowKey, Long> entry = entries.next();
            if (nowNanos - entry.getValue() < leastAgeNanos) {
                break;
            }
            taken.add(entry.getKey());
            entries.remove();
        }
        return taken;
    }

    int size() {
        return changedAt.size();
    }

    /** Start of the earliest window, or {@code Long.MAX_VALUE} when none waits. */
    long earliestStartNanos() {
        long earliest = Long.MAX_VALUE;
        for (WindowKey key : changedAt.keySet()) {
            earliest = Math.min(earliest, key.window().startNanos());
        }
        return earliest;
    }
}
