package org.beibu.analyzer.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.beibu.model.Resolution;

/**
 * How large the store is, and will be when its retention is filled.
 *
 * <p>Method: the rows whose windows begin in the day before the newest window, or in as much of it
 * as there is, and their mean octets, times the days that they are kept; windows kept for ever are
 * counted for {@link #FOR_EVER}. Of delays about {@value #SOME_SERIES} series are looked at, spread
 * over all. Events are few and left out.
 *
 * @param octets of the file and its log now
 * @param freeOctets that are left on its disk
 * @param levels by kind and resolution
 */
public record StoreForecast(long octets, long freeOctets, List<Level> levels) {
    /** Windows that are kept for ever are counted for so long. */
    public static final Duration FOR_EVER = Duration.ofDays(400);

    private static final int SOME_SERIES = 100;

    /** What SQLite adds to a row of delays. */
    private static final int ROW_OCTETS = 24;

    /** Of numbers, most of which take one to five octets, and the eight of both times. */
    private static final int TRAFFIC_ROW_OCTETS = 36;

    private static final int LOSS_ROW_OCTETS = 44;

    /** How full pages are. */
    private static final double PAGES_FILLED = 0.8;

    private static final double DAY_NANOS = Resolution.DAY.nanos();

    public StoreForecast {
        levels = List.copyOf(levels);
    }

    /**
     * One kind of rows.
     *
     * @param kind delays, traffic or losses
     * @param resolution length of their windows
     * @param kept how long they are kept
     * @param rowsADay rows a day, estimated where series or hours were left out
     * @param octetsARow mean octets of a row
     */
    public record Level(
            String kind, Resolution resolution, Duration kept, double rowsADay, double octetsARow) {

        /** Octets when retention is filled. */
        public long predictedOctets() {
            return (long) (rowsADay * kept.toSeconds() / 86_400 * octetsARow / PAGES_FILLED);
        }
    }

    /** Octets when retention is filled, of all kinds. */
    public long predictedOctets() {
        return levels.stream().mapToLong(Level::predictedOctets).sum();
    }

    /** Octets that its disk will lack; 0 when it is large enough. */
    public long missingOctets() {
        return Math.max(0, predictedOctets() - octets - freeOctets);
    }

    /**
     * Looks at a store, which may be written meanwhile.
     *
     * @throws StoreException when there is none, or it cannot be read
     */
    public static StoreForecast of(Path file, Retention retention) {
        try (Connection connection = StoreFile.openForReading(file)) {
            List<Level> levels = new ArrayList<>();
            List<Integer> all = new ArrayList<>(DelayForm.numbers(connection).all().values());
            all.sort(null);
            for (Resolution resolution : Resolution.OF_DELAYS) {
                Rows rows = delays(connection, all, resolution);
                levels.add(rows.level("delays", resolution, kept(retention, resolution)));
            }
            for (Resolution resolution : Resolution.values()) {
                Duration kept = kept(retention, resolution);
                Rows traffic = sums(connection, SumTable.TRAFFIC, resolution, TRAFFIC_ROW_OCTETS);
                levels.add(traffic.level("traffic", resolution, kept));
                Rows losses = sums(connection, SumTable.LOSSES, resolution, LOSS_ROW_OCTETS);
                levels.add(losses.level("losses", resolution, kept));
            }
            levels.removeIf(level -> level.rowsADay == 0);
            return new StoreForecast(size(file), free(file), levels);
        } catch (SQLException e) {
            throw StoreFile.explain(file, "read", e);
        }
    }

    private static Duration kept(Retention retention, Resolution resolution) {
        return retention.of(resolution).orElse(FOR_EVER);
    }

    private static long free(Path file) {
        try {
            return Files.getFileStore(file).getUsableSpace();
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Reason.OTHER,
                    "cannot ask for free space: " + file + ": " + e.getMessage(),
                    e);
        }
    }

    private static long size(Path file) {
        long octets = 0;
        for (Path part : List.of(file, StoreFile.log(file))) {
            try {
                octets += Files.size(part);
            } catch (IOException e) {
                // there is no log
            }
        }
        return octets;
    }

    /** Rows of the newest day, or what there is of it. */
    private record Rows(double count, double octets, long firstNanos, long newestNanos) {
        static final Rows NONE = new Rows(0, 0, Long.MAX_VALUE, Long.MIN_VALUE);

        Rows plus(Rows other) {
            return new Rows(
                    count + other.count,
                    octets + other.octets,
                    Math.min(firstNanos, other.firstNanos),
                    Math.max(newestNanos, other.newestNanos));
        }

        Rows times(double factor) {
            return new Rows(count * factor, octets * factor, firstNanos, newestNanos);
        }

        Level level(String kind, Resolution resolution, Duration kept) {
            if (count == 0) {
                return new Level(kind, resolution, kept, 0, 0);
            }
            double span = newestNanos - firstNanos + resolution.nanos();
            double aDay = count * DAY_NANOS / Math.min(DAY_NANOS, span);
            return new Level(kind, resolution, kept, aDay, octets / count);
        }
    }

    private static Rows delays(Connection connection, List<Integer> all, Resolution resolution)
            throws SQLException {
        int step = Math.max(1, all.size() / SOME_SERIES);
        long newest = Long.MIN_VALUE + Resolution.DAY.nanos();
        for (int i = 0; i < all.size(); i += step) {
            String where =
                    " WHERE series = %d AND resolution = %d"
                            .formatted(all.get(i), resolution.code());
            newest = Math.max(newest, newest(connection, "windows" + where));
        }
        Rows rows = Rows.NONE;
        int looked = 0;
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT count(*), sum(length(histogram) + length(prefixes)), min(start),"
                                + " max(start) FROM windows"
                                + " WHERE series = ? AND resolution = ? AND start > ?")) {
            for (int i = 0; i < all.size(); i += step) {
                select.setInt(1, all.get(i));
                select.setInt(2, resolution.code());
                select.setLong(3, newest - Resolution.DAY.nanos());
                rows = rows.plus(rows(select));
                looked++;
            }
        }
        double withKeys = rows.octets + rows.count * ROW_OCTETS;
        double scale = looked == 0 ? 0 : (double) all.size() / looked;
        return new Rows(rows.count, withKeys, rows.firstNanos, rows.newestNanos).times(scale);
    }

    private static Rows sums(
            Connection connection, SumTable table, Resolution resolution, int octetsARow)
            throws SQLException {
        String from = table.name() + " WHERE resolution = " + resolution.code();
        long newest = newest(connection, from);
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT count(*), count(*) * ?, min(start), max(start) FROM "
                                + from
                                + " AND start > ?")) {
            select.setInt(1, octetsARow);
            select.setLong(2, newest - Resolution.DAY.nanos());
            return rows(select);
        }
    }

    private static Rows rows(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next() && row.getLong(1) > 0
                    ? new Rows(row.getDouble(1), row.getDouble(2), row.getLong(3), row.getLong(4))
                    : Rows.NONE;
        }
    }

    /** The newest start; the day after the beginning of all time when there is none. */
    private static long newest(Connection connection, String from) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(start) FROM " + from)) {
            long newest = row.next() ? row.getLong(1) : 0;
            return row.wasNull() ? Long.MIN_VALUE + Resolution.DAY.nanos() : newest;
        }
    }
}
