package org.beibu.analyzer.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.beibu.analyzer.delay.TimingKind;
import org.beibu.model.Method;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.Test;

class MinuteVerdictTest {
    private static final long MS = 1_000_000;
    private static final SloTarget TARGET = new SloTarget("x", 0, 50 * MS, 8 * MS, 0.001, 0.999);
    private static final long LIMIT = 50 * MS;

    private static MinuteFact timed(long p50, long p95, long sent, long lost) {
        return new MinuteFact(
                0,
                Optional.of(new TimingKind(Method.STAMP, QualityClass.CLEAN)),
                600,
                p50 * MS,
                p95 * MS,
                sent,
                lost,
                false);
    }

    private static MinuteVerdict verdict(MinuteFact fact) {
        return MinuteVerdict.of(fact, TARGET, LIMIT);
    }

    @Test
    void theLimitItselfIsGoodAndOneNanosecondMoreIsBad() {
        assertEquals(MinuteVerdict.State.GOOD, verdict(timed(45, 50, 0, 0)).state());
        MinuteVerdict over = MinuteVerdict.of(timed(45, 50, 0, 0), TARGET, LIMIT - 1);
        assertEquals(Set.of(Breach.DELAY), over.breaches());
    }

    @Test
    void eachMissedTargetIsNamed() {
        assertEquals(Set.of(Breach.SPREAD), verdict(timed(40, 49, 600, 0)).breaches());
        assertEquals(Set.of(Breach.LOSS), verdict(timed(40, 45, 600, 60)).breaches());
        assertEquals(EnumSet.allOf(Breach.class), verdict(timed(20, 90, 600, 60)).breaches());
    }

    @Test
    void withoutDelaysAMinuteIsNeverGood() {
        MinuteFact silent = MinuteFact.empty(0);

        assertEquals(MinuteVerdict.State.NO_DATA, verdict(silent).state());
        assertEquals(MinuteVerdict.State.NO_DATA, verdict(silent.withLoss(600, 0)).state());
    }

    @Test
    void anOutageIsBadAlthoughNothingWasTimed() {
        MinuteVerdict outage = verdict(MinuteFact.empty(0).withLoss(10, 10));

        assertEquals(MinuteVerdict.State.BAD, outage.state());
        assertEquals(Set.of(Breach.LOSS), outage.breaches());
    }

    @Test
    void oneLostPacketOfAMinuteProvesNothing() {
        assertEquals(MinuteVerdict.State.GOOD, verdict(timed(40, 45, 600, 1)).state());
        // Expected 0.6: P(X >= 4) = 0.34 %, P(X >= 5) = 0.04 %.
        assertEquals(MinuteVerdict.State.GOOD, verdict(timed(40, 45, 600, 4)).state());
        assertEquals(MinuteVerdict.State.BAD, verdict(timed(40, 45, 600, 5)).state());
    }

    @Test
    void pathsThatLoseWhatTheyMayAreSeldomCalledBad() {
        SplittableRandom random = new SplittableRandom(11);
        int bad = 0;
        for (int minute = 0; minute < 20_000; minute++) {
            int lost = 0;
            for (int packet = 0; packet < 600; packet++) {
                lost += random.nextInt(1_000) == 0 ? 1 : 0;
            }
            bad += LossChance.isExceeded(600, lost, 0.001) ? 1 : 0;
        }
        assertTrue(bad <= 20, "at most a per mille: " + bad);
    }

    @Test
    void manyPacketsAreJudgedByTheNormalDistributionWithoutAJump() {
        assertFalse(LossChance.isExceeded(1_000_000, 1_000, 0.001));
        assertFalse(LossChance.isExceeded(1_000_000, 1_090, 0.001));
        assertTrue(LossChance.isExceeded(1_000_000, 1_110, 0.001));
        assertTrue(LossChance.isExceeded(1, 1, 0), "nothing may be lost");
        assertFalse(LossChance.isExceeded(0, 0, 0));
    }
}
