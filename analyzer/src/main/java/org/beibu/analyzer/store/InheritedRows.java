package org.beibu.analyzer.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.beibu.model.Resolution;

/**
 * Takes over into a store that was made from the journal what the old store holds from before the
 * journal begins. Up to a full hour, the <i>seam</i>, windows are the old store's, from it on the
 * new one's; the day that holds the seam is added up from hours of both.
 */
final class InheritedRows {
    private static final int DAY = Resolution.DAY.code();

    /**
     * Tables with numbers of their own; of every other one the rows that are not there are copied.
     */
    private static final Set<String> FROM_JOURNAL =
            Set.of(
                    "series",
                    "windows",
                    "recent",
                    "journal",
                    "probes",
                    "traffic_series",
                    "traffic",
                    "loss_series",
                    "losses");

    private final Connection connection;
    private final long seamNanos;
    private long inherited;

    /**
     * @param connection of the new store, in no transaction, its recent windows settled
     * @param seamNanos a full hour
     */
    InheritedRows(Connection connection, long seamNanos) {
        this.connection = connection;
        this.seamNanos = seamNanos;
    }

    /** Takes everything over, or nothing when something fails; how many windows. */
    long takeFrom(Path oldFile) throws SQLException {
        try (PreparedStatement attach = connection.prepareStatement("ATTACH ? AS old")) {
            attach.setString(1, oldFile.toAbsolutePath().toString());
            attach.execute();
        }
        try {
            execute("BEGIN IMMEDIATE");
            execute("INSERT OR IGNORE INTO probes SELECT * FROM old.probes");
            delays();
            for (SumTable table : SumTable.ALL) {
                sums(table);
            }
            execute("DELETE FROM events WHERE source = 'analyzer' AND at < " + seamNanos);
            copyOthers();
            execute("COMMIT");
            return inherited;
        } catch (SQLException e) {
            execute("ROLLBACK");
            throw e;
        } finally {
            execute("DETACH old");
        }
    }

    private void delays() throws SQLException {
        execute(
                "INSERT OR IGNORE INTO series (route, exit, method, metric, class)"
                        + " SELECT route, exit, method, metric, class FROM old.series");
        execute(
                "CREATE TEMP TABLE same AS SELECT o.id AS was, n.id AS now FROM old.series o"
                        + " JOIN series n USING (route, exit, method, metric, class)");
        List<Integer> splitDays = splitDays();
        long day = Resolution.DAY.startOf(seamNanos);
        execute("DELETE FROM windows WHERE resolution <> " + DAY + " AND start < " + seamNanos);
        execute("DELETE FROM windows WHERE resolution = " + DAY + " AND start < " + day);
        inherited +=
                update(
                        "INSERT INTO windows (series, resolution, start, count, written, histogram,"
                                + " prefixes) SELECT s.now, w.resolution, w.start, w.count, w.written,"
                                + " w.histogram, w.prefixes FROM old.windows w JOIN same s"
                                + " ON s.was = w.series WHERE "
                                + before("w"));
        for (int number : splitDays) {
            addUpDay(number, day);
        }
        execute("DROP TABLE same");
    }

    /** Rows that lie wholly before the seam. */
    private String before(String table) {
        long day = Resolution.DAY.startOf(seamNanos);
        return "((%s.resolution <> %d AND %s.start < %d) OR (%s.resolution = %d AND %s.start < %d))"
                .formatted(table, DAY, table, seamNanos, table, DAY, table, day);
    }

    /** New numbers of the series that the old store has hours of in the day of the seam. */
    private List<Integer> splitDays() throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT DISTINCT s.now FROM old.windows w JOIN same s ON s.was = w.series"
                                + " WHERE w.resolution = ? AND w.start >= ? AND w.start < ?")) {
            select.setInt(1, Resolution.HOUR.code());
            select.setLong(2, Resolution.DAY.startOf(seamNanos));
            select.setLong(3, seamNanos);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    numbers.add(row.getInt(1));
                }
            }
        }
        return numbers;
    }

    /** By now the new store holds all hours of the day. */
    private void addUpDay(int series, long day) throws SQLException {
        HeldSamples.Sum sum = new HeldSamples.Sum();
        long written = 0;
        try (PreparedStatement hours =
                connection.prepareStatement(
                        "SELECT histogram, prefixes, written FROM windows WHERE series = ?"
                                + " AND resolution = ? AND start >= ? AND start < ?")) {
            hours.setInt(1, series);
            hours.setInt(2, Resolution.HOUR.code());
            hours.setLong(3, day);
            hours.setLong(4, day + Resolution.DAY.nanos());
            try (ResultSet row = hours.executeQuery()) {
                while (row.next()) {
                    sum.add(WindowRows.samples(row, 1));
                    written = Math.max(written, row.getLong(3));
                }
            }
        }
        HeldSamples whole = sum.toHeld();
        if (whole.histogram().count() > 0) {
            try (WindowRows rows = new WindowRows(connection)) {
                rows.replace(new WindowKey(series, Resolution.DAY, day), whole, written);
            }
        }
    }

    /** The rows of a table of sums; those of the split day are added up from hours. */
    private void sums(SumTable table) throws SQLException {
        String name = table.name();
        String names = String.join(", ", table.names());
        String columns = table.values() + ", written";
        execute(
                "INSERT OR IGNORE INTO %s (%s) SELECT %s FROM old.%s"
                        .formatted(table.series(), names, names, table.series()));
        execute(
                "CREATE TEMP TABLE same AS SELECT o.id AS was, n.id AS now FROM old.%s o JOIN %s n USING (%s)"
                        .formatted(table.series(), table.series(), names));
        long day = Resolution.DAY.startOf(seamNanos);
        boolean hasHours = hasHours(table, day);
        execute("DELETE FROM " + name + " AS w WHERE " + before("w"));
        inherited +=
                update(
                        "INSERT INTO %s (series, resolution, start, %s) SELECT s.now, w.resolution, w.start, %s"
                                        .formatted(name, columns, columns)
                                + " FROM old.%s w JOIN same s ON s.was = w.series WHERE "
                                        .formatted(name)
                                + before("w"));
        if (hasHours) {
            execute(
                    "INSERT OR REPLACE INTO %s (series, resolution, start, %s) SELECT series, %d, %d, %s, max(written)"
                                    .formatted(name, columns, DAY, day, table.addedUp())
                            + " FROM %s WHERE resolution = %d AND start >= %d AND start < %d"
                                    .formatted(
                                            name,
                                            Resolution.HOUR.code(),
                                            day,
                                            day + Resolution.DAY.nanos())
                            + " GROUP BY series");
        }
        execute("DROP TABLE same");
    }

    /** False where the old store's retention has deleted the hours before the seam. */
    private boolean hasHours(SumTable table, long day) throws SQLException {
        String sql =
                "SELECT count(*) FROM old.%s WHERE resolution = %d AND start >= %d AND start < %d"
                        .formatted(table.name(), Resolution.HOUR.code(), day, seamNanos);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return seamNanos == day || (row.next() && row.getLong(1) > 0);
        }
    }

    /** Tables whose keys say what a row is: events, traces, whatever later releases keep. */
    private void copyOthers() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT name FROM old.sqlite_master JOIN main.sqlite_master"
                                        + " USING (type, name) WHERE type = 'table'"
                                        + " AND name NOT LIKE 'sqlite_%'")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        for (String table : tables) {
            if (!FROM_JOURNAL.contains(table)) {
                execute(
                        "INSERT OR IGNORE INTO main.%s SELECT * FROM old.%s".formatted(table, table)
                                + (table.equals("events") ? notMadeAnew() : ""));
            }
        }
    }

    /** From the seam on the live watch has found its events again, from the journal. */
    private String notMadeAnew() {
        return " WHERE source <> 'analyzer' OR at < " + seamNanos;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
