package org.beibu.analyzer.recommend.urgent;

import static org.beibu.analyzer.recommend.urgent.SecondsWorld.stepsToAlarm;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beibu.model.Method;
import org.junit.jupiter.api.Test;

/** Trouble on the exit in use, hk, beside sg and mo; ten probes a second. */
class UrgentWatchTest {
    private static final int WARM = 2 * 130;
    private static final int MINUTE = 2 * 60;

    private final SecondsWorld world = new SecondsWorld(42, 0.9, "hk", "mo", "sg");
    private final UrgentWatch watch = new UrgentWatch(UrgentRules.USUAL, Method.STAMP);
    private final List<Alarm> seen = new ArrayList<>();

    private double secondsToAlarm(int mostSteps) {
        int steps = stepsToAlarm(world, watch, mostSteps, seen);
        return steps < 0 ? Double.NaN : steps / 2.0;
    }

    private void warm() {
        assertEquals(-1, stepsToAlarm(world, watch, WARM, seen), seen::toString);
    }

    @Test
    void anExitThatFallsSilentIsLeftWithinThreeSeconds() {
        warm();
        world.line("hk").loss = 1;

        double seconds = secondsToAlarm(MINUTE);
        assertTrue(seconds >= 1 && seconds <= 3, () -> "after " + seconds + " s");
        assertEquals(Alarm.Kind.LOSS, seen.get(0).kind());
        assertEquals(Set.of("mo", "sg"), seen.get(0).well());
        assertTrue(seen.get(0).loss() >= 0.5, seen::toString);
    }

    @Test
    void anExitThatLosesHalfIsLeftWithinFourSeconds() {
        warm();
        world.line("hk").loss = 0.5;

        assertTrue(secondsToAlarm(MINUTE) <= 4);
        assertEquals(Alarm.Kind.LOSS, seen.get(0).kind());
    }

    @Test
    void anExitThatLosesThirtyPercentIsLeftWithinTenSeconds() {
        warm();
        world.line("hk").loss = 0.3;

        assertTrue(secondsToAlarm(MINUTE) <= 10);
        assertTrue(seen.get(0).loss() > 0.15, seen::toString);
    }

    @Test
    void twoPercentOfLossIsNothingUrgent() {
        world.line("hk").loss = 0.02;

        assertEquals(-1, stepsToAlarm(world, watch, 60 * MINUTE, seen), seen::toString);
    }

    @Test
    void whatAllExitsLoseAlikeMovesNothing() {
        warm();
        for (String exit : List.of("hk", "mo", "sg")) {
            world.line(exit).loss = 0.4;
        }
        assertEquals(-1, stepsToAlarm(world, watch, MINUTE, seen), seen::toString);
    }

    @Test
    void aProbeThatStopsMovesNothing() {
        warm();
        for (String exit : List.of("hk", "mo", "sg")) {
            world.line(exit).isProbed = false;
        }
        assertEquals(-1, stepsToAlarm(world, watch, MINUTE, seen), seen::toString);
    }

    @Test
    void anExitThatLosesTooIsNoWayOut() {
        warm();
        world.line("hk").loss = 1;
        world.line("sg").loss = 0.6;

        secondsToAlarm(MINUTE);
        assertEquals(Set.of("mo"), seen.get(0).well());
    }

    @Test
    void thirtyMillisecondsMoreAreLeftWithinTwentyFiveSeconds() {
        warm();
        world.line("hk").extra = 30;

        double seconds = secondsToAlarm(MINUTE);
        assertTrue(seconds >= 15 && seconds <= 25, () -> "after " + seconds + " s");
        assertEquals(Alarm.Kind.STEP, seen.get(0).kind());
        assertEquals(Set.of("mo", "sg"), seen.get(0).well());
    }

    @Test
    void tenMillisecondsMoreWaitForTheProofOfBlocks() {
        warm();
        world.line("hk").extra = 10;

        assertEquals(-1, stepsToAlarm(world, watch, 20 * MINUTE, seen), seen::toString);
    }

    @Test
    void whenAllExitsSlowTogetherNothingMoves() {
        warm();
        world.all(Map.of("hk", 30.0, "mo", 30.0, "sg", 30.0));

        assertEquals(-1, stepsToAlarm(world, watch, 20 * MINUTE, seen), seen::toString);
    }

    @Test
    void aPeakOfTenSecondsIsNoStep() {
        warm();
        for (int peak = 0; peak < 20; peak++) {
            world.line("hk").extra = 40;
            assertEquals(-1, stepsToAlarm(world, watch, 20, seen), seen::toString);
            world.line("hk").extra = 0;
            assertEquals(-1, stepsToAlarm(world, watch, 2 * MINUTE, seen), seen::toString);
        }
    }

    @Test
    void aStepThatIsOverIsNoAlarmAnyMore() {
        warm();
        world.line("hk").extra = 30;
        secondsToAlarm(MINUTE);
        world.line("hk").extra = 0;
        world.pass();
        world.pass();
        stepsToAlarm(world, watch, 4, seen);
        seen.clear();

        assertEquals(-1, stepsToAlarm(world, watch, 2 * MINUTE, seen), seen::toString);
    }

    @Test
    void rulesThatAreOffRaiseNothing() {
        UrgentWatch off =
                new UrgentWatch(new UrgentRules(Duration.ofSeconds(2), 1, 0, 100), Method.STAMP);
        assertEquals(-1, stepsToAlarm(world, off, WARM, seen));
        world.line("hk").loss = 1;
        assertEquals(-1, stepsToAlarm(world, off, MINUTE, seen));
        world.line("hk").loss = 0;
        world.line("hk").extra = 30;
        assertEquals(-1, stepsToAlarm(world, off, MINUTE, seen));
    }
}
