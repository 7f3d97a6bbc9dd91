package org.beibu.analyzer.export;

import static org.beibu.analyzer.export.ExportRig.SECOND;
import static org.beibu.analyzer.export.ExportRig.SERIES;
import static org.beibu.analyzer.export.ExportRig.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the export does while server or store fail. */
class ExportFailuresTest {
    @TempDir private Path directory;
    private ExportRig rig;

    @BeforeEach
    void start() {
        rig = new ExportRig(directory, 1_000, 1_000);
    }

    @Test
    void afterAFailureTheSameBatchIsTriedAgainLater() {
        rig.server.answer(WriteResult.UNREACHABLE, 3);
        rig.commit(SERIES, START, 20_000_000);
        rig.settle();
        assertEquals(1, rig.server.attempts.size());

        rig.step(SECOND / 16);
        assertEquals(1, rig.server.attempts.size());
        for (int i = 0; i < 10; i++) {
            rig.step(SECOND);
        }

        assertEquals(4, rig.server.attempts.size());
        rig.assertServerEqualsStore();
        assertEquals(3, rig.counters.get(ExportCounter.EXPORT_FAILED_UNREACHABLE));
    }

    @Test
    void aMissingDatabaseIsWaitedFor() {
        rig.server.answer(WriteResult.NOT_FOUND, 6);
        rig.server.answer(WriteResult.UNAUTHORISED, 6);
        for (int i = 0; i < 600; i++) {
            rig.commit(SERIES, START + i * SECOND, 20_000_000 + i);
            rig.step(SECOND);
        }

        assertTrue(rig.server.answers.isEmpty());
        rig.settle();
        rig.settle();
        rig.assertServerEqualsStore();
    }

    @Test
    void theServersWishToWaitIsHeeded() {
        rig.server.answers.add(new WriteOutcome(WriteResult.THROTTLED, "busy", 30 * SECOND));
        rig.commit(SERIES, START, 20_000_000);
        rig.settle();
        rig.step(29 * SECOND);
        assertEquals(1, rig.server.attempts.size());

        rig.step(SECOND);

        assertEquals(2, rig.server.attempts.size());
        rig.assertServerEqualsStore();
    }

    @Test
    void aBatchThatIsTooLargeIsCutInHalf() {
        rig.server.answer(WriteResult.TOO_LARGE, 3);
        for (int i = 0; i < 16; i++) {
            rig.commit(ExportRig.series("VN-HAN", "x-" + i), START, 20_000_000);
        }
        rig.settle();
        for (int i = 0; i < 10; i++) {
            rig.step(0);
        }

        assertEquals(List.of(48, 24, 12, 6, 6, 12, 24), rig.server.attempts);
        rig.assertServerEqualsStore();
    }

    @Test
    void aSinglePointThatIsTooLargeIsGivenUp() {
        rig.server.answer(WriteResult.TOO_LARGE, 1_000);
        rig.commit(SERIES, START, 20_000_000);
        rig.settle();
        for (int i = 0; i < 10; i++) {
            rig.step(0);
        }

        assertEquals(3, rig.counters.get(ExportCounter.EXPORT_POINTS_GIVEN_UP));
    }

    @Test
    void refusedPointsAreGivenUpAndTheNextOnesGoOn() {
        rig.server.answer(WriteResult.REFUSED, 1);
        rig.commit(SERIES, START, 20_000_000);
        rig.settle();

        rig.commit(ExportRig.series("VN-HAN", "hk-3"), START, 20_000_000);
        rig.settle();

        assertEquals(3, rig.counters.get(ExportCounter.EXPORT_POINTS_GIVEN_UP));
        assertEquals(3, rig.counters.get(ExportCounter.EXPORT_POINTS_WRITTEN));
    }

    @Test
    void aStoreThatFailsIsAskedAgain() {
        rig.store.failing = true;
        rig.commit(SERIES, START, 20_000_000);
        rig.settle();
        rig.settle();
        assertEquals(0, rig.server.attempts.size());
        assertTrue(rig.counters.get(ExportCounter.EXPORT_FAILED_STORE) > 0);

        rig.store.failing = false;
        for (int i = 0; i < 10; i++) {
            rig.settle();
        }

        rig.assertServerEqualsStore();
    }
}
