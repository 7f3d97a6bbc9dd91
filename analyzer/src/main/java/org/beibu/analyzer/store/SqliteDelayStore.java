package org.beibu.analyzer.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.TracedEvent;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.loss.LossWindow;
import org.beibu.analyzer.store.StoreException.Reason;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.analyzer.traffic.TrafficWindow;
import org.beibu.model.Method;
import org.beibu.model.Resolution;
import org.beibu.runtime.histogram.MalformedHistogramException;
import org.jspecify.annotations.Nullable;

/**
 * The store in one SQLite file; {@link StoreSchema} has the schema, {@link WindowUpdate} says how a
 * commit spreads samples over it.
 *
 * <p>Assumes a local file system (WAL shares memory between processes). Guarantees that a commit is
 * whole or absent after a crash of the process at any moment; after a crash of the machine the last
 * commits may be absent, and the journal gives their samples again.
 *
 * <p>Safe for any thread: one call at a time. A thread that must not wait for another's commit
 * opens its own store with {@link #openReadOnly}.
 */
public final class SqliteDelayStore implements DelayStore, TrafficStore, LossStore, EventStore {
    /** Where the store lies in the data directory. */
    public static final String FILE_NAME = "store/beibu.sqlite";

    private final Path file;
    private final Connection connection;
    private final StoreUpkeep upkeep;
    private final @Nullable StoreLock lock;
    private final @Nullable WindowRows windowRows;
    private final SeriesNumbers<Series> seriesRows;
    private final PositionRows positionRows;
    private final SumRows<TrafficSeries, TrafficVolume> trafficRows;
    private final SumRows<LossSeries, LossCounts> lossRows;
    private final EventRows eventRows;
    private final WindowQueries queries;
    private JournalPosition written;
    private boolean inTransaction;
    private boolean closed;

    private SqliteDelayStore(
            Path file, Connection connection, Retention retention, @Nullable StoreLock lock)
            throws SQLException {
        this.file = file;
        this.connection = connection;
        this.lock = lock;
        this.windowRows = lock == null ? null : new WindowRows(connection);
        this.seriesRows = DelayForm.numbers(connection);
        this.positionRows = new PositionRows(connection);
        this.trafficRows = new SumRows<>(connection, SumTable.TRAFFIC, new TrafficForm());
        this.lossRows = new SumRows<>(connection, SumTable.LOSSES, new LossForm());
        this.eventRows = new EventRows(connection);
        this.upkeep =
                new StoreUpkeep(
                        file,
                        connection,
                        retention,
                        new StoreUpkeep.Tables(seriesRows, trafficRows, lossRows, eventRows));
        this.queries = new WindowQueries(connection);
        this.written = positionRows.read();
    }

    /** As {@link #open(Path, Retention)} with the default retention. */
    public static SqliteDelayStore open(Path file) {
        return open(file, Retention.DEFAULT);
    }

    /**
     * Opens the file for writing and reading, making it when it is absent. Only one store in one
     * process can be open so.
     */
    public static SqliteDelayStore open(Path file, Retention retention) {
        Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        StoreFile.createDirectory(directory);
        StoreLock lock = StoreLock.take(directory);
        try {
            return make(file, StoreFile.openForWriting(file), retention, lock);
        } catch (StoreException e) {
            lock.close();
            throw e;
        }
    }

    /** Opens an existing file for reading, while another process or thread may write it. */
    public static SqliteDelayStore openReadOnly(Path file) {
        return make(file, StoreFile.openForReading(file), Retention.DEFAULT, null);
    }

    private static SqliteDelayStore make(
            Path file, Connection connection, Retention retention, @Nullable StoreLock lock) {
        try {
            return new SqliteDelayStore(file, connection, retention, lock);
        } catch (SQLException e) {
            StoreFile.close(connection, e);
            throw StoreFile.explain(file, "open", e);
        }
    }

    @Override
    public synchronized JournalPosition position() {
        return reading(positionRows::read);
    }

    @Override
    public synchronized List<CommittedWindow> commit(StoreBatch batch) {
        long newest = batch.newestStart();
        // The newest window, and the one before for samples that come a little late.
        long settledBefore =
                newest == Long.MIN_VALUE ? newest : newest - Resolution.TEN_SECONDS.nanos();
        List<CommittedWindow> changed =
                writing(
                        rows -> {
                            WindowUpdate update = new WindowUpdate(rows, batch.committedNanos());
                            for (StoreBatch.Addition addition : batch.additions()) {
                                add(update, addition, settledBefore);
                            }
                            update.settleBefore(settledBefore, seriesRows.known());
                            trafficRows.add(batch.traffic(), batch.committedNanos());
                            lossRows.add(batch.losses(), batch.committedNanos());
                            eventRows.add(batch.events());
                            positionRows.write(batch.position(), written);
                            return update.finish();
                        });
        written = batch.position();
        return changed;
    }

    private void add(WindowUpdate update, StoreBatch.Addition addition, long settledBefore)
            throws SQLException {
        int id = seriesRows.idOf(addition.series());
        if (addition.startNanos() >= settledBefore) {
            update.addRecent(id, addition);
        } else {
            update.addSettled(id, addition);
        }
    }

    @Override
    public synchronized List<CommittedWindow> settle(long nowNanos) {
        return writing(
                rows -> {
                    WindowUpdate update = new WindowUpdate(rows, nowNanos);
                    seriesRows.all();
                    update.settleBefore(Long.MAX_VALUE, seriesRows.known());
                    return update.finish();
                });
    }

    @Override
    public synchronized PrunedWindows prune(long nowNanos, long neededFromNanos) {
        PrunedWindows deleted =
                upkeep.isDue(nowNanos)
                        ? writing(rows -> upkeep.prune(rows, nowNanos, neededFromNanos))
                        : PrunedWindows.NONE;
        return reading(
                () -> {
                    upkeep.compact(nowNanos);
                    return deleted;
                });
    }

    @Override
    public synchronized List<Series> series() {
        return reading(() -> seriesRows.all().keySet().stream().sorted().toList());
    }

    @Override
    public synchronized void forEachWindow(
            Series series,
            Resolution resolution,
            long fromNanos,
            long toNanos,
            Consumer<StoredWindow> consumer) {
        reading(
                () -> {
                    Integer id = seriesRows.find(series);
                    if (id != null) {
                        queries.forEach(id, resolution, fromNanos, toNanos, consumer);
                    }
                    return true;
                });
    }

    @Override
    public synchronized Map<Series, Long> counts() {
        return reading(
                () -> {
                    Map<Integer, Long> byId = queries.counts();
                    Map<Series, Long> counts = new TreeMap<>();
                    seriesRows.all().forEach((s, id) -> counts.put(s, byId.getOrDefault(id, 0L)));
                    return counts;
                });
    }

    @Override
    public synchronized Map<Method, Long> countsByMethod() {
        Map<Method, Long> counts = new EnumMap<>(Method.class);
        this.counts().forEach((series, n) -> counts.merge(series.method(), n, Long::sum));
        return counts;
    }

    @Override
    public synchronized void forEachTraffic(
            Resolution resolution, long fromNanos, long toNanos, Consumer<TrafficWindow> consumer) {
        reading(
                () -> {
                    trafficRows.forEach(
                            resolution,
                            fromNanos,
                            toNanos,
                            (series, window, volume) ->
                                    consumer.accept(new TrafficWindow(series, window, volume)));
                    return true;
                });
    }

    @Override
    public synchronized Map<TrafficSeries, TrafficVolume> trafficTotals() {
        return reading(() -> trafficRows.sums(Resolution.DAY, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @Override
    public synchronized void forEachLoss(
            Resolution resolution, long fromNanos, long toNanos, Consumer<LossWindow> consumer) {
        reading(
                () -> {
                    lossRows.forEach(
                            resolution,
                            fromNanos,
                            toNanos,
                            (series, window, counts) ->
                                    consumer.accept(new LossWindow(series, window, counts)));
                    return true;
                });
    }

    @Override
    public synchronized Map<LossSeries, LossCounts> lossSums(
            Resolution resolution, long fromNanos, long toNanos) {
        return reading(() -> lossRows.sums(resolution, fromNanos, toNanos));
    }

    @Override
    public synchronized List<TracedEvent> events(EventQuery query) {
        return reading(() -> eventRows.find(query));
    }

    private <T> T reading(Sql<T> work) {
        checkOpen();
        try {
            leaveTransaction();
            return work.run();
        } catch (SQLException e) {
            throw StoreFile.explain(file, "read", e);
        } catch (MalformedHistogramException e) {
            throw garbled(e);
        }
    }

    /** Does the work in one transaction: all of it is on disk, or nothing whatever was thrown. */
    <T> T writing(SqlUpdate<T> work) {
        checkOpen();
        if (windowRows == null) {
            throw new IllegalStateException("the store was opened for reading only");
        }
        try {
            leaveTransaction();
            inTransaction = true;
            execute("BEGIN IMMEDIATE");
            T result = work.run(windowRows);
            execute("COMMIT");
            inTransaction = false;
            return result;
        } catch (SQLException e) {
            StoreException explained = StoreFile.explain(file, "write", e);
            rollBack(explained);
            throw explained;
        } catch (MalformedHistogramException e) {
            StoreException explained = garbled(e);
            rollBack(explained);
            throw explained;
        } catch (Throwable e) {
            rollBack(e);
            throw e;
        }
    }

    /**
     * Ends a failed transaction. Should it stay open, every later call tries again and fails, so
     * that its changes are neither seen as if they were on disk nor committed with others.
     */
    private void rollBack(Throwable cause) {
        try {
            leaveTransaction();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Rolls back what a failed call has left open. (Connection.commit() of the driver also begins
     * the next transaction, and so can fail after a commit that succeeded; hence the plain
     * statements.)
     */
    private void leaveTransaction() throws SQLException {
        if (!inTransaction) {
            return;
        }
        seriesRows.rolledBack();
        trafficRows.rolledBack();
        lossRows.rolledBack();
        written = JournalPosition.START; // unsure, so the next commit writes all of its position
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite may have ended it by itself. If it has not, this BEGIN fails.
            execute("BEGIN");
            execute("ROLLBACK");
        }
        inTransaction = false;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Makes SQLite take the disk as full beyond so many pages; for tests. */
    synchronized void limitPages(int pages) throws SQLException {
        execute("PRAGMA max_page_count = " + pages);
    }

    private StoreException garbled(MalformedHistogramException e) {
        return new StoreException(
                Reason.GARBLED,
                "store damaged: " + file + ": " + e.getMessage() + "; restore a backup",
                e);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed: " + file);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (windowRows != null) {
                windowRows.close();
            }
            connection.close();
        } catch (SQLException e) {
            throw StoreFile.explain(file, "close", e);
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private interface Sql<T> {
        T run() throws SQLException;
    }

    interface SqlUpdate<T> {
        T run(WindowRows rows) throws SQLException;
    }
}
