package org.beibu.analyzer.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.beibu.analyzer.ingest.IngestConfig;
import org.beibu.analyzer.ingest.IngestRuns;
import org.beibu.analyzer.store.Retention;
import org.beibu.analyzer.store.SqliteDelayStore;
import org.beibu.analyzer.verify.VerifyReport.Level;
import org.beibu.model.Resolution;
import org.beibu.runtime.journal.JournalException;
import org.beibu.runtime.journal.JournalWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long HOUR = Duration.ofHours(1).toNanos();

    @TempDir Path directory;
    private IngestRuns runs;

    @BeforeEach
    void prepare() {
        runs = new IngestRuns(directory);
    }

    private VerifyReport verify() throws JournalException {
        return verify(Retention.DEFAULT, 4_000_000);
    }

    private VerifyReport verify(Retention retention, int mostCells) throws JournalException {
        return new Verification(runs.journal(), runs.storeFile(), retention, runs.now(), mostCells)
                .run(n -> {});
    }

    /** A day of timings, late ones among them. */
    private void writeDay(JournalWriter writer, int hours, int anHour) {
        Random random = new Random(5);
        for (int hour = 0; hour < hours; hour++) {
            for (int i = 0; i < anHour; i++) {
                runs.append(
                        writer, random.nextInt(10), runs.now() - random.nextInt(7_200) * SECOND);
            }
            writer.flush();
            runs.advance(HOUR);
        }
    }

    private void alter(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + runs.storeFile());
                Statement statement = connection.createStatement()) {
            assertTrue(statement.executeUpdate(sql) > 0, "nothing altered by " + sql);
        }
    }

    @Test
    void aStoreThatHoldsTheJournalIsEqual() throws JournalException {
        try (JournalWriter writer = runs.writer("p")) {
            writeDay(writer, 24, 500);
        }
        runs.takeIn(IngestConfig.DEFAULT);

        VerifyReport report = verify();

        assertEquals(List.of(), report.differences());
        assertTrue(report.isEqual());
        assertEquals(12_000, report.journal().timings());
        assertFalse(report.journal().isCut());
        assertTrue(report.levels().values().stream().allMatch(level -> level.equal() > 0));
        assertEquals(4, report.levels().size());
    }

    @Test
    void whatTheAnalyzerHasNotReadYetIsWaitingAndNoDifference() throws JournalException {
        try (JournalWriter writer = runs.writer("p")) {
            writeDay(writer, 2, 300);
            runs.takeIn(IngestConfig.DEFAULT);
            writeDay(writer, 1, 200);
        }

        VerifyReport report = verify();

        assertTrue(report.isEqual());
        assertEquals(600, report.journal().timings());
        assertEquals(200, report.journal().waiting());
    }

    @Test
    void aWindowWithOneTimingMoreIsFoundInItsResolution() throws Exception {
        try (JournalWriter writer = runs.writer("p")) {
            writeDay(writer, 3, 100);
        }
        runs.takeIn(IngestConfig.DEFAULT);
        alter(
                "UPDATE windows SET count = count + 1 WHERE (series, start) ="
                        + " (SELECT series, max(start) FROM windows WHERE resolution = 2)"
                        + " AND resolution = 2");

        VerifyReport report = verify();

        assertEquals(1, report.differenceCount());
        VerifyReport.Difference only = report.differences().get(0);
        assertEquals(Resolution.MINUTE, only.window().resolution());
        assertEquals(1, only.store() - only.journal());
    }

    @Test
    void aWindowThatIsGoneIsFoundUnlessRetentionMayHaveTakenIt() throws Exception {
        try (JournalWriter writer = runs.writer("p")) {
            writeDay(writer, 30, 100);
        }
        runs.takeIn(IngestConfig.DEFAULT);
        alter("DELETE FROM windows WHERE resolution = 3 AND start < " + (runs.now() - 26 * HOUR));
        Map<Resolution, Duration> aDay = Map.of(Resolution.HOUR, Duration.ofHours(25));

        VerifyReport strict = verify();
        VerifyReport lenient = verify(new Retention(aDay), 4_000_000);

        assertTrue(strict.differenceCount() > 0);
        assertTrue(lenient.isEqual(), lenient.differences()::toString);
        assertEquals(strict.differenceCount(), level(lenient, Resolution.HOUR).expired());
    }

    private static Level level(VerifyReport report, Resolution resolution) {
        return report.levels().getOrDefault(resolution, new Level(0, 0, 0, 0));
    }

    @Test
    void whatRetentionRemovedFromTheJournalIsBeyondIt() throws Exception {
        try (JournalWriter writer = runs.writer("p")) {
            writeDay(writer, 6, 200);
        }
        runs.takeIn(IngestConfig.DEFAULT);
        delete(cycles().subList(0, 3));

        VerifyReport report = verify();

        assertTrue(report.isEqual(), report.differences()::toString);
        assertTrue(report.journal().isCut());
        assertEquals(600, report.journal().timings());
        assertTrue(level(report, Resolution.TEN_SECONDS).beyondJournal() > 0);
        assertTrue(level(report, Resolution.TEN_SECONDS).equal() > 0);

        alter("UPDATE windows SET count = count + 1 WHERE start > " + (runs.now() - 2 * HOUR));
        assertFalse(verify().isEqual(), "windows that the journal has whole must be equal");
    }

    private List<Path> cycles() throws IOException {
        try (Stream<Path> files = Files.list(runs.journal().directory())) {
            return files.filter(f -> f.toString().endsWith(".cq4")).sorted().toList();
        }
    }

    private static void delete(List<Path> files) throws IOException {
        for (Path file : files) {
            Files.delete(file);
        }
    }

    @Test
    void aProbeThatWasRemovedWithItsFilesIsBeyondTheJournal() throws Exception {
        try (JournalWriter gone = runs.writer("gone")) {
            writeDay(gone, 3, 200);
        }
        try (JournalWriter writer = runs.writer("p")) {
            writeDay(writer, 3, 200);
        }
        runs.takeIn(IngestConfig.DEFAULT);
        delete(cycles().subList(0, 3));

        VerifyReport report = verify();

        assertTrue(report.isEqual(), report.differences()::toString);
        assertEquals(600, report.journal().timings());
        assertTrue(
                VerifyText.verdict(report).contains("; not verifiable before 2026-11-20T03:00:1"));
    }

    @Test
    void aJournalOfWhichNothingIsLeftProvesNothing() throws Exception {
        try (JournalWriter writer = runs.writer("p")) {
            writeDay(writer, 2, 200);
        }
        runs.takeIn(IngestConfig.DEFAULT);
        delete(cycles());

        VerifyReport report = verify();

        assertEquals(0, report.differenceCount());
        assertTrue(report.isEmpty());
        assertTrue(VerifyText.verdict(report).startsWith("nothing to compare: the journal"));
        assertTrue(VerifyText.verdict(report).contains("not verifiable before now"));
    }

    @Test
    void whatWasDeletedInTheMiddleIsASpanThatCannotBeVerified() throws Exception {
        try (JournalWriter writer = runs.writer("p")) {
            writeDay(writer, 9, 200);
        }
        runs.takeIn(IngestConfig.DEFAULT);
        long start = runs.now() - 9 * HOUR;
        delete(cycles().subList(3, 5));

        VerifyReport report = verify();

        assertEquals(400, report.journal().missing());
        assertFalse(report.journal().isCut());
        assertEquals(1, report.journal().unverifiable().size());
        VerifyReport.Span span = report.journal().unverifiable().get(0);
        assertEquals(start + 2 * HOUR - 600 * SECOND, span.fromNanos());
        assertEquals(start + 5 * HOUR + 10 * SECOND, span.toNanos());
        for (VerifyReport.Difference one : report.differences()) {
            assertTrue(
                    one.window().endNanos() <= span.fromNanos(), "later than ten minutes: " + one);
        }
        alter("UPDATE windows SET count = count + 1 WHERE start > " + (runs.now() - 2 * HOUR));
        assertTrue(verify().differenceCount() > report.differenceCount());
    }

    @Test
    void aJournalThatWasDeletedWholeBeginsAnewAndTheStoreKnowsMore() throws Exception {
        try (JournalWriter writer = runs.writer("p")) {
            writeDay(writer, 3, 200);
        }
        runs.takeIn(IngestConfig.DEFAULT);
        runs.deleteJournal();
        runs.advance(24 * HOUR);
        try (JournalWriter writer = runs.writer("p")) {
            runs.append(writer, 1, runs.now());
            writer.flush();
        }
        runs.takeIn(IngestConfig.DEFAULT);

        VerifyReport report = verify();

        assertTrue(report.isEqual(), report.differences()::toString);
        assertEquals(1, report.journal().timings());
        assertTrue(report.journal().isCut());
        assertTrue(
                VerifyText.text(report).contains("          not verifiable before 2026-11-21T03:"));
        assertTrue(VerifyText.json(report).contains("\"unverifiable\":[{\"from_ns\":null,"));
    }

    @Test
    void seriesAboveTheBoundAreLookedForUnderTheSharedPath() throws JournalException {
        try (JournalWriter writer = runs.writer("p")) {
            writeDay(writer, 2, 300);
        }
        runs.takeIn(new IngestConfig(Duration.ofMillis(500), 64L << 20, 3));

        VerifyReport report = verify();

        assertTrue(report.isEqual(), report.differences()::toString);
        assertTrue(level(report, Resolution.HOUR).shared() > 0);
    }

    @Test
    void theSharedPathMayHoldMoreWhereTheJournalIsCut() throws Exception {
        try (JournalWriter writer = runs.writer("p")) {
            writeDay(writer, 4, 300);
        }
        runs.takeIn(new IngestConfig(Duration.ofMillis(500), 64L << 20, 3));
        delete(cycles().subList(0, 2));

        VerifyReport report = verify();

        assertTrue(report.isEqual(), () -> report.differenceCount() + " differ");
        assertTrue(level(report, Resolution.HOUR).shared() > 0);
        assertTrue(level(report, Resolution.HOUR).beyondJournal() > 0);
    }

    @Test
    void tooManyWindowsAreComparedInLongerOnes() throws Exception {
        try (JournalWriter writer = runs.writer("p")) {
            writeDay(writer, 24, 300);
        }
        runs.takeIn(IngestConfig.DEFAULT);

        VerifyReport report = verify(Retention.DEFAULT, 300);

        assertTrue(report.isEqual(), report.differences()::toString);
        assertFalse(report.levels().containsKey(Resolution.TEN_SECONDS));
        alter("UPDATE windows SET count = count - 1 WHERE resolution = 4");
        assertFalse(verify(Retention.DEFAULT, 300).isEqual());
    }

    @Test
    void thePlaceInTheJournalMayBeNumberedOtherwise() throws Exception {
        try (JournalWriter writer = runs.writer("p")) {
            writeDay(writer, 2, 300);
        }
        runs.takeIn(IngestConfig.DEFAULT);
        alter("UPDATE journal SET position = position - 1");

        assertTrue(verify().isEqual(), "sequence numbers decide, not indexes");
        assertEquals(0, verify().journal().waiting());
    }

    @Test
    void aStoreOfAnotherJournalIsNotEqual() throws Exception {
        try (JournalWriter writer = runs.writer("p")) {
            writeDay(writer, 2, 300);
        }
        runs.takeIn(IngestConfig.DEFAULT);
        alter("UPDATE probes SET sequence = sequence + 64");

        assertEquals(1, verify().probes().size());
        assertFalse(verify().isEqual());
    }

    @Test
    void itWorksWhileTheStoreIsWritten() throws JournalException, IOException {
        try (JournalWriter writer = runs.writer("p")) {
            writeDay(writer, 2, 300);
            runs.takeIn(IngestConfig.DEFAULT);
            try (SqliteDelayStore store = SqliteDelayStore.open(runs.storeFile())) {
                writeDay(writer, 1, 300);
                assertTrue(verify().isEqual());
                assertEquals(600, store.totalCount());
            }
        }
    }
}
