package org.beibu.analyzer.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.export.Backfill.Portion;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.junit.jupiter.api.Test;

class BackfillTest {
    private static final long HOUR = Resolution.HOUR.nanos();
    private static final Subject GUANGZHOU = series("gz-1");
    private static final Subject HONG_KONG = series("hk-3");

    @Test
    void portionsCoverTheStretchOnceForEachSeries() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            Backfill backfill = new Backfill();
            backfill.request(Resolution.MINUTE, 3 * HOUR, 9 * HOUR);

            Map<Subject, Long> reached = new HashMap<>();
            Optional<Portion> next = backfill.next(() -> List.of(GUANGZHOU, HONG_KONG));
            while (next.isPresent()) {
                Portion portion = next.get();
                long expected = reached.getOrDefault(portion.subject(), 3 * HOUR);
                assertEquals(expected, portion.fromNanos());
                assertTrue(portion.toNanos() - portion.fromNanos() <= HOUR);
                reached.put(portion.subject(), portion.toNanos());
                assertTrue(backfill.earliestStartNanos() <= portion.fromNanos());
                backfill.done(random.nextBoolean());
                next = backfill.next(() -> List.of(GUANGZHOU, HONG_KONG));
            }

            assertEquals(Map.of(GUANGZHOU, 9 * HOUR, HONG_KONG, 9 * HOUR), reached);
            assertTrue(backfill.isEmpty());
            assertEquals(Long.MAX_VALUE, backfill.earliestStartNanos());
        }
    }

    @Test
    void aPortionStaysUntilItIsDone() {
        Backfill backfill = new Backfill();
        backfill.request(Resolution.MINUTE, 0, HOUR);

        Optional<Portion> first = backfill.next(() -> List.of(GUANGZHOU));

        assertEquals(first, backfill.next(() -> List.of(GUANGZHOU)));
    }

    @Test
    void severalStretchesBecomeTheirHull() {
        Backfill backfill = new Backfill();
        backfill.request(Resolution.TEN_SECONDS, 5 * HOUR, 6 * HOUR);
        backfill.request(Resolution.TEN_SECONDS, 2 * HOUR, 3 * HOUR);

        assertEquals(2 * HOUR, backfill.earliestStartNanos());
    }

    @Test
    void anEmptyStoreEndsIt() {
        Backfill backfill = new Backfill();
        backfill.request(Resolution.TEN_SECONDS, 0, 1_000 * HOUR);

        assertEquals(Optional.empty(), backfill.next(List::of));
        assertTrue(backfill.isEmpty());
    }

    @Test
    void nothingIsAskedForWhenTheStretchIsEmpty() {
        Backfill backfill = new Backfill();
        backfill.request(Resolution.TEN_SECONDS, HOUR, HOUR);

        assertTrue(backfill.isEmpty());
    }

    private static Subject series(String exit) {
        return new Subject.Delays(
                new Series(
                        new PathId("VN-HAN", exit),
                        Method.HANDSHAKE,
                        Metric.FAR_ROUND_TRIP,
                        QualityClass.CLEAN));
    }
}
