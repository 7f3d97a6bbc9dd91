package org.beibu.analyzer.recommend.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.beibu.analyzer.recommend.prove.PairedBlock.Outcome;
import org.junit.jupiter.api.Test;

class PairedBlockTest {
    private static final double LOST = Double.POSITIVE_INFINITY;
    private static final double MARGIN = 2;

    private final PairedBlock block = new PairedBlock(100);

    private void current(int probes, double delay) {
        for (int i = 0; i < probes; i++) {
            block.current(delay);
        }
    }

    private void alternate(int probes, double delay) {
        for (int i = 0; i < probes; i++) {
            block.alternate(delay);
        }
    }

    private Outcome outcome() {
        return block.outcome(MARGIN, true);
    }

    @Test
    void theAlternateWinsByMoreThanTheMargin() {
        current(20, 50);
        alternate(20, 47.9);

        assertEquals(Outcome.WON, outcome());
    }

    @Test
    void exactlyTheMarginIsNotEnough() {
        current(20, 50);
        alternate(20, 48);

        assertEquals(Outcome.LOST, outcome());
    }

    @Test
    void anAlternateThatLosesMostProbesLoses() {
        current(20, 50);
        alternate(9, 10);
        alternate(11, LOST);

        assertEquals(Outcome.LOST, outcome());
    }

    @Test
    void anAlternateThatIsProbedTooRarelyLoses() {
        current(20, 50);
        alternate(19, 10);

        assertEquals(Outcome.LOST, outcome());
    }

    @Test
    void aCurrentExitThatLosesMostProbesIsBeaten() {
        current(9, 10);
        current(11, LOST);
        alternate(20, 90);

        assertEquals(Outcome.WON, outcome());
    }

    @Test
    void twoThatLoseMostProbesAreATie() {
        current(9, 10);
        current(11, LOST);
        alternate(9, 10);
        alternate(11, LOST);

        assertEquals(Outcome.LOST, outcome());
    }

    @Test
    void silenceOnBothSidesSaysNothing() {
        current(20, LOST);
        alternate(20, LOST);

        assertEquals(Outcome.NOTHING, outcome());
    }

    @Test
    void anUnmeasuredCurrentExitSaysNothing() {
        current(19, 50);
        alternate(40, 10);

        assertEquals(Outcome.NOTHING, outcome());
    }

    @Test
    void aSickProbeSaysNothing() {
        current(20, 50);
        alternate(20, 10);

        assertEquals(Outcome.NOTHING, block.outcome(MARGIN, false));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        current(10, 40);
        current(10, 50);

        assertEquals(45, block.currentMedian());
        assertEquals(Double.NaN, block.alternateMedian());
    }

    @Test
    void delaysThatAreNoneAreLeftOut() {
        current(20, Double.NaN);
        current(20, -1);
        alternate(20, 10);

        assertEquals(Outcome.NOTHING, outcome());
    }

    @Test
    void aClearedBlockHasForgottenItsProbes() {
        current(20, 50);
        alternate(20, 10);
        block.clear();
        current(20, 50);
        alternate(20, 60);

        assertEquals(Outcome.LOST, outcome());
    }

    @Test
    void moreProbesThanItHoldsAreLeftOut() {
        current(200, 50);
        alternate(100, 60);
        alternate(200, 10);

        assertEquals(Outcome.LOST, outcome());
    }
}
