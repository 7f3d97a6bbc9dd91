package org.beibu.analyzer.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.beibu.model.Resolution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the file from growing: deletes what retention does not keep, gives free pages back, and
 * begins the write-ahead log anew. Each call does a bounded part of it, since commits wait
 * meanwhile; the next call goes on there.
 */
final class StoreUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(StoreUpkeep.class);

    /** Each series has pages of its own: the more of its rows go at once, the fewer are written. */
    private static final long SWEEP_NANOS = Duration.ofMinutes(10).toNanos();

    /** Events are kept as long as windows of this resolution. */
    private static final Resolution EVENTS_LIKE = Resolution.HOUR;

    private static final int MOST_ROWS = 10_000;
    private static final int MOST_STEPS = 2_000;

    /** Of 16 KB: one MiB a call. */
    private static final int PAGES_GIVEN_BACK = 64;

    /** So many free pages are left for new rows. */
    private static final int FREE_PAGES = 1_024;

    /** SQLite begins the log anew by itself when nobody reads; with ever new readers it cannot. */
    private static final long LONG_LOG_OCTETS = 128L << 20;

    private static final int READERS_MILLIS = 100;
    private static final long LOG_PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Path file;
    private final Connection connection;
    private final Retention retention;
    private final Tables tables;
    private final Deque<Step> steps = new ArrayDeque<>();

    /** Windows that this call has deleted although they were still needed. */
    private final Map<Resolution, Long> needed = new EnumMap<>(Resolution.class);

    private boolean swept;
    private long sweepNanos;
    private boolean logIsLong;
    private long logNanos;

    /** A part of a sweep. */
    private interface Step {
        /** Deletes at most so many rows; how many. Fewer than that when it is done. */
        int delete(int most) throws SQLException;
    }

    /** The rows of one resolution. */
    private interface Rows {
        /** Deletes at most so many that start before this moment; how many. */
        int delete(long startNanos, int most) throws SQLException;
    }

    /** The tables beside {@code windows} that retention is for. */
    record Tables(
            SeriesNumbers<?> series,
            SumRows<?, ?> traffic,
            SumRows<?, ?> losses,
            EventRows events) {}

    StoreUpkeep(Path file, Connection connection, Retention retention, Tables tables) {
        this.file = file;
        this.connection = connection;
        this.retention = retention;
        this.tables = tables;
    }

    /** Whether there is something to look for. */
    boolean isDue(long nowNanos) {
        long since = nowNanos - sweepNanos;
        return !steps.isEmpty() || !swept || since < 0 || since >= SWEEP_NANOS;
    }

    /**
     * Deletes a part of what retention does not keep; in a transaction; how many windows, and how
     * many of them start at or after the moment from which on somebody still needs them.
     */
    PrunedWindows prune(WindowRows windows, long nowNanos, long neededFromNanos)
            throws SQLException {
        if (steps.isEmpty()) {
            swept = true;
            sweepNanos = nowNanos;
            begin(windows, neededFromNanos);
        }
        needed.clear();
        long deleted = 0;
        for (int done = 0; done < MOST_STEPS && deleted < MOST_ROWS && !steps.isEmpty(); done++) {
            int most = (int) (MOST_ROWS - deleted);
            int now = steps.element().delete(most);
            deleted += now;
            if (now < most) {
                steps.remove();
            }
        }
        return new PrunedWindows(deleted, needed);
    }

    private void begin(WindowRows windows, long neededFrom) throws SQLException {
        for (Resolution resolution : Resolution.values()) {
            long before = keptFrom(resolution);
            if (before != Long.MIN_VALUE) {
                add(
                        resolution,
                        neededFrom,
                        (start, most) -> tables.traffic.prune(resolution, start, before, most));
                add(
                        resolution,
                        neededFrom,
                        (start, most) -> tables.losses.prune(resolution, start, before, most));
            }
        }
        long eventsBefore = keptFrom(EVENTS_LIKE);
        if (eventsBefore != Long.MIN_VALUE) {
            steps.add(most -> tables.events.prune(eventsBefore));
        }
        for (int id : tables.series.all().values().stream().sorted().toList()) {
            for (Resolution resolution : Resolution.OF_DELAYS) {
                long before = keptFrom(resolution);
                if (before != Long.MIN_VALUE) {
                    add(
                            resolution,
                            neededFrom,
                            (start, most) -> windows.prune(id, resolution, start, before, most));
                }
            }
        }
    }

    /** First what nobody needs any longer, then the rest: so both are counted without reading. */
    private void add(Resolution resolution, long neededFrom, Rows rows) {
        long before = keptFrom(resolution);
        steps.add(most -> rows.delete(Math.min(before, neededFrom), most));
        if (neededFrom < before) {
            steps.add(
                    most -> {
                        int deleted = rows.delete(before, most);
                        if (deleted > 0) {
                            needed.merge(resolution, (long) deleted, Long::sum);
                        }
                        return deleted;
                    });
        }
    }

    /** What was written last before this moment may go; the least of all numbers for nothing. */
    private long keptFrom(Resolution resolution) {
        return retention
                .of(resolution)
                .map(kept -> sweepNanos - kept.toNanos())
                .orElse(Long.MIN_VALUE);
    }

    /** Gives free pages back and begins the log anew; outside of a transaction. */
    void compact(long nowNanos) throws SQLException {
        long free = number("PRAGMA freelist_count");
        if (free > FREE_PAGES && free * 10 > number("PRAGMA page_count")) {
            giveBack();
        }
        long since = nowNanos - logNanos;
        if (logOctets() <= LONG_LOG_OCTETS) {
            logIsLong = false;
        } else if (!logIsLong || since < 0 || since >= LOG_PAUSE_NANOS) {
            logNanos = nowNanos;
            beginLogAnew();
        }
    }

    /** Each step of this statement gives one page back; only an update runs all of them. */
    private void giveBack() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES_GIVEN_BACK + ")");
        }
    }

    private void beginLogAnew() throws SQLException {
        long before = number("PRAGMA busy_timeout");
        number("PRAGMA busy_timeout = " + READERS_MILLIS);
        boolean busy;
        try {
            busy = number("PRAGMA wal_checkpoint(TRUNCATE)") != 0;
        } finally {
            number("PRAGMA busy_timeout = " + before);
        }
        if (busy && !logIsLong) {
            LOG.warn(
                    "store {}: its write-ahead log has {} MiB since a program has been reading for"
                            + " long: end that one",
                    file,
                    logOctets() >> 20);
        }
        logIsLong = busy;
    }

    private long logOctets() {
        try {
            return Files.size(StoreFile.log(file));
        } catch (IOException e) {
            return 0; // there is none
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
