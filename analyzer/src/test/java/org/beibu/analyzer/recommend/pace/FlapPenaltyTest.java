package org.beibu.analyzer.recommend.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FlapPenaltyTest {

    @Test
    void theAccountHalvesInFifteenMinutes() {
        FlapPenalty account = FlapPenalty.NONE.afterMove(100);

        assertEquals(1_000, account.at(100));
        assertEquals(500, account.at(115), 1e-9);
        assertEquals(1_250, account.afterMove(130).at(130), 1e-9);
    }

    @Test
    void threeMovesInAMinuteSuppressUntilTheAccountIsBelowTheReuseLimit() {
        FlapPenalty account = FlapPenalty.NONE.afterMove(100).afterMove(100).afterMove(100);

        assertTrue(account.isSuppressed(100));
        assertTrue(account.isSuppressed(130)); // 3,000 / 4
        assertFalse(account.isSuppressed(131));
    }

    @Test
    void twoMovesDoNotSuppress() {
        assertFalse(FlapPenalty.NONE.afterMove(100).afterMove(100).isSuppressed(100));
    }

    @Test
    void oneThatWasSuppressedStaysSoThoughItsLastMoveAddsLittle() {
        FlapPenalty account = FlapPenalty.NONE.afterMove(0).afterMove(0).afterMove(0).afterMove(25);

        assertTrue(account.isSuppressed(40));
    }

    @Test
    void aMoveHoldsDownForHalfAnHour() {
        FlapPenalty account = FlapPenalty.NONE.afterMove(100);

        assertTrue(account.isHeldDown(129));
        assertFalse(account.isHeldDown(130));
        assertFalse(FlapPenalty.NONE.isHeldDown(0));
    }
}
