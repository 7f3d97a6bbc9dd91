package org.beibu.probe.active;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.HopCountsRecord;
import org.junit.jupiter.api.Test;

class PathWatchTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final List<String> events = new ArrayList<>();
    private final Counters counters = new Counters();
    private final PathWatch watch =
            new PathWatch(
                    3,
                    (session, kind, change) ->
                            events.add(
                                    "%d %s %s %d %d %d"
                                            .formatted(
                                                    session,
                                                    kind,
                                                    change.metric(),
                                                    change.before(),
                                                    change.after(),
                                                    change.leftOut())),
                    counters);
    private long now = 1;

    private void replies(int senderTtl, int ttl) {
        for (int i = 0; i < 8; i++) {
            watch.replied(now, senderTtl, ttl);
        }
    }

    @Test
    void eachDirectionIsReportedByItself() {
        replies(251, 250);
        replies(250, 250);
        replies(250, 61);

        assertEquals(
                List.of("3 hop-count-change forward 4 5 0", "3 hop-count-change backward 5 3 0"),
                events);
        assertEquals(new HopCountsRecord.Direction(5, 0), watch.forward());
        assertEquals(new HopCountsRecord.Direction(3, 0), watch.backward());
    }

    @Test
    void aReflectorThatCannotReadTheTtlTellsNothing() {
        replies(255, 250);
        replies(0, 250);

        assertEquals(-1, watch.forward().hops());
        assertEquals(5, watch.backward().hops());
        replies(255, 255);
        assertEquals(0, watch.forward().hops(), "next to each other 255 is a TTL");
    }

    @Test
    void aRunOfLossesIsOneEventHoweverLong() {
        watch.judged(now, 4, true);
        watch.judged(now, 6, true);
        watch.judged(now, 16, true);
        watch.judged(now, 17, false);
        watch.judged(now, 5, false);

        assertEquals(List.of("3 loss far 0 6 0", "3 loss far 0 5 0"), events);
    }

    @Test
    void aStormIsCutAndWhatWasLeftOutIsTold() {
        for (int i = 0; i < 20; i++) {
            watch.judged(now, 5, false);
        }
        assertEquals(6, events.size());
        assertEquals(14, counters.get(SenderCounter.PATH_EVENTS_LEFT_OUT));

        now += 10 * MINUTE;
        watch.judged(now, 5, false);
        watch.judged(now, 5, false);
        assertEquals(7, events.size());
        assertEquals("3 loss far 0 5 14", events.get(6));
    }

    @Test
    void anotherLevelOfDelayIsReportedWithBothLevels() {
        for (int i = 0; i < 120; i++) {
            watch.timed(now, 30_000_000 + i % 5 * 1_000);
            now += TimeUnit.SECONDS.toNanos(1);
        }
        for (int i = 0; i < 12; i++) {
            watch.timed(now, 33_000_000);
            now += TimeUnit.SECONDS.toNanos(1);
        }

        assertEquals(List.of("3 latency-change far 30002000 33000000 0"), events);
    }
}
