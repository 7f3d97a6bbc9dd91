package org.beibu.analyzer.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Resolution;

/** The store in one SQLite file. */
public final class SqliteDelayStore implements DelayStore {

    private final Path file;

    private SqliteDelayStore(Path file) {
        this.file = file;
    }

    /** Opens the file for writing and reading, making it when it is absent. */
    public static SqliteDelayStore open(Path file) {
        return new SqliteDelayStore(file);
    }

    /** Opens an existing file for reading, while another process or thread may write it. */
    public static SqliteDelayStore openReadOnly(Path file) {
        return new SqliteDelayStore(file);
    }

    @Override
    public JournalPosition position() {
        return JournalPosition.START;
    }

    @Override
    public List<CommittedWindow> commit(StoreBatch batch) {
        return List.of();
    }

    @Override
    public long prune(long nowNanos) {
        return 0;
    }

    @Override
    public List<Series> series() {
        return List.of();
    }

    @Override
    public List<StoredWindow> windows(
            Series series, Resolution resolution, long fromNanos, long toNanos) {
        return List.of();
    }

    @Override
    public void forEachWindow(
            Series series,
            Resolution resolution,
            long fromNanos,
            long toNanos,
            Consumer<StoredWindow> consumer) {}

    @Override
    public Map<Series, Long> counts() {
        return Map.of();
    }

    @Override
    public Map<Method, Long> countsByMethod() {
        return Map.of();
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return file.toString();
    }
}
