package org.beibu.analyzer.recommend.prove;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever looks often enough at a p-value finds a winner; whoever looks at an e-value does not. */
@Tag("scenario")
class PeekWorldTest {
    private static final int RUNS = 400;
    private static final int MINUTES = 720;
    private static final int EARLIER_MINUTES = 1_440;
    private static final double THRESHOLD = 20;

    /** 5 % and three standard deviations at this number of runs. */
    private static final double MOST_FALSE = 0.083;

    /** The alternate is faster by so many ms, and has to be by more than the margin. */
    private record Case(double gain, double margin) {}

    private static final Case IDENTICAL = new Case(0, 0);
    private static final Case JUST_THE_MARGIN = new Case(2, 2);
    private static final Case TWICE_THE_MARGIN = new Case(4, 2);
    private static final Case[] CASES = {IDENTICAL, JUST_THE_MARGIN, TWICE_THE_MARGIN};

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.6, 0.9})
    void falseDecisionsAreRareAndTrueGainsAreFound(double correlation) {
        int[] decided = new int[CASES.length];
        for (int run = 0; run < RUNS; run++) {
            boolean[] ever = decisions(new PeekWorld(correlation, 1_000L * run + 11));
            for (int i = 0; i < CASES.length; i++) {
                decided[i] += ever[i] ? 1 : 0;
            }
        }
        String figures =
                "identical %.3f, at the margin %.3f, twice the margin %.3f"
                        .formatted(share(decided[0]), share(decided[1]), share(decided[2]));
        assertTrue(share(decided[0]) <= MOST_FALSE, figures);
        assertTrue(share(decided[1]) <= MOST_FALSE, figures);
        assertTrue(share(decided[2]) >= 0.9, figures);
    }

    private static double share(int runs) {
        return (double) runs / RUNS;
    }

    private static boolean[] decisions(PeekWorld world) {
        int block = BlockLength.minutes(world.differences(EARLIER_MINUTES));
        PairedBlock[] blocks = new PairedBlock[CASES.length];
        PairTest[] tests = new PairTest[CASES.length];
        boolean[] decided = new boolean[CASES.length];
        for (int i = 0; i < CASES.length; i++) {
            blocks[i] = new PairedBlock(block * PeekWorld.PROBES);
            tests[i] = new PairTest(new PairTest.Terms(CASES[i].margin, block, ""), 0);
        }
        for (int minute = 1; minute <= MINUTES; minute++) {
            world.nextMinute();
            for (int i = 0; i < CASES.length; i++) {
                fill(blocks[i], world, CASES[i].gain);
                if (minute % block == 0) {
                    tests[i].add(blocks[i].outcome(CASES[i].margin, true), minute);
                    blocks[i].clear();
                    decided[i] |= tests[i].evidence().reaches(THRESHOLD);
                }
            }
        }
        return decided;
    }

    private static void fill(PairedBlock block, PeekWorld world, double gain) {
        for (int i = 0; i < PeekWorld.PROBES; i++) {
            block.current(world.delays(0)[i]);
            block.alternate(world.delays(1)[i] - gain);
        }
    }

    /** Guards the world itself: one in which peeking does no harm would prove nothing. */
    @Test
    void aPValueLookedAtEveryFiveMinutesFindsWinnersThatAreNone() {
        int runs = 60;
        int found = 0;
        for (int run = 0; run < runs; run++) {
            found += findsWinner(new PeekWorld(0.6, 1_000L * run + 11)) ? 1 : 0;
        }
        assertTrue(found > runs / 2, found + " of " + runs);
    }

    private static boolean findsWinner(PeekWorld world) {
        RankSums sums = new RankSums();
        for (int minute = 1; minute <= MINUTES; minute++) {
            world.nextMinute();
            for (int i = 0; i < PeekWorld.PROBES; i++) {
                sums.current(world.delays(0)[i]);
                sums.alternate(world.delays(1)[i]);
            }
            if (minute % 5 == 0 && sums.score() > 1.645) {
                return true;
            }
        }
        return false;
    }
}
