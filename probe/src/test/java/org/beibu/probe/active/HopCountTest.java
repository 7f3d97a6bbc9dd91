package org.beibu.probe.active;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HopCountTest {
    private final HopCount count = new HopCount();

    private int changes(int hops, int packets) {
        int changes = 0;
        for (int i = 0; i < packets; i++) {
            changes += count.passed(hops) ? 1 : 0;
        }
        return changes;
    }

    @Test
    void aTtlTellsRoutersFromTheNearestValueThatSystemsBeginWith() {
        assertEquals(0, HopCount.ofTtl(255));
        assertEquals(7, HopCount.ofTtl(248));
        assertEquals(0, HopCount.ofTtl(64));
        assertEquals(3, HopCount.ofTtl(61));
        assertEquals(8, HopCount.ofTtl(120));
        assertEquals(HopCount.UNKNOWN, HopCount.ofTtl(0), "some reflectors say 0");
        assertEquals(HopCount.UNKNOWN, HopCount.ofTtl(-1), "not readable");
    }

    @Test
    void theFirstNumberIsNoChangeAndTheNextOneIs() {
        assertEquals(HopCount.UNKNOWN, count.hops());
        assertEquals(0, changes(4, 100));
        assertEquals(4, count.hops());

        assertEquals(0, changes(5, 7), "too few in a row");
        assertEquals(1, changes(5, 50));
        assertEquals(4, count.before());
        assertEquals(5, count.hops());
    }

    @Test
    void packetsThatTellNothingChangeNothing() {
        changes(4, 20);
        assertFalse(count.passed(HopCount.UNKNOWN));
        assertEquals(4, count.hops());
    }

    @Test
    void aFewStragglersOfTheOldWayDoNotDelayAChangeForLong() {
        changes(4, 100);
        changes(5, 2);
        changes(4, 1);

        assertEquals(1, changes(5, 16), "after one flap twice as many are needed");
    }

    @Test
    void aPathSpreadPacketByPacketMakesFewEventsHoweverLongItLasts() {
        SplittableRandom random = new SplittableRandom(1);
        changes(4, 100);
        int changes = 0;
        for (int i = 0; i < 1_000_000; i++) {
            changes += count.passed(4 + random.nextInt(2)) ? 1 : 0;
        }
        assertTrue(changes <= 1, () -> "changes of a flapping path");
        assertTrue(count.flaps() > 100_000, "but counted");
    }

    @Test
    void afterAQuietTimeAChangeIsNoticedAsFastAsBefore() {
        SplittableRandom random = new SplittableRandom(2);
        changes(4, 100);
        for (int i = 0; i < 1_000; i++) {
            count.passed(4 + random.nextInt(2));
        }
        changes(4, 400_000);

        assertEquals(1, changes(6, 8));
    }
}
