package org.beibu.analyzer.recommend.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.beibu.analyzer.recommend.prove.PairTest.Terms;
import org.beibu.analyzer.recommend.prove.PairedBlock.Outcome;
import org.junit.jupiter.api.Test;

class PairTestTest {
    private final PairTest test = new PairTest(new Terms(2, 15, "64512 via 192.0.2.1"), 1_000);

    @Test
    void blocksThatSayNothingAreCountedApart() {
        test.add(Outcome.WON, 1_015);
        test.add(Outcome.NOTHING, 1_030);
        test.add(Outcome.LOST, 1_045);

        assertEquals(new SignEvidence(1, 1), test.evidence());
        assertEquals(1, test.unusableBlocks());
    }

    @Test
    void aDayLaterItBeginsAnew() {
        test.add(Outcome.WON, 1_015);
        test.add(Outcome.WON, 1_000 + PairTest.LONGEST_MINUTES);
        assertEquals(new SignEvidence(2, 0), test.evidence());

        test.add(Outcome.WON, 1_015 + PairTest.LONGEST_MINUTES);
        assertEquals(new SignEvidence(1, 0), test.evidence());
        assertEquals(1_000 + PairTest.LONGEST_MINUTES, test.startMinute());
    }

    @Test
    void theMarginIsTwoMillisecondsOrATwentieth() {
        assertEquals(2, PairTest.margin(30));
        assertEquals(5, PairTest.margin(100));
    }

    @Test
    void termsWithoutMarginOrBlockAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Terms(-1, 15, ""));
        assertThrows(IllegalArgumentException.class, () -> new Terms(Double.NaN, 15, ""));
        assertThrows(IllegalArgumentException.class, () -> new Terms(2, 0, ""));
    }
}
