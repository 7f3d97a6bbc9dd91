package org.beibu.router.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BinomialTailTest {
    @Test
    void fourHeadsOfFourAreOneInSixteen() {
        assertEquals(1 / 16.0, BinomialTail.atLeast(4, 4, 0.5), 1e-12);
    }

    /** 1 - 0.99^50 - 50 x 0.01 x 0.99^49, worked out by hand. */
    @Test
    void twoOrMoreOfFiftyAtOnePercent() {
        assertEquals(0.0894353, BinomialTail.atLeast(2, 50, 0.01), 1e-7);
    }

    @Test
    void noLossIsCertain() {
        assertEquals(1, BinomialTail.atLeast(0, 100, 0.3), 1e-12);
    }

    @Test
    void manyPacketsDoNotUnderflow() {
        assertEquals(0.5, BinomialTail.atLeast(25_000, 50_000, 0.5), 0.003);
    }
}
