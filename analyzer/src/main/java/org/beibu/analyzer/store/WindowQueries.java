package org.beibu.analyzer.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.jspecify.annotations.Nullable;

/**
 * The reading side of the tables {@code windows} and {@code recent}. Each question is one
 * statement, so that it sees one commit whole, and never the same samples in both tables.
 */
final class WindowQueries {
    private final Connection connection;

    WindowQueries(Connection connection) {
        this.connection = connection;
    }

    /** Hands over the windows of a series that start in {@code [fromNanos, toNanos)}. */
    void forEach(
            int series,
            Resolution resolution,
            long fromNanos,
            long toNanos,
            Consumer<StoredWindow> consumer)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT start, histogram, prefixes FROM windows"
                                + " WHERE series = ?1 AND resolution = ?2"
                                + " AND start >= ?3 AND start < ?4"
                                + " UNION ALL SELECT start, histogram, prefixes FROM recent"
                                + " WHERE series = ?1 AND start >= ?3 AND start < ?4"
                                + " ORDER BY start")) {
            select.setInt(1, series);
            select.setInt(2, stored(resolution).code());
            select.setLong(3, ceiling(resolution, fromNanos));
            select.setLong(4, ceiling(resolution, toNanos));
            Merge merge = new Merge(resolution, consumer);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    merge.onRow(row.getLong(1), WindowRows.samples(row, 2));
                }
            }
            merge.onEnd();
        }
    }

    /** Five minutes of delays are not stored but added up from minutes. */
    private static Resolution stored(Resolution resolution) {
        return resolution == Resolution.FIVE_MINUTES ? Resolution.MINUTE : resolution;
    }

    /** The first start of a window at or after this moment. */
    private static long ceiling(Resolution resolution, long epochNanos) {
        long furthest = Long.MAX_VALUE / 2; // Long.MAX_VALUE as "no end" must not overflow
        long within = Math.max(-furthest, Math.min(furthest, epochNanos));
        long start = resolution.startOf(within);
        return start == within ? start : start + resolution.nanos();
    }

    /** Number of samples by number of the series. */
    Map<Integer, Long> counts() throws SQLException {
        Map<Integer, Long> counts = new HashMap<>();
        // Every sample is in a window of one day, or still in recent.
        try (PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT s.id, sum(w.count) FROM series s CROSS JOIN windows w"
                                        + " ON w.series = s.id AND w.resolution = "
                                        + Resolution.DAY.code()
                                        + " GROUP BY s.id UNION ALL"
                                        + " SELECT series, sum(count) FROM recent GROUP BY series");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                counts.merge(row.getInt(1), row.getLong(2), Long::sum);
            }
        }
        return counts;
    }

    /** Adds the rows of {@code recent} to the window that they lie in. */
    private static final class Merge {
        private final Resolution resolution;
        private final Consumer<StoredWindow> consumer;
        private @Nullable StoredWindow pending;

        Merge(Resolution resolution, Consumer<StoredWindow> consumer) {
            this.resolution = resolution;
            this.consumer = consumer;
        }

        void onRow(long startNanos, HeldSamples samples) {
            Window window = Window.holding(startNanos, resolution);
            if (pending != null && pending.window().equals(window)) {
                HeldSamples sum =
                        new HeldSamples.Sum()
                                .add(new HeldSamples(pending.encoded(), pending.prefixes()))
                                .add(samples)
                                .toHeld();
                pending = new StoredWindow(window, sum.histogram(), sum.prefixes());
            } else {
                onEnd();
                pending = new StoredWindow(window, samples.histogram(), samples.prefixes());
            }
        }

        void onEnd() {
            if (pending != null) {
                consumer.accept(pending);
                pending = null;
            }
        }
    }
}
