package org.beibu.lab.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShaperTest {
    private static final long MS = 1_000_000;
    private static final int FULL_FRAME = 1226; // with preamble, check sequence and gap 10,000 bits

    private static Shaper shaper(String... changes) {
        LineSetting setting = LineSetting.clear(2);
        for (String change : changes) {
            String[] words = change.split(" ", -1);
            setting = setting.with(Integer.parseInt(words[0]), words[1]);
        }
        return new Shaper(setting, 1, 0);
    }

    @Test
    void delaysOfTheLineAndOfTheDestinationAddUp() {
        Shaper shaper = shaper("0 delay=15ms", "2 delay=24ms");

        assertEquals(15 * MS, shaper.admit(1, 100, 0));
        assertEquals(39 * MS, shaper.admit(2, 100, 0));
    }

    @Test
    void whatBelongsToNoDestinationIsOnTimeAndNeverLost() {
        Shaper shaper = shaper("0 delay=15ms", "0 loss=100%");

        assertEquals(5, shaper.admit(LineSetting.NO_DESTINATION, 100, 5));
        assertEquals(Shaper.LOST, shaper.admit(1, 100, 5));
    }

    @Test
    void aLineThatIsDownCarriesNothingAtAll() {
        Shaper shaper = shaper("0 down=yes");

        assertEquals(Shaper.LOST, shaper.admit(LineSetting.NO_DESTINATION, 100, 0));
        assertEquals(Shaper.LOST, shaper.admit(1, 100, 0));
    }

    @Test
    void aDestinationThatIsDownLeavesTheOthersAndBgpAlone() {
        Shaper shaper = shaper("1 down=yes");

        assertEquals(Shaper.LOST, shaper.admit(1, 100, 0));
        assertEquals(0, shaper.admit(2, 100, 0));
        assertEquals(0, shaper.admit(LineSetting.NO_DESTINATION, 100, 0));
    }

    @Test
    void aLinkSendsOneFrameAfterTheOther() {
        Shaper shaper = shaper("0 rate=10Mbit");

        assertEquals(MS, shaper.admit(1, FULL_FRAME, 0));
        assertEquals(2 * MS, shaper.admit(2, FULL_FRAME, 0));
        assertEquals(11 * MS, shaper.admit(1, FULL_FRAME, 10 * MS));
    }

    @Test
    void aFullQueueDropsUntilItHasEmptied() {
        Shaper shaper = shaper("0 rate=10Mbit", "0 queue=2ms");
        for (int i = 1; i <= 3; i++) {
            assertEquals(i * MS, shaper.admit(1, FULL_FRAME, 0));
        }

        assertEquals(Shaper.QUEUE_FULL, shaper.admit(1, FULL_FRAME, 0));
        assertEquals(4 * MS, shaper.admit(1, FULL_FRAME, MS));
    }

    @Test
    void aShareIsLost() {
        Shaper shaper = shaper("0 loss=20%");
        int lost = 0;
        for (int i = 0; i < 10_000; i++) {
            lost += shaper.admit(1, 100, i) == Shaper.LOST ? 1 : 0;
        }

        assertTrue(lost > 1850 && lost < 2150, "lost " + lost); // 3.7 standard deviations
    }

    @Test
    void losesOfLineAndDestinationCombine() {
        LineSetting setting = LineSetting.clear(1).with(0, "loss=50%").with(1, "loss=50%");

        assertEquals(0.75, setting.loss(1), 1e-12);
    }

    @Test
    void jitterSpreadsButNeverReorders() {
        Shaper shaper = shaper("0 delay=10ms", "0 jitter=5ms");
        long last = 0;
        long most = 0;
        for (int i = 0; i < 1000; i++) {
            long sent = i * MS / 10;
            long due = shaper.admit(1, 100, sent);
            assertTrue(due >= last && due >= sent + 10 * MS && due <= sent + 15 * MS);
            most = Math.max(most, due - sent);
            last = due;
        }

        assertTrue(most > 14 * MS, "most " + most);
    }

    @Test
    void aShorterDelayDoesNotLetLaterFramesOvertake() {
        Shaper shaper = shaper("1 delay=50ms");
        assertEquals(50 * MS, shaper.admit(1, 100, 0));

        shaper.set(shaper.setting().with(1, "delay=10ms"));

        assertEquals(50 * MS, shaper.admit(1, 100, MS));
        assertEquals(60 * MS, shaper.admit(1, 100, 50 * MS));
    }
}
