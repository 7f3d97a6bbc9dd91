package org.beibu.analyzer.recommend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.beibu.analyzer.recommend.plan.Alternative;
import org.beibu.analyzer.recommend.plan.DelayCurve;
import org.beibu.analyzer.recommend.plan.ExitCapacity;
import org.beibu.analyzer.recommend.plan.Limits;
import org.beibu.analyzer.recommend.plan.Move;
import org.beibu.analyzer.recommend.plan.Picture;
import org.beibu.analyzer.recommend.plan.PlanResult;
import org.beibu.analyzer.recommend.plan.PrefixGroup;
import org.beibu.analyzer.recommend.plan.Refusal;
import org.beibu.analyzer.recommend.prove.PairTest;
import org.beibu.analyzer.recommend.prove.PairedBlock.Outcome;
import org.beibu.analyzer.recommend.prove.SignEvidence;
import org.junit.jupiter.api.Test;

class RecommenderTest {
    private static final PairTest.Terms TERMS = new PairTest.Terms(2, 5, "same");
    private static final PairKey PAIR = new PairKey("hanoi", "b");

    private final Recommender recommender = recommender(0);
    private String current = "a";

    private static Recommender recommender(double falseDiscovery) {
        return new Recommender(
                new RecommendSettings(
                        Limits.USUAL.withSeconds(0.001),
                        DelayCurve.USUAL,
                        20,
                        20,
                        20,
                        falseDiscovery),
                () -> 0);
    }

    private Picture picture(long minute) {
        List<Alternative> ways = new ArrayList<>();
        ways.add(new Alternative("a", 60, 70, 0, true, true));
        ways.add(new Alternative("b", 50, 60, 0, true, true));
        return Picture.of(
                minute,
                List.of(PrefixGroup.of("hanoi", current, 1, ways)),
                List.of(new ExitCapacity("a", 100, 0), new ExitCapacity("b", 100, 0)));
    }

    private void win(int blocks, long fromMinute) {
        for (int i = 0; i < blocks; i++) {
            recommender.block(PAIR, TERMS, Outcome.WON, fromMinute + 5L * i);
        }
    }

    @Test
    void itMovesWhenTheProofIsThereAndNotBefore() {
        win(6, 5);
        PlanResult before = recommender.tick(picture(30));
        assertEquals(List.of(), before.moves());
        assertEquals(Refusal.NOT_PROVED, before.refusals().get("hanoi/b"));

        win(1, 35);
        List<Move> moves = recommender.tick(picture(35)).moves();
        assertEquals(1, moves.size());
        assertEquals("b", moves.get(0).to());
        assertEquals(10, moves.get(0).gain(), 0.05);
    }

    @Test
    void afterAMoveTheProofBeginsAnewAndTheGroupIsHeldDown() {
        win(7, 5);
        recommender.moved("hanoi", 40);
        assertEquals(SignEvidence.NONE, recommender.evidence(PAIR));

        win(7, 41);
        assertEquals(Refusal.HELD_DOWN, recommender.tick(picture(69)).refusals().get("hanoi/b"));
        assertEquals(1, recommender.tick(picture(70)).moves().size());
    }

    @Test
    void anotherRouteIsAnotherTest() {
        win(7, 5);
        recommender.block(PAIR, new PairTest.Terms(2, 5, "another AS path"), Outcome.WON, 40);

        assertEquals(new SignEvidence(1, 0), recommender.evidence(PAIR));
    }

    @Test
    void aMoveThatWasTakenBackIsNotProposedForADay() {
        win(7, 5);
        recommender.takenBack(PAIR, 40);

        assertEquals(Refusal.EMBARGOED, recommender.tick(picture(41)).refusals().get("hanoi/b"));
        assertEquals(
                Refusal.EMBARGOED,
                recommender
                        .tick(picture(39 + Recommender.EMBARGO_MINUTES))
                        .refusals()
                        .get("hanoi/b"));
        assertEquals(1, recommender.tick(picture(40 + Recommender.EMBARGO_MINUTES)).moves().size());
    }

    @Test
    void withoutAPersonManyTestsNeedMoreProof() {
        Recommender alone = recommender(0.05);
        for (int i = 0; i < 7; i++) {
            alone.block(PAIR, TERMS, Outcome.WON, 5L * i);
        }
        for (int pair = 0; pair < 9; pair++) {
            alone.block(new PairKey("other" + pair, "b"), TERMS, Outcome.LOST, 5);
        }
        List<PrefixGroup> groups = new ArrayList<>(picture(40).groups());
        for (int pair = 0; pair < 9; pair++) {
            groups.add(
                    PrefixGroup.of(
                            "other" + pair,
                            "a",
                            1,
                            List.copyOf(groups.get(0).alternatives().values())));
        }
        Picture ten = Picture.of(40, groups, picture(40).exits().values());

        assertEquals(Refusal.NOT_PROVED, alone.tick(ten).refusals().get("hanoi/b"));
        for (int i = 0; i < 4; i++) {
            alone.block(PAIR, TERMS, Outcome.WON, 45 + 5L * i);
        }
        assertEquals(1, alone.tick(ten).moves().size());
    }

    @Test
    void whatIsGoneIsForgotten() {
        win(7, 5);
        recommender.retain(Picture.of(50, List.of(), picture(50).exits().values()));

        assertTrue(recommender.test(PAIR).isEmpty());
    }
}
