package org.beibu.simulator.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private final Timeline timeline = new Timeline();
    private final List<String> happened = new ArrayList<>();

    private void runAll() {
        while (timeline.nextNanos() != Timeline.NEVER) {
            timeline.runNext();
        }
    }

    @Test
    void eventsHappenByTimeAndThoseOfOneTimeInOrderOfEntry() {
        timeline.at(30, now -> happened.add("c" + now));
        timeline.at(10, now -> happened.add("a" + now));
        timeline.at(30, now -> happened.add("d" + now));
        timeline.at(20, now -> happened.add("b" + now));

        runAll();

        assertEquals(List.of("a10", "b20", "c30", "d30"), happened);
    }

    @Test
    void anyNumberOfEventsComesOutSortedAndNothingIsLeftOver() {
        Chance chance = new Chance(7);
        List<Long> times = new ArrayList<>();
        long[] last = {-1};
        for (int i = 0; i < 20_000; i++) {
            long time = chance.between(0, 5000);
            times.add(time);
            timeline.at(
                    time,
                    now -> {
                        assertFalse(now < last[0], "backwards");
                        last[0] = now;
                        assertEquals(now, timeline.nowNanos());
                        happened.add("x");
                    });
        }

        runAll();

        assertEquals(times.size(), happened.size());
        assertEquals(0, timeline.size());
    }

    @Test
    void nothingCanHappenInThePast() {
        timeline.at(10, now -> {});
        timeline.runNext();

        assertThrows(IllegalArgumentException.class, () -> timeline.at(9, now -> {}));
        assertThrows(IllegalStateException.class, timeline::runNext);
    }

    @Test
    void timerMovedToLaterFiresOnceAtTheLaterTime() {
        Timer timer = new Timer(timeline, now -> happened.add("fired" + now));
        timer.arm(10);
        timer.arm(25);

        runAll();

        assertEquals(List.of("fired25"), happened);
    }

    @Test
    void timerMovedToEarlierFiresOnceAtTheEarlierTime() {
        Timer timer = new Timer(timeline, now -> happened.add("fired" + now));
        timer.arm(25);
        timer.arm(10);

        runAll();

        assertEquals(List.of("fired10"), happened);
    }

    @Test
    void cancelledTimerStaysSilentUntilItIsArmedAgain() {
        Timer timer = new Timer(timeline, now -> happened.add("fired" + now));
        timer.arm(10);
        timer.cancel();
        assertFalse(timer.isArmed());
        timer.arm(40);

        runAll();

        assertEquals(List.of("fired40"), happened);
    }
}
