package org.beibu.analyzer.store;

import static org.beibu.analyzer.store.SqliteDelayStoreTest.DAY_START;
import static org.beibu.analyzer.store.SqliteDelayStoreTest.HANOI;
import static org.beibu.analyzer.store.SqliteDelayStoreTest.UNROUTED;
import static org.beibu.analyzer.store.SqliteDelayStoreTest.addition;
import static org.beibu.analyzer.store.SqliteDelayStoreTest.batch;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.beibu.analyzer.store.StoreException.Reason;
import org.beibu.model.Resolution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFaultsTest {
    @TempDir Path directory;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("beibu.sqlite");
    }

    @Test
    void aMissingStoreIsNamed() {
        StoreException absent = refusedReading();

        assertEquals(Reason.ABSENT, absent.reason());
        assertTrue(message(absent).contains(file.toString()));
        assertTrue(Files.notExists(file), "reading must not make a store");
    }

    @Test
    void aSecondWriterIsRefusedUntilTheFirstCloses() {
        try (SqliteDelayStore first = SqliteDelayStore.open(file)) {
            StoreException refused = refusedWriting();
            assertEquals(Reason.LOCKED, refused.reason());
            assertTrue(message(refused).contains("process " + ProcessHandle.current().pid()));
            first.commit(batch(1, addition(HANOI, DAY_START, 1)));
        }

        try (SqliteDelayStore second = SqliteDelayStore.open(file)) {
            assertEquals(1, second.totalCount());
        }
    }

    @Test
    void aNewerStoreIsRefused() throws Exception {
        SqliteDelayStore.open(file).close();
        execute("PRAGMA user_version = " + (StoreSchema.VERSION + 1));

        assertEquals(Reason.NEWER_VERSION, refusedWriting().reason());
        assertEquals(Reason.NEWER_VERSION, refusedReading().reason());
        assertTrue(message(refusedReading()).contains("version " + (StoreSchema.VERSION + 1)));
    }

    @Test
    void anotherProgramsDatabaseIsLeftAlone() throws Exception {
        execute("CREATE TABLE theirs (x)");
        byte[] before = Files.readAllBytes(file);

        assertEquals(Reason.GARBLED, refusedReading().reason());
        assertEquals(Reason.GARBLED, refusedWriting().reason());
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("SELECT name FROM sqlite_master")) {
            assertTrue(tables.next());
            assertEquals("theirs", tables.getString(1));
            assertTrue(!tables.next());
        }
        assertEquals(before.length, Files.size(file));
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        Files.writeString(file, "not a database at all, though long enough\n".repeat(1000));

        assertEquals(Reason.GARBLED, refusedWriting().reason());
        assertEquals(Reason.GARBLED, refusedReading().reason());
    }

    @Test
    void aGarbledFileGivesAnErrorWithAName() throws IOException {
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            for (int i = 0; i < 500; i++) {
                store.commit(batch(i, addition(HANOI, DAY_START + i * 10_000_000_000L, i, 2L * i)));
            }
        }
        byte[] sound = Files.readAllBytes(file);
        Random random = new Random(3);
        int refused = 0;
        for (int round = 0; round < 60; round++) {
            byte[] garbled = sound.clone();
            for (int i = 0; i < 200; i++) {
                garbled[random.nextInt(garbled.length)] = (byte) random.nextInt();
            }
            Files.write(file, garbled);
            try (SqliteDelayStore reader = SqliteDelayStore.openReadOnly(file)) {
                for (Resolution resolution : Resolution.values()) {
                    reader.forEachWindow(
                            HANOI, resolution, 0, Long.MAX_VALUE, StoredWindow::histogram);
                }
                reader.totalCount();
            } catch (StoreException e) {
                refused++;
                assertTrue(message(e).contains(file.toString()), message(e));
            }
        }

        assertTrue(refused > 30, "refused " + refused);
    }

    @Test
    void aFailedCommitLeavesNothingBehind() throws Exception {
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            store.commit(batch(1, addition(HANOI, DAY_START, 1)));
            execute("UPDATE recent SET histogram = x'0102'");

            StoreException failed =
                    assertThrows(
                            StoreException.class,
                            () ->
                                    store.commit(
                                            batch(
                                                    2,
                                                    addition(UNROUTED, DAY_START, 7),
                                                    addition(HANOI, DAY_START, 2))));

            assertEquals(Reason.GARBLED, failed.reason());
            assertEquals(List.of(HANOI), store.series());
            assertEquals(1, store.position().index());
        }
    }

    @Test
    void anErrorInACommitLeavesNoOpenTransaction() {
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            JournalPosition before = store.position();
            StoreBatch batch = batch(1, addition(HANOI, DAY_START, 1));

            assertThrows(
                    OutOfMemoryError.class,
                    () ->
                            store.writing(
                                    rows -> {
                                        store.execute("UPDATE journal SET position = 1");
                                        throw new OutOfMemoryError("told to fail");
                                    }));

            assertEquals(before, store.position(), "nothing is on disk");
            store.commit(batch);
            assertEquals(batch.position(), store.position());
            assertEquals(1, store.totalCount());
        }
    }

    @Test
    void aTransactionThatSqliteEndedByItselfIsNoHindrance() throws Exception {
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            assertThrows(
                    StoreException.class,
                    () ->
                            store.writing(
                                    rows -> {
                                        store.execute("UPDATE journal SET position = 1");
                                        store.execute("ROLLBACK"); // as SQLite may by itself
                                        throw new SQLException("disk I/O error");
                                    }));

            assertEquals(0, store.position().index());
            store.commit(batch(2, addition(HANOI, DAY_START, 1)));
            assertEquals(2, store.position().index());
        }
    }

    @Test
    void aCommitWorksAgainWhenTheOtherProgramLetsGo() throws Exception {
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            execute(
                    "CREATE TRIGGER refuse BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'no');"
                            + " END");
            StoreBatch batch = batch(1, addition(UNROUTED, DAY_START, 7));
            assertThrows(StoreException.class, () -> store.commit(batch));
            assertEquals(0, store.totalCount());

            execute("DROP TRIGGER refuse");
            store.commit(batch);

            assertEquals(1, store.totalCount());
            assertEquals(1, store.position().index());
        }
    }

    @Test
    void aFullStoreIsUnwritable() throws Exception {
        try (SqliteDelayStore store = SqliteDelayStore.open(file)) {
            store.limitPages(12);
            StoreException full =
                    assertThrows(
                            StoreException.class,
                            () -> {
                                for (int i = 0; i < 100_000; i++) {
                                    long at = DAY_START + i * 10_000_000_000L;
                                    store.commit(batch(i, addition(HANOI, at, i, 2L * i)));
                                }
                            });
            assertEquals(Reason.UNWRITABLE, full.reason());
            long index = store.position().index();
            long count = store.totalCount();
            assertEquals(2 * (index + 1), count);

            store.limitPages(10_000);
            store.commit(batch(index + 1, addition(HANOI, DAY_START, 1, 2)));
            assertEquals(count + 2, store.totalCount());
        }
    }

    @Test
    void theFileHasTheLayoutThatWasMeasured() throws Exception {
        SqliteDelayStore.open(file).close();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertEquals("16384", single(statement, "PRAGMA page_size"));
            assertEquals("wal", single(statement, "PRAGMA journal_mode"));
            assertEquals(
                    String.valueOf(StoreSchema.VERSION), single(statement, "PRAGMA user_version"));
        }
    }

    private static String single(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : "";
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private StoreException refusedWriting() {
        return assertThrows(StoreException.class, () -> SqliteDelayStore.open(file).close());
    }

    private StoreException refusedReading() {
        return assertThrows(
                StoreException.class, () -> SqliteDelayStore.openReadOnly(file).close());
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
