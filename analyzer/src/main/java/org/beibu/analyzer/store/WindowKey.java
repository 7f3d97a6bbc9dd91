package org.beibu.analyzer.store;

import java.util.Comparator;
import org.beibu.model.Resolution;

/**
 * The primary key of {@code windows}, in the order in which SQLite keeps the rows.
 *
 * @param series number of the series
 * @param resolution length of the window
 * @param startNanos start of the window, epoch nanoseconds
 */
record WindowKey(int series, Resolution resolution, long startNanos)
        implements Comparable<WindowKey> {
    private static final Comparator<WindowKey> ORDER =
            Comparator.comparingInt(WindowKey::series)
                    .thenComparing(WindowKey::resolution)
                    .thenComparingLong(WindowKey::startNanos);

    static WindowKey holding(int series, Resolution resolution, long epochNanos) {
        return new WindowKey(series, resolution, resolution.startOf(epochNanos));
    }

    @Override
    public int compareTo(WindowKey other) {
        return ORDER.compare(this, other);
    }
}
