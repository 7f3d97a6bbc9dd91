package org.beibu.analyzer.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables, and the way to them from those of older releases.
 *
 * <p>{@code windows} holds one row a series and window. {@code recent} holds the newest two 10 s
 * windows, which change with every commit: they lie together on a few pages, whereas each series
 * has pages of its own in {@code windows}. A row of {@code recent} is part of the windows of all
 * four resolutions, and moves there when it no longer changes. Column {@code prefixes} holds a
 * {@link org.beibu.analyzer.delay.PrefixSet}.
 *
 * <p>{@code traffic} holds one row a {@code traffic_series} and window. Its key begins with the
 * window, since all series change in each second: so lie the rows of one commit on a few pages.
 *
 * <p>{@code losses} is laid out like {@code traffic}, with rows of a {@code loss_series}.
 *
 * <p>{@code events} holds whatever happened to paths, of all kinds; {@code traces} and {@code
 * trace_hops} what was found out for some of them.
 *
 * <p>Times are epoch nanoseconds.
 */
final class StoreSchema {
    /** Kept in {@code PRAGMA user_version}. */
    static final int VERSION = 5;

    /** "BEIB", kept in {@code PRAGMA application_id}, so that {@code file} can tell the store. */
    static final int APPLICATION_ID = 0x4245_4942;

    private static final String SERIES =
            " (id INTEGER PRIMARY KEY, route TEXT NOT NULL, exit TEXT NOT NULL,"
                    + " method TEXT NOT NULL, metric TEXT NOT NULL, class TEXT NOT NULL,"
                    + " UNIQUE (route, exit, method, metric, class))";

    private static final String TRAFFIC_SERIES =
            "CREATE TABLE traffic_series (id INTEGER PRIMARY KEY, route TEXT NOT NULL,"
                    + " exit TEXT NOT NULL, direction TEXT NOT NULL, class INTEGER NOT NULL,"
                    + " UNIQUE (route, exit, direction, class))";

    private static final String TRAFFIC =
            "CREATE TABLE traffic (resolution INTEGER NOT NULL, start INTEGER NOT NULL,"
                    + " series INTEGER NOT NULL, octets INTEGER NOT NULL,"
                    + " packets INTEGER NOT NULL, written INTEGER NOT NULL,"
                    + " PRIMARY KEY (resolution, start, series)) WITHOUT ROWID";

    private static final String LOSS_SERIES =
            "CREATE TABLE loss_series (id INTEGER PRIMARY KEY, route TEXT NOT NULL,"
                    + " exit TEXT NOT NULL, method TEXT NOT NULL, metric TEXT NOT NULL,"
                    + " UNIQUE (route, exit, method, metric))";

    private static final String LOSSES =
            "CREATE TABLE losses (resolution INTEGER NOT NULL, start INTEGER NOT NULL,"
                    + " series INTEGER NOT NULL, written INTEGER NOT NULL, sent INTEGER NOT NULL,"
                    + " lost INTEGER NOT NULL, late INTEGER NOT NULL, duplicate INTEGER NOT NULL,"
                    + " reordered INTEGER NOT NULL, episodes INTEGER NOT NULL,"
                    + " longest INTEGER NOT NULL, noticeable INTEGER NOT NULL,"
                    + " PRIMARY KEY (resolution, start, series)) WITHOUT ROWID";

    private static final String EVENTS =
            "CREATE TABLE events (at INTEGER NOT NULL, kind TEXT NOT NULL, route TEXT NOT NULL,"
                    + " exit TEXT NOT NULL, source TEXT NOT NULL, details TEXT NOT NULL,"
                    + " PRIMARY KEY (at, kind, route, exit, source)) WITHOUT ROWID";

    private static final String TRACES =
            "CREATE TABLE traces (start INTEGER NOT NULL, source TEXT NOT NULL,"
                    + " route TEXT NOT NULL, exit TEXT NOT NULL, event INTEGER NOT NULL,"
                    + " details TEXT NOT NULL, PRIMARY KEY (start, source)) WITHOUT ROWID";

    private static final String TRACES_BY_EVENT = "CREATE INDEX traces_by_event ON traces (event)";

    private static final String TRACE_HOPS =
            "CREATE TABLE trace_hops (trace INTEGER NOT NULL, source TEXT NOT NULL,"
                    + " ttl INTEGER NOT NULL, part INTEGER NOT NULL, details TEXT NOT NULL,"
                    + " PRIMARY KEY (trace, source, ttl, part)) WITHOUT ROWID";

    private static final String[] TABLES = {
        "CREATE TABLE series" + SERIES,
        "CREATE TABLE windows (series INTEGER NOT NULL, resolution INTEGER NOT NULL,"
                + " start INTEGER NOT NULL, count INTEGER NOT NULL, written INTEGER NOT NULL,"
                + " histogram BLOB NOT NULL, prefixes BLOB NOT NULL DEFAULT x'',"
                + " PRIMARY KEY (series, resolution, start)) WITHOUT ROWID",
        "CREATE TABLE recent (series INTEGER NOT NULL, start INTEGER NOT NULL,"
                + " count INTEGER NOT NULL, histogram BLOB NOT NULL,"
                + " prefixes BLOB NOT NULL DEFAULT x'', PRIMARY KEY (series, start))"
                + " WITHOUT ROWID",
        "CREATE TABLE journal (id INTEGER PRIMARY KEY CHECK (id = 1), position INTEGER NOT NULL)",
        "CREATE TABLE probes (name TEXT PRIMARY KEY, sequence INTEGER NOT NULL,"
                + " appended INTEGER NOT NULL) WITHOUT ROWID",
        TRAFFIC_SERIES,
        TRAFFIC,
        LOSS_SERIES,
        LOSSES,
        EVENTS,
        TRACES,
        TRACES_BY_EVENT,
        TRACE_HOPS,
        "INSERT INTO journal VALUES (1, 0)",
        "PRAGMA application_id = " + APPLICATION_ID,
        "PRAGMA user_version = " + VERSION
    };

    /** Series of version 1 had no class, and nothing counted prefixes and traffic. */
    private static final String[] FROM_VERSION_1 = {
        "CREATE TABLE series_2" + SERIES,
        "INSERT INTO series_2 SELECT id, route, exit, method, metric, 'unclassified' FROM series",
        "DROP TABLE series",
        "ALTER TABLE series_2 RENAME TO series",
        "ALTER TABLE windows ADD COLUMN prefixes BLOB NOT NULL DEFAULT x''",
        "ALTER TABLE recent ADD COLUMN prefixes BLOB NOT NULL DEFAULT x''",
        TRAFFIC_SERIES,
        TRAFFIC,
        "PRAGMA user_version = 2"
    };

    /** Version 2 did not keep what became of active packets. */
    private static final String[] FROM_VERSION_2 = {LOSS_SERIES, LOSSES, "PRAGMA user_version = 3"};

    /** Version 3 knew no events. */
    private static final String[] FROM_VERSION_3 = {
        EVENTS, TRACES, TRACES_BY_EVENT, TRACE_HOPS, "PRAGMA user_version = 4"
    };

    /** Version 4 did not keep five minutes of traffic and losses: added up as far as minutes go. */
    private static final String[] FROM_VERSION_4 = {
        "INSERT OR REPLACE INTO traffic (resolution, start, series, octets, packets, written)"
                + " SELECT 5, start / 300000000000 * 300000000000 AS begin, series, sum(octets),"
                + " sum(packets), max(written) FROM traffic WHERE resolution = 2"
                + " GROUP BY series, begin",
        "INSERT OR REPLACE INTO losses (resolution, start, series, written, sent, lost, late,"
                + " duplicate, reordered, episodes, longest, noticeable)"
                + " SELECT 5, start / 300000000000 * 300000000000 AS begin, series, max(written),"
                + " sum(sent), sum(lost), sum(late), sum(duplicate), sum(reordered), sum(episodes),"
                + " max(longest), sum(noticeable) FROM losses WHERE resolution = 2"
                + " GROUP BY series, begin",
        "PRAGMA user_version = 5"
    };

    private StoreSchema() {}

    /** Lays the tables in an empty file. */
    static void create(Connection connection) throws SQLException {
        run(connection, TABLES);
    }

    /**
     * Brings the file of an older release to the present version, each step whole or not at all.
     */
    static void migrate(Connection connection, int version) throws SQLException {
        if (version <= 1) {
            run(connection, FROM_VERSION_1);
        }
        if (version <= 2) {
            run(connection, FROM_VERSION_2);
        }
        if (version <= 3) {
            run(connection, FROM_VERSION_3);
        }
        if (version <= 4) {
            run(connection, FROM_VERSION_4);
        }
    }

    private static void run(Connection connection, String[] statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                statement.execute("COMMIT");
            } catch (SQLException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }
}
