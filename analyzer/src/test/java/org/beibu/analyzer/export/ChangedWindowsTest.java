package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.junit.jupiter.api.Test;

class ChangedWindowsTest {
    private static final Series SERIES =
            new Series(
                    new PathId("VN-HAN", "gz-1"),
                    Method.HANDSHAKE,
                    Metric.FAR_ROUND_TRIP,
                    QualityClass.CLEAN);

    @Test
    void furtherChangesDoNotPutAWindowOff() {
        ChangedWindows changed = new ChangedWindows(10, 100);
        changed.add(key(1), 0);
        changed.add(key(1), 90);

        assertEquals(List.of(), changed.takeDue(99, 10));
        assertEquals(List.of(key(1)), changed.takeDue(100, 10));
        assertEquals(0, changed.size());
    }

    @Test
    void aChangeAfterTheTakingIsDueAnew() {
        ChangedWindows changed = new ChangedWindows(10, 100);
        changed.add(key(1), 0);
        changed.takeDue(100, 10);

        changed.add(key(1), 110);

        assertEquals(List.of(), changed.takeDue(209, 10));
        assertEquals(List.of(key(1)), changed.takeDue(210, 10));
    }

    @Test
    void theOldestMakesRoom() {
        ChangedWindows changed = new ChangedWindows(2, 100);
        changed.add(key(3), 0);
        changed.add(key(1), 1);

        assertEquals(List.of(), changed.add(key(3), 2));
        assertEquals(List.of(key(3)), changed.add(key(2), 3));
        assertEquals(key(1).window().startNanos(), changed.earliestStartNanos());
    }

    @Test
    void everyNameLeavesExactlyOnce() {
        Random random = new Random(11);
        ChangedWindows changed = new ChangedWindows(50, 1_000);
        Set<WindowKey> model = new HashSet<>();
        long now = 0;

        for (int step = 0; step < 20_000; step++) {
            now += random.nextInt(20);
            WindowKey key = key(random.nextInt(200));
            List<WindowKey> left = new ArrayList<>(changed.add(key, now));
            model.add(key);
            if (random.nextInt(10) == 0) {
                left.addAll(changed.takeDue(now, 1 + random.nextInt(5)));
            }
            for (WindowKey one : left) {
                assertEquals(true, model.remove(one), "left without having come: " + one);
            }
            assertEquals(model.size(), changed.size());
        }
        changed.takeAny(now, Integer.MAX_VALUE).forEach(model::remove);

        assertEquals(Set.of(), model);
        assertEquals(0, changed.size());
        assertEquals(Long.MAX_VALUE, changed.earliestStartNanos());
    }

    private static WindowKey key(int window) {
        return new WindowKey(SERIES, new Window(window * 10_000_000_000L, Resolution.TEN_SECONDS));
    }
}
