package org.beibu.analyzer.rebuild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.ingest.IngestConfig;
import org.beibu.analyzer.ingest.IngestRuns;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.store.StoreException;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    @TempDir Path directory;
    private IngestRuns runs;
    private AnalyzerConfig config;
    private final Random random = new Random(7);

    @BeforeEach
    void prepare() throws ConfigException {
        runs = new IngestRuns(directory);
        ConfigFile file = ConfigFile.none();
        file.override("shared.data", directory.toString(), "test");
        config = AnalyzerConfig.of(SharedConfig.from(file));
    }

    private RebuildReport rebuild(boolean withoutOld) throws JournalException {
        return new Rebuild(config, runs::now, withoutOld).run((done, of) -> {});
    }

    /** Timings and traffic, half an hour from document to document, late ones among them. */
    private void write(JournalWriter writer, int halfHours) {
        for (int i = 0; i < halfHours; i++) {
            for (int n = 0; n < 40; n++) {
                runs.append(writer, random.nextInt(10), runs.now() - random.nextInt(50) * MINUTE);
                runs.appendTraffic(writer, runs.now() - random.nextInt(600) * 1_000_000_000L);
            }
            writer.flush();
            runs.advance(30 * MINUTE);
        }
    }

    /** The rows of a store that has taken in a journal of so many half hours. */
    private Map<String, String> rowsOfAJournal(int halfHours) throws Exception {
        try (JournalWriter writer = runs.writer("p")) {
            write(writer, halfHours);
        }
        runs.takeIn(IngestConfig.DEFAULT);
        return rows();
    }

    /** Every row but for when it was written: names, resolution and start; count and octets. */
    private Map<String, String> rows() throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + runs.storeFile());
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT route, exit, method, metric, class, resolution, start,"
                                        + " count, histogram FROM windows JOIN series ON id = series"
                                        + " UNION ALL SELECT route, exit, direction, class, 'traffic',"
                                        + " resolution, start, octets, packets FROM traffic JOIN"
                                        + " traffic_series ON id = series")) {
            while (row.next()) {
                StringBuilder key = new StringBuilder();
                for (int i = 1; i <= 7; i++) {
                    key.append(row.getString(i)).append(' ');
                }
                String octets = HexFormat.of().formatHex(row.getBytes(9));
                rows.put(key.toString(), row.getLong(8) + " " + octets);
            }
        }
        return rows;
    }

    private void alter(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + runs.storeFile());
                Statement statement = connection.createStatement()) {
            assertTrue(statement.executeUpdate(sql) > 0, "nothing altered by " + sql);
        }
    }

    private List<Path> cycles() throws IOException {
        try (Stream<Path> files = Files.list(runs.journal().directory())) {
            return files.filter(file -> file.toString().endsWith(".cq4")).sorted().toList();
        }
    }

    private void removeOldest(int cycles) throws IOException {
        for (Path cycle : cycles().subList(0, cycles)) {
            Files.delete(cycle);
        }
    }

    @Test
    void fromAWholeJournalEachRowIsTheSameToTheOctet() throws Exception {
        Map<String, String> before = rowsOfAJournal(60);
        alter("UPDATE windows SET count = count + 3 WHERE resolution = 2");
        alter("DELETE FROM windows WHERE resolution = 3");

        RebuildReport report = rebuild(false);

        assertEquals(before, rows());
        assertEquals(2_400, report.timings());
        assertFalse(report.hasSeam());
        assertFalse(Files.exists(directory.resolve("store/rebuild")));
    }

    @Test
    void whatTheJournalHasNoLongerIsKeptFromTheOldStore() throws Exception {
        Map<String, String> before = rowsOfAJournal(130);
        removeOldest(70);

        RebuildReport report = rebuild(false);

        assertEquals(before, rows(), "days that hold the seam included");
        assertTrue(report.hasSeam());
        assertTrue(report.inherited() > 0);
        assertEquals(2_400, report.timings());

        alter("UPDATE windows SET count = count + 1 WHERE start > " + report.seamNanos());
        rebuild(false);
        assertEquals(before, rows(), "from the seam on the journal is believed");
    }

    @Test
    void documentsOfAClockThatNobodyHadSetDoNotMoveTheSeam() throws Exception {
        try (JournalWriter writer = runs.writer("p")) {
            write(writer, 100);
            long now = runs.now();
            runs.advance(-now);
            writer.flush();
            runs.append(writer, 0, MINUTE);
            writer.flush();
            runs.advance(now);
            write(writer, 30);
        }
        runs.takeIn(IngestConfig.DEFAULT);
        Map<String, String> before = rows();
        removeOldest(70);

        RebuildReport report = rebuild(false);

        assertEquals(before, rows());
        assertTrue(report.hasSeam());
        assertTrue(report.seamNanos() > runs.now() - 100 * 30 * MINUTE, "" + report.seamNanos());
    }

    @Test
    void eventsOfTheLiveWatchAreKeptBeforeTheSeamAndFoundAgainFromItOn() throws Exception {
        long begin = runs.now();
        try (JournalWriter writer = runs.writer("p")) {
            write(writer, 130);
        }
        runs.takeIn(IngestConfig.DEFAULT);
        removeOldest(70);
        for (long at : new long[] {begin + 60 * MINUTE, runs.now() - 60 * MINUTE}) {
            for (String source : List.of("analyzer", "p")) {
                String values = "%d, 'outage', 'SG-SIN', 'hk-3', '%s', '{}'".formatted(at, source);
                alter("INSERT INTO events VALUES (" + values + ")");
            }
        }

        assertTrue(rebuild(false).hasSeam());

        EventQuery all =
                new EventQuery(
                        0, Long.MAX_VALUE, Optional.empty(), Optional.empty(), Optional.empty());
        try (SqliteDelayStore store = SqliteDelayStore.openReadOnly(runs.storeFile())) {
            assertEquals(
                    List.of("p", "analyzer", "p"),
                    store.events(all).stream().map(found -> found.event().source()).toList());
        }
    }

    @Test
    void whatWasNotTakenInYetIsNotLostWithItsDocuments() throws Exception {
        try (JournalWriter writer = runs.writer("p")) {
            write(writer, 20);
            runs.takeIn(IngestConfig.DEFAULT);
            removeOldest(8);
            write(writer, 20);
        }

        rebuild(false);

        try (SqliteDelayStore store = SqliteDelayStore.openReadOnly(runs.storeFile())) {
            assertEquals(1_600, store.totalCount());
        }
    }

    @Test
    void aProbeWithoutDocumentsKeepsItsNumbers() throws Exception {
        try (JournalWriter writer = runs.writer("gone")) {
            write(writer, 4);
        }
        try (JournalWriter writer = runs.writer("p")) {
            write(writer, 4);
        }
        runs.takeIn(IngestConfig.DEFAULT);
        removeOldest(4);

        rebuild(false);

        try (SqliteDelayStore store = SqliteDelayStore.openReadOnly(runs.storeFile())) {
            assertEquals(320, store.position().lastSequence("gone"));
            assertEquals(320, store.totalCount());
        }
        runs.takeIn(IngestConfig.DEFAULT);
        try (SqliteDelayStore store = SqliteDelayStore.openReadOnly(runs.storeFile())) {
            assertEquals(320, store.totalCount(), "ingest goes on where the rebuild ended");
        }
    }

    @Test
    void aDamagedStoreIsReplacedByWhatTheJournalHas() throws Exception {
        Map<String, String> before = rowsOfAJournal(10);
        Files.write(runs.storeFile(), new byte[100_000]);

        assertThrows(StoreException.class, () -> rebuild(false));
        rebuild(true);

        assertEquals(before, rows());
    }

    @Test
    void aStoreThatHoldsMoreThanAWholeJournalIsNotReplacedUnasked() throws Exception {
        Map<String, String> before = rowsOfAJournal(10);
        alter("UPDATE windows SET count = count + 1 WHERE resolution = 4");

        assertThrows(StoreException.class, () -> rebuild(false));
        rebuild(true);

        assertEquals(before, rows());
    }

    @Test
    void besideAnAnalyzerItIsRefusedAndAnAttemptThatWasKilledIsCleanedUp() throws Exception {
        Map<String, String> before = rowsOfAJournal(10);
        try (SqliteDelayStore analyzer = SqliteDelayStore.open(runs.storeFile())) {
            assertThrows(StoreException.class, () -> rebuild(false), analyzer::toString);
        }
        Path left = Files.createDirectories(directory.resolve("store/rebuild"));
        Files.write(left.resolve("beibu.sqlite"), new byte[4_096]);
        Files.write(left.resolve("beibu.sqlite-wal"), new byte[4_096]);

        rebuild(false);

        assertEquals(before, rows());
    }

    @Test
    void aProgramThatReadsTheOldStoreGoesOnReadingIt() throws Exception {
        Map<String, String> before = rowsOfAJournal(10);
        try (SqliteDelayStore reader = SqliteDelayStore.openReadOnly(runs.storeFile())) {
            assertEquals(400, reader.totalCount());

            rebuild(false);

            assertEquals(400, reader.totalCount());
        }
        assertEquals(before, rows());
    }
}
