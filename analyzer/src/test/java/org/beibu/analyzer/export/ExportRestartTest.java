package org.beibu.analyzer.export;

import static org.beibu.analyzer.export.ExportRig.SECOND;
import static org.beibu.analyzer.export.ExportRig.SERIES;
import static org.beibu.analyzer.export.ExportRig.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the export goes on after a stop. */
class ExportRestartTest {
    @TempDir private Path directory;
    private ExportRig rig;

    @BeforeEach
    void start() {
        rig = new ExportRig(directory, 1_000, 1_000);
    }

    @Test
    void aRestartSendsWhatWasUnsent() throws IOException {
        rig.commit(SERIES, START, 20_000_000);
        rig.settle();
        rig.server.answer(WriteResult.UNREACHABLE, 1_000_000);
        for (int i = 0; i < 1_800; i += 10) {
            rig.wallNow = START + i * SECOND;
            rig.commit(SERIES, START + i * SECOND, 30_000_000);
            rig.step(10 * SECOND);
        }

        rig.server.answers.clear();
        rig.restart();
        for (int i = 0; i < 100; i++) {
            rig.step(SECOND);
        }

        rig.assertServerEqualsStore();
    }

    @Test
    void aRestartAfterALateSampleSendsItsWindow() {
        rig.commit(SERIES, START, 20_000_000);
        rig.settle();
        rig.settle();
        rig.server.answer(WriteResult.UNREACHABLE, 1_000_000);
        rig.commit(SERIES, START - 86_400 * SECOND, 30_000_000);
        rig.step(SECOND);

        rig.server.answers.clear();
        rig.restart();
        for (int i = 0; i < 100; i++) {
            rig.step(SECOND);
        }

        rig.assertServerEqualsStore();
    }

    @Test
    void aWindowInTheFutureDoesNotCarryTheMarkThere() throws IOException {
        rig.commit(SERIES, START + 86_400L * 365 * SECOND, 20_000_000);
        rig.settle();
        rig.settle();
        rig.settle();

        long mark = new ExportMark(rig.mark()).read().orElseThrow();

        assertTrue(mark <= rig.wallNow, "mark " + mark);
    }

    @Test
    void theFirstStartSendsTheConfiguredPast() throws IOException {
        Files.delete(rig.mark());
        rig.store.record(SERIES, START - 7_200 * SECOND, 10_000_000);
        rig.store.record(SERIES, START - 1_800 * SECOND, 20_000_000);

        rig.agent.resume(3_600 * SECOND);
        for (int i = 0; i < 10; i++) {
            rig.step(SECOND);
        }

        assertEquals(Map.of("10s", 1L, "1m", 1L), rig.summaryCounts());
    }
}
