package org.beibu.analyzer.recommend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.beibu.analyzer.recommend.plan.Limits;
import org.beibu.analyzer.recommend.plan.Move;
import org.beibu.analyzer.recommend.plan.PlanResult;
import org.beibu.analyzer.recommend.prove.PairTest;
import org.beibu.analyzer.recommend.prove.PairedBlock.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Going where it is fastest makes it slow there; proof, room and pace end that. */
@Tag("scenario")
class OscillationWorldTest {
    private static final int DAYS = 2;
    private static final double MARGIN = 2;
    private static final int SEEDS = Integer.getInteger("beibu.oscillation.seeds", 3);

    private static final PairTest.Terms TERMS =
            new PairTest.Terms(MARGIN, OscillationWorld.TICK_MINUTES, "same");

    /** What happened on the second day. */
    private record Day(double moves, double overloaded, double delay) {}

    private interface Policy {
        int tick(OscillationWorld world);
    }

    private interface PolicyMaker {
        Policy make();
    }

    private static Day secondDay(PolicyMaker maker) {
        double moves = 0;
        double overloaded = 0;
        double delay = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            OscillationWorld world = new OscillationWorld(seed);
            Policy policy = maker.make();
            for (int tick = 0; tick < DAYS * OscillationWorld.TICKS_A_DAY; tick++) {
                world.nextTick();
                int moved = policy.tick(world);
                if (tick >= OscillationWorld.TICKS_A_DAY) {
                    moves += moved;
                    overloaded += world.isOverloaded() ? 1 : 0;
                    delay += world.meanDelay();
                }
            }
        }
        double ticks = (double) SEEDS * OscillationWorld.TICKS_A_DAY;
        return new Day(moves / SEEDS, overloaded / ticks, delay / ticks);
    }

    private static int naive(OscillationWorld world) {
        int moves = 0;
        for (int j = 0; j < OscillationWorld.PREFIXES; j++) {
            int best = world.link(j);
            for (int k = 0; k < OscillationWorld.LINKS; k++) {
                best = world.measured(j, k) < world.measured(j, best) ? k : best;
            }
            if (world.measured(j, world.link(j)) - world.measured(j, best) > MARGIN) {
                world.move(j, best);
                moves++;
            }
        }
        return moves;
    }

    /** Our own rule; without evidence every exit counts as proved. */
    private static final class Guarded implements Policy {
        private final boolean needsEvidence;
        private final Recommender recommender;

        Guarded(boolean needsEvidence) {
            this.needsEvidence = needsEvidence;
            RecommendSettings usual = RecommendSettings.USUAL;
            recommender =
                    new Recommender(
                            new RecommendSettings(
                                    Limits.USUAL.withSeconds(0.002),
                                    usual.curve(),
                                    needsEvidence ? usual.evidence() : 1,
                                    usual.movesAnHour(),
                                    usual.reliefsAnHour(),
                                    0),
                            () -> 0); // budgets in steps only: the same on any machine
        }

        @Override
        public int tick(OscillationWorld world) {
            for (int j = 0; j < OscillationWorld.PREFIXES; j++) {
                for (int k = 0; k < OscillationWorld.LINKS; k++) {
                    if (k != world.link(j)) {
                        double gain = world.measured(j, world.link(j)) - world.measured(j, k);
                        boolean won = gain > MARGIN || !needsEvidence;
                        recommender.block(
                                new PairKey(OscillationWorld.group(j), OscillationWorld.exit(k)),
                                TERMS,
                                won ? Outcome.WON : Outcome.LOST,
                                world.minute());
                    }
                }
            }
            PlanResult plan = recommender.tick(world.picture());
            for (Move move : plan.moves()) {
                int j = Integer.parseInt(move.group().substring(1));
                world.move(j, Integer.parseInt(move.to().substring("exit-".length())));
                recommender.moved(move.group(), world.minute());
            }
            return plan.moves().size();
        }
    }

    @Test
    void withProofRoomAndPaceLittleMoves() {
        Day day = secondDay(() -> new Guarded(true));

        assertTrue(day.moves <= 80 && day.overloaded <= 0.01, day::toString);
        assertTrue(day.delay <= 33.5, day::toString);
    }

    @Test
    void withoutProofMoreMovesButNotMuch() {
        Day day = secondDay(() -> new Guarded(false));

        assertTrue(day.moves <= 200, day::toString);
    }

    /** Guards the world itself: one in which haste does no harm would prove nothing. */
    @Test
    void whoGoesWhereItIsFastestNeverRests() {
        Day day = secondDay(() -> OscillationWorldTest::naive);

        assertTrue(day.moves >= 5_000 && day.overloaded >= 0.3 && day.delay > 55, day::toString);
    }
}
