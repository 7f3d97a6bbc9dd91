package org.beibu.analyzer.export;

import static org.beibu.analyzer.export.ExportRig.SECOND;
import static org.beibu.analyzer.export.ExportRig.SERIES;
import static org.beibu.analyzer.export.ExportRig.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportAgentTest {
    @TempDir private Path directory;
    private ExportRig rig;

    @BeforeEach
    void start() {
        rig = new ExportRig(directory, 1_000, 1_000);
    }

    @Test
    void aWindowIsSentOnceAnInterval() {
        for (int i = 0; i < 8; i++) {
            rig.commit(SERIES, START, 20_000_000);
            rig.step(SECOND);
        }

        assertEquals(1, rig.server.attempts.size());
        assertEquals(Map.of("10s", 6L, "1m", 6L), rig.summaryCounts());
    }

    @Test
    void theFinalValueArrives() {
        rig.commit(SERIES, START, 20_000_000);
        rig.settle();
        rig.commit(SERIES, START + SECOND, 30_000_000, 40_000_000);
        rig.settle();

        assertEquals(Map.of("10s", 3L, "1m", 3L), rig.summaryCounts());
        rig.assertServerEqualsStore();
    }

    @Test
    void lateSamplesChangeTheWindowTheirTimeNames() {
        rig.commit(SERIES, START, 20_000_000);
        rig.settle();

        rig.commit(SERIES, START - 3_600 * SECOND, 30_000_000);
        rig.settle();

        rig.assertServerEqualsStore();
    }

    @Test
    void hoursAndDaysAreNotSent() {
        rig.commit(SERIES, START, 20_000_000);
        rig.settle();

        assertFalse(rig.server.points.keySet().stream().anyMatch(p -> p.contains("resolution=1h")));
        assertEquals(3, rig.server.points.size());
    }

    @Test
    void whatDidNotFitIsFoundInTheStore() {
        rig = new ExportRig(directory, 8, 4);
        rig.server.answer(WriteResult.UNREACHABLE, 5);
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            rig.commit(
                    ExportRig.series("VN-HAN", "x-" + random.nextInt(9)),
                    START + i * 20L * SECOND,
                    20_000_000);
            if (random.nextInt(20) == 0) {
                rig.step(SECOND);
            }
        }

        for (int i = 0; i < 200; i++) {
            rig.step(SECOND);
        }

        assertTrue(rig.counters.get(ExportCounter.EXPORT_WINDOWS_POSTPONED) > 100);
        rig.assertServerEqualsStore();
    }

    @Test
    void closingSendsWhatIsNotYetDue() {
        rig.commit(SERIES, START, 20_000_000);

        rig.agent.onClose();

        rig.assertServerEqualsStore();
    }

    @Test
    void closingGivesUpAtTheFirstFailure() {
        rig.server.answer(WriteResult.UNREACHABLE, 10);
        rig.commit(SERIES, START, 20_000_000);

        rig.agent.onClose();

        assertEquals(1, rig.server.attempts.size());
    }
}
