package org.beibu.probe.active;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.beibu.model.Address;
import org.beibu.model.PathId;
import org.beibu.probe.stamp.KeyRing;
import org.junit.jupiter.api.Test;

class StreamScheduleTest {
    private static final long INTERVAL = Duration.ofMillis(100).toNanos();
    private static final Duration THRESHOLD = Duration.ofSeconds(3);
    private static final Stream PERIODIC = new Stream(Duration.ofMillis(100), false, 0, THRESHOLD);
    private static final Stream POISSON = new Stream(Duration.ofMillis(100), true, 0, THRESHOLD);

    private static long[] due(StreamSchedule schedule, int packets) {
        long[] times = new long[packets];
        for (int i = 0; i < packets; i++) {
            times[i] = schedule.dueNanos();
            schedule.advance();
        }
        return times;
    }

    @Test
    void aPeriodicStreamHasARandomPhaseAndEqualGaps() {
        long[] one = due(new StreamSchedule(PERIODIC, 1, 5_000), 100);
        long[] other = due(new StreamSchedule(PERIODIC, 2, 5_000), 100);

        assertTrue(one[0] >= 5_000 && one[0] < 5_000 + INTERVAL);
        assertNotEquals(one[0], other[0]);
        assertEquals(one[0] + 99 * INTERVAL, one[99]);
    }

    @Test
    void aPoissonStreamHasExponentialGaps() {
        int packets = 100_000;
        long[] times = due(new StreamSchedule(POISSON, 3, 0), packets + 1);
        long[] gaps =
                LongStream.range(0, packets)
                        .map(i -> times[(int) i + 1] - times[(int) i])
                        .sorted()
                        .toArray();

        double mean = LongStream.of(gaps).average().orElseThrow();
        assertEquals(1, mean / INTERVAL, 0.01);
        assertEquals(Math.log(2), (double) gaps[packets / 2] / INTERVAL, 0.02); // its median
        assertEquals(Math.log(20), (double) gaps[packets * 19 / 20] / INTERVAL, 0.06);
        assertTrue(gaps[packets - 1] <= 30 * INTERVAL);
    }

    @Test
    void allExitsOfARouteAreProbedInTheSameSecond() {
        Stream slow = new Stream(Duration.ofSeconds(20), true, 0, THRESHOLD);
        List<SessionConfig> sessions = new ArrayList<>();
        for (String route : List.of("vn-hanoi", "sg")) {
            for (int exit = 0; exit < 4; exit++) {
                sessions.add(session(new PathId(route, "exit-" + exit), slow));
            }
        }
        StreamPlan plan = new StreamPlan(sessions, 7);
        List<long[]> times =
                sessions.stream().map(session -> due(plan.schedule(session, 0), 50)).toList();

        for (int i = 0; i < 50; i++) {
            assertEquals(times.get(0)[i] + 250_000_000L, times.get(1)[i]);
            assertEquals(times.get(0)[i] + 750_000_000L, times.get(3)[i]);
        }
        assertNotEquals(times.get(0)[0], times.get(4)[0]); // another route, another phase
    }

    private static SessionConfig session(PathId path, Stream stream) {
        return new SessionConfig(
                path, Address.parse("192.0.2.1"), 862, Steering.NONE, stream, KeyRing.NONE);
    }

    @Test
    void theQueueGivesTheStreamsInTheOrderOfTheirTimes() {
        Random random = new Random(5);
        long[] naive = random.longs(500, 0, 1_000_000).toArray();
        DueQueue queue = new DueQueue(naive);
        long last = Long.MIN_VALUE;
        for (int i = 0; i < 20_000; i++) {
            long expected = LongStream.of(naive).min().orElseThrow();

            assertEquals(expected, queue.nextNanos());
            assertEquals(expected, naive[queue.next()]);
            assertTrue(expected >= last);

            last = expected;
            long again = expected + random.nextInt(1_000_000);
            naive[queue.next()] = again;
            queue.again(again);
        }
    }
}
