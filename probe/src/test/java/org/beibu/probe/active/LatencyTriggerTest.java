package org.beibu.probe.active;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatencyTriggerTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long TENTH = SECOND / 10;
    private static final double LEVEL = 30e6;

    private final LatencyTrigger trigger = new LatencyTrigger();
    private final SplittableRandom random = new SplittableRandom(7);
    private long now = 5;
    private long alarms;
    private long firstAlarm;

    /** Ten packets a second: a queue that comes and goes, and now and then a spike. */
    private void run(double level, int seconds) {
        for (int i = 0; i < seconds * 10; i++) {
            double queue = -Math.log(1 - random.nextDouble()) * 100_000;
            double spike = random.nextInt(500) == 0 ? 50e6 : 0;
            now += TENTH;
            if (trigger.delay(now, (long) (level + queue + spike))) {
                alarms++;
                firstAlarm = alarms == 1 ? now : firstAlarm;
            }
        }
    }

    @Test
    void aHigherLevelIsNoticedWithinSeconds() {
        run(LEVEL, 600);
        assertEquals(0, alarms);
        long changed = now;

        run(LEVEL + 5e6, 20);

        assertEquals(1, alarms);
        assertTrue(firstAlarm - changed <= 10 * SECOND, () -> (firstAlarm - changed) / 1e9 + " s");
        assertEquals(LEVEL, (double) trigger.beforeNanos(), 200_000);
        assertEquals(LEVEL + 5e6, (double) trigger.afterNanos(), 200_000);
    }

    @Test
    void aLowerLevelIsNoticedToo() {
        run(LEVEL, 120);
        run(LEVEL - 2e6, 20);

        assertEquals(1, alarms);
    }

    @Test
    void theNewLevelIsTheOneThatLaterChangesAreHeldAgainst() {
        run(LEVEL, 120);
        run(LEVEL + 5e6, 120);
        run(LEVEL, 120);

        assertEquals(2, alarms);
    }

    @Test
    void aQueueSpikesAndADayOfQuietMakeNoAlarm() {
        run(LEVEL, 86_400);

        assertEquals(0, alarms);
    }

    @Test
    void aSlowEveningQueueIsFollowedWithoutAlarm() {
        for (int minute = 0; minute < 240; minute++) {
            run(LEVEL + 4e6 * Math.sin(Math.PI * minute / 240), 60);
        }

        assertTrue(alarms <= 1, () -> alarms + " alarms");
    }

    @Test
    void aBurstOfThreeSecondsIsNone() {
        run(LEVEL, 120);
        run(LEVEL + 20e6, 3);
        run(LEVEL, 60);

        assertEquals(0, alarms);
    }

    @Test
    void lessThanAThirdOfAMillisecondIsPassedOver() {
        for (int i = 0; i < 3_000; i++) {
            now += TENTH;
            alarms += trigger.delay(now, 1_000_000) ? 1 : 0;
        }
        for (int i = 0; i < 3_000; i++) {
            now += TENTH;
            alarms += trigger.delay(now, 1_250_000) ? 1 : 0;
        }
        assertEquals(0, alarms);
    }

    @Test
    void onePacketASecondIsEnough() {
        for (int i = 0; i < 300; i++) {
            now += SECOND;
            alarms += trigger.delay(now, 30_000_000 + i % 7 * 10_000) ? 1 : 0;
        }
        for (int i = 0; i < 12; i++) {
            now += SECOND;
            alarms += trigger.delay(now, 33_000_000) ? 1 : 0;
        }
        assertEquals(1, alarms);
    }
}
