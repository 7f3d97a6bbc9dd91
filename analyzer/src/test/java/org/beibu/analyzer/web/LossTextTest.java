package org.beibu.analyzer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.junit.jupiter.api.Test;

class LossTextTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_790_000_000L * SECOND;
    private static final LossSeries HANOI =
            new LossSeries(new PathId("VN-HAN", "gz-1"), Method.STAMP, Metric.FAR_ROUND_TRIP);

    private final MemoryLosses store = new MemoryLosses();

    @Test
    void ratioStandsWithItsInterval() {
        assertEquals("10.00% (5.52-17.44%)", LossText.ratio(new LossCounts(100, 10, 0, 0, 0)));
        assertEquals("0% (0-0.64%)", LossText.ratio(new LossCounts(600, 0, 0, 0, 0)));
        assertEquals("0% (0-0.013%)", LossText.ratio(new LossCounts(30_000, 0, 0, 0, 0)));
        assertEquals("-", LossText.ratio(LossCounts.NONE));
    }

    @Test
    void lineHasEachDirectionApartAndADashWhereNobodyKnows() {
        store.record(HANOI, START, new LossCounts(600, 6, 1, 2, 3));
        store.record(HANOI.on(Metric.FORWARD_ONE_WAY), START, new LossCounts(600, 4, 0, 0, 0));

        String table =
                LossText.table(PathLosses.read(store, START, START + 60 * SECOND), RowChoice.ALL);

        List<String> lines = table.lines().toList();
        assertEquals(3, lines.size(), table);
        assertTrue(lines.get(0).contains("2026-09-21T"), table);
        assertEquals(
                List.of(
                        "VN-HAN",
                        "gz-1",
                        "stamp",
                        "600",
                        "6",
                        "1.00% (0.46-2.16%)",
                        "4: 0.67% (0.26-1.70%)",
                        "-",
                        "1",
                        "2",
                        "3",
                        "-",
                        "-"),
                List.of(lines.get(2).trim().split("  +")));
    }

    @Test
    void everythingInTheStoreBeginsWithTheFirstWindowThatIsThere() {
        store.record(HANOI, START, new LossCounts(600, 6, 0, 0, 0));
        store.record(HANOI, START + 86_400 * SECOND, new LossCounts(400, 0, 0, 0, 0));

        PathLosses all = PathLosses.read(store, StoredRoutes.ALL, START + 90_000 * SECOND);

        assertEquals(new LossCounts(1_000, 6, 0, 0, 0), all.of(HANOI));
        assertTrue(all.fromNanos() > START - 86_400 * SECOND, Moments.text(all.fromNanos()));
        assertTrue(all.isKnown(RowChoice.ALL));
        assertFalse(PathLosses.NONE.isKnown(RowChoice.ALL));
    }

    @Test
    void stampSpeaksForAPathThatConnectsProbeToo() {
        LossSeries connects = new LossSeries(HANOI.path(), Method.TCP_CONNECT, HANOI.metric());
        store.record(connects, START, new LossCounts(10, 1, 0, 0, 0));

        assertEquals(connects, losses().headline(HANOI.path()).orElseThrow());
        store.record(HANOI, START, new LossCounts(600, 6, 0, 0, 0));
        assertEquals(HANOI, losses().headline(HANOI.path()).orElseThrow());
        assertTrue(losses().headline(new PathId("SG-SIN", "gz-1")).isEmpty());
    }

    private PathLosses losses() {
        return PathLosses.read(store, START, START + 60 * SECOND);
    }
}
