package org.beibu.analyzer.recommend.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MoveWatchTest {
    private final MoveWatch watch = new MoveWatch(new MoveWatch.Terms(2, 50, 0.01, 0.90, 20));

    private Verdict add(double newMedian, double oldMedian) {
        return watch.add(new BlockFigures(newMedian, oldMedian, 0, 0.5, true));
    }

    @Test
    void aGoodMoveIsKeptAfterEightBlocks() {
        for (int block = 1; block < MoveWatch.BLOCKS; block++) {
            assertEquals(Verdict.WAIT, add(45, 50));
        }
        assertEquals(Verdict.KEEP, add(45, 50));
        assertEquals(5, watch.realisedGain(), 1e-9);
        assertFalse(watch.verdict().isTakeBack());
    }

    @Test
    void sevenBlocksInWhichTheOldExitWinsRefuteIt() {
        for (int block = 1; block < 7; block++) {
            assertEquals(Verdict.WAIT, add(53, 50));
        }
        assertEquals(Verdict.REFUTED, add(53, 50));
        assertEquals(-3, watch.realisedGain(), 1e-9);
        assertTrue(watch.verdict().isTakeBack());
    }

    @Test
    void slowerByLessThanTheMarginIsKept() {
        for (int block = 1; block <= MoveWatch.BLOCKS; block++) {
            add(51.9, 50);
        }
        assertEquals(Verdict.KEEP, watch.verdict());
    }

    @Test
    void twoMuchSlowerBlocksEndIt() {
        assertEquals(Verdict.WAIT, add(61, 70)); // 50 and a fifth
        assertEquals(Verdict.SLOWER, add(61, 70));
    }

    @Test
    void oneMuchSlowerBlockDoesNot() {
        add(61, 70);
        for (int block = 2; block <= MoveWatch.BLOCKS; block++) {
            add(50, 60);
        }
        assertEquals(Verdict.KEEP, watch.verdict());
    }

    @Test
    void twoLossyBlocksEndIt() {
        assertEquals(Verdict.WAIT, watch.add(new BlockFigures(45, 50, 0.02, 0.5, true)));
        assertEquals(Verdict.LOSSY, watch.add(new BlockFigures(45, 50, 0.02, 0.5, true)));
    }

    @Test
    void silenceIsLoss() {
        add(Double.POSITIVE_INFINITY, 50);
        assertEquals(Verdict.LOSSY, add(Double.POSITIVE_INFINITY, 50));
    }

    @Test
    void aLostRouteOrAFullLinkEndItAtOnce() {
        assertEquals(Verdict.ROUTE_GONE, watch.add(new BlockFigures(45, 50, 0, 0.5, false)));
        assertEquals(
                Verdict.OVERLOADED,
                new MoveWatch(new MoveWatch.Terms(2, 50, 0.01, 0.90, 20))
                        .add(new BlockFigures(45, 50, 0, 0.91, true)));
    }

    @Test
    void aFinalVerdictStays() {
        watch.add(new BlockFigures(45, 50, 0, 0.5, false));

        assertEquals(Verdict.ROUTE_GONE, add(45, 50));
        assertEquals(1, watch.blocks());
    }

    @Test
    void blocksWithoutFiguresProveNothing() {
        for (int block = 1; block <= MoveWatch.BLOCKS; block++) {
            add(Double.NaN, 50);
        }
        assertEquals(Verdict.KEEP, watch.verdict());
        assertEquals(Double.NaN, watch.realisedGain());
    }
}
