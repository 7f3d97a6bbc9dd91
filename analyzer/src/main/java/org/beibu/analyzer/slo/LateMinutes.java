package org.beibu.analyzer.slo;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.beibu.model.PathId;
import org.beibu.model.Resolution;

/** Hours of paths that changed after their facts were made. Any thread adds, one takes. */
final class LateMinutes {
    private static final int MOST = 100_000;

    private final Set<Hour> hours = ConcurrentHashMap.newKeySet();

    /** An hour of a path. */
    record Hour(PathId path, long startNanos) implements Comparable<Hour> {
        @Override
        public int compareTo(Hour other) {
            int byStart = Long.compare(startNanos, other.startNanos);
            return byStart != 0 ? byStart : path.compareTo(other.path);
        }
    }

    /** Notes a minute; false when too many wait already. */
    boolean add(PathId path, long minuteNanos) {
        Hour hour = new Hour(path, Resolution.HOUR.startOf(minuteNanos));
        return hours.contains(hour) || (hours.size() < MOST && hours.add(hour));
    }

    /** Everything noted, which is then forgotten. */
    Set<Hour> take() {
        Set<Hour> taken = new TreeSet<>(hours);
        hours.removeAll(taken);
        return taken;
    }
}
