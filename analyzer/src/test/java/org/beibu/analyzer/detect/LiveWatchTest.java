package org.beibu.analyzer.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.AsciiKey;
import org.beibu.runtime.journal.HeartbeatRecord;
import org.beibu.runtime.journal.LossWindowRecord;
import org.beibu.runtime.journal.TimingRecord;
import org.junit.jupiter.api.Test;

class LiveWatchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long START = 1_795_132_800L * SECOND;
    private static final String PROBE = "nanning-1";

    private final Counters counters = new Counters();
    private final List<PathEvent> told = new ArrayList<>();
    private LiveWatch watch = new LiveWatch(DetectConfig.DEFAULT, counters, told::add);
    private final TimingRecord timing = new TimingRecord();
    private final Random random = new Random(5);
    private long now = START;
    private long started = START;

    private static PathId path(String exit) {
        return new PathId("VN-HAN", exit);
    }

    private void reply(String exit, Metric metric, long atNanos, double delayMs) {
        watch.onTiming(
                PROBE,
                timing.epochNanos(atNanos)
                        .delayNanos((long) (delayMs * MILLI))
                        .method(Method.STAMP)
                        .metric(metric)
                        .qualityClass(QualityClass.CLEAN)
                        .prefix(0, 0x0000_ffff_c000_0200L, 24)
                        .routeKey(AsciiKey.route("VN-HAN"))
                        .exitKey(AsciiKey.exitHigh(exit), AsciiKey.exitLow(exit)));
    }

    private void reply(String exit, long atNanos) {
        reply(exit, Metric.FAR_ROUND_TRIP, atNanos, 30 + 0.1 * random.nextDouble());
    }

    private void window(String exit, int sent, int lost) {
        watch.onLossWindow(
                PROBE,
                new LossWindowRecord(
                        Method.STAMP,
                        Metric.FAR_ROUND_TRIP,
                        path(exit),
                        now - 10 * SECOND,
                        10 * SECOND,
                        new LossWindowRecord.Counts(sent, lost, 0, 0, 0)));
    }

    private void heartbeat() {
        watch.onHeartbeat(PROBE, new HeartbeatRecord(now, started, SECOND, 0));
    }

    /** So long all these exits answer every so many milliseconds. */
    private void answers(int seconds, int everyMillis, String... exits) {
        for (int i = 0; i < seconds * 1000; i += everyMillis) {
            for (String exit : exits) {
                reply(exit, now + i * MILLI);
            }
            if (i % 1000 == 0 && i > 0) {
                watch.onHeartbeat(PROBE, new HeartbeatRecord(now + i * MILLI, started, SECOND, 0));
            }
        }
        now += seconds * SECOND;
        heartbeat();
    }

    /** The probe lives and nobody answers. */
    private void silence(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now += SECOND;
            heartbeat();
        }
    }

    /** Kinds in the order of their first telling. */
    private List<String> kinds() {
        Map<Long, String> kinds = new LinkedHashMap<>();
        told.forEach(event -> kinds.putIfAbsent(event.epochNanos(), event.kind()));
        return List.copyOf(kinds.values());
    }

    @Test
    void anOutageIsSilenceWhileTheProbeIsAlive() {
        window("gz-1", 100, 0);
        answers(10, 100, "gz-1");
        silence(3);
        answers(2, 100, "gz-1");

        assertEquals(List.of("outage", "outage-over"), kinds());
        double after = (told.get(0).epochNanos() - START) / 1e9 - 10;
        assertTrue(after >= 0.8 && after <= 1.01, () -> "after " + after);
    }

    @Test
    void aProbeThatStallsOrIsStoppedHasNoOutage() {
        window("gz-1", 100, 0);
        answers(10, 100, "gz-1");
        now += 5 * SECOND;
        heartbeat();
        answers(10, 100, "gz-1");
        now += 3_600 * SECOND;
        heartbeat();
        silence(5);

        assertEquals(List.of(), kinds());
    }

    @Test
    void aSessionThatIsGoneAfterARestartOfItsProbeHasNoOutage() {
        window("gz-1", 100, 0);
        window("hk-2", 100, 0);
        answers(10, 100, "gz-1", "hk-2");
        started = now;
        heartbeat();
        answers(10, 100, "gz-1");

        assertEquals(List.of(), kinds());
    }

    @Test
    void packetsOfOthersThatPassByAreNotWatched() {
        answers(10, 100, "gz-1");
        silence(5);

        assertEquals(List.of(), kinds());
    }

    @Test
    void aSessionThatAsksEachSecondIsWatchedAtItsPace() {
        window("gz-1", 10, 0);
        answers(60, 1000, "gz-1");
        silence(7);
        assertEquals(List.of(), kinds());
        silence(4);
        assertEquals(List.of("outage"), kinds());
    }

    @Test
    void aSessionAtRandomTimesIsNotSilentSoon() {
        window("gz-1", 100, 0);
        for (int i = 0; i < 20_000; i++) {
            now += (long) (-Math.log(1 - random.nextDouble()) * 100 * MILLI);
            reply("gz-1", now);
            if (i % 10 == 0) {
                heartbeat();
            }
        }

        assertEquals(List.of(), kinds());
    }

    @Test
    void lossOfASessionAtRandomTimesIsToldByItsWindows() {
        for (int i = 0; i < 12; i++) {
            now += 10 * SECOND;
            window("gz-1", 100, 0);
        }
        assertEquals(List.of(), kinds());
        now += 10 * SECOND;
        window("gz-1", 100, 6);

        assertEquals(List.of("loss-rate"), kinds());
    }

    @Test
    void lossIsToldPacketByPacketWhereTheSessionIsRegularAndNotAgainByWindows() {
        window("gz-1", 100, 0);
        answers(20, 100, "gz-1");
        for (int i = 0; i < 20; i++) {
            for (int packet = 0; packet < 10; packet++) {
                if (packet != 3) {
                    reply("gz-1", now + packet * 100L * MILLI);
                }
            }
            now += SECOND;
            heartbeat();
            window("gz-1", 10, 1);
        }

        assertEquals(List.of("loss-rate"), kinds());
        assertTrue(told.get(0).epochNanos() - START < 27 * SECOND, () -> told.toString());
    }

    @Test
    void packetsThatOvertakeEachOtherAreNotLost() {
        window("gz-1", 100, 0);
        answers(10, 100, "gz-1");
        for (int i = 0; i < 300; i += 2) {
            long sent = now + i * 100L * MILLI;
            reply("gz-1", Metric.FAR_ROUND_TRIP, sent + 140 * MILLI, 40);
            reply("gz-1", Metric.FAR_ROUND_TRIP, sent + 145 * MILLI, 145);
        }

        assertEquals(0, told.stream().filter(e -> e.kind().startsWith("loss")).count());
    }

    @Test
    void aShiftOfAllExitsIsThatOfTheHostAndTheEventIsTheSameOne() {
        String[] exits = {"gz-1", "gz-2", "hk-1", "hk-2"};
        for (String exit : exits) {
            window(exit, 100, 0);
        }
        answers(60, 100, exits);
        for (int i = 0; i < 300; i++) {
            for (String exit : exits) {
                reply(exit, Metric.FAR_ROUND_TRIP, now + i * 100L * MILLI, 33);
            }
        }

        Map<String, String> newest = new LinkedHashMap<>();
        told.forEach(e -> newest.put(e.path() + e.kind() + e.epochNanos(), e.details()));
        assertEquals(4, newest.size(), told::toString);
        newest.values()
                .forEach(details -> assertTrue(details.contains("\"scope\":\"host\""), details));
        assertTrue(told.get(0).details().contains("\"scope\":null"));
    }

    /** A session whose clocks permit one-way delays; the far one is ahead by so much. */
    private void oneWays(int seconds, double offsetMs, double declaredMs) {
        oneWays(seconds, offsetMs, declaredMs, 15);
    }

    private void oneWays(int seconds, double offsetMs, double declaredMs, double thereMs) {
        for (int i = 0; i < seconds * 10; i++) {
            long at = now + i * 100L * MILLI;
            double there = thereMs + 0.05 * random.nextDouble();
            double back = 14 + 0.05 * random.nextDouble();
            reply("gz-1", Metric.FAR_ROUND_TRIP, at, there + back);
            reply("gz-1", Metric.FORWARD_ONE_WAY, at, there + offsetMs);
            if (back > offsetMs) { // negative ones are withheld by the probe
                reply("gz-1", Metric.BACKWARD_ONE_WAY, at, back - offsetMs);
            }
            if (i % 10 == 0) {
                reply("gz-1", Metric.CLOCK_ERROR, at, declaredMs);
            }
        }
        now += seconds * SECOND;
        heartbeat();
    }

    @Test
    void aClockStepIsNoticedAndItsDelaysAreInDoubtUntilItIsBack() {
        window("gz-1", 100, 0);
        oneWays(60, 0, 0.1);
        oneWays(30, 4, 0.1);
        assertEquals(List.of("clock-step"), kinds());
        double after = (told.get(0).epochNanos() - START) / 1e9 - 60;
        assertTrue(after > 0 && after <= 16, () -> "after " + after);
        String details = told.get(0).details();
        assertTrue(details.contains("\"direction\":\"one-way\",\"cause\":\"clock step\""), details);
        assertTrue(details.matches(".*\"offset_ms\":4\\.[45]\\d+.*"), details);
        assertTrue(counters.get(AnalyzerCounter.DETECT_CLOCKS_DOUBTED) > 200);

        oneWays(60, 0, 0.1);
        assertEquals(List.of("clock-step", "clock-over"), kinds());
        long doubted = counters.get(AnalyzerCounter.DETECT_CLOCKS_DOUBTED);
        oneWays(60, 0, 0.1);
        assertEquals(doubted, counters.get(AnalyzerCounter.DETECT_CLOCKS_DOUBTED));
    }

    @Test
    void anotherWayWhileTheClocksAreOffIsNoStepOfTheClock() {
        window("gz-1", 100, 0);
        oneWays(60, 0, 0.1);
        oneWays(60, 4, 0.1);
        oneWays(60, 4, 0.1, 18);
        assertEquals(List.of("clock-step", "level-shift"), kinds());

        oneWays(60, 0, 0.1, 18);
        assertEquals(List.of("clock-step", "level-shift", "clock-over"), kinds());
    }

    @Test
    void aStepThatMakesOneDirectionNegativeIsNoticedByTheOther() {
        window("gz-1", 100, 0);
        oneWays(60, 0, 0.1);
        oneWays(30, 100, 0.1);

        assertEquals(List.of("clock-step"), kinds());
    }

    @Test
    void aDriftBeyondTheDeclaredErrorIsNoticedAndOneWithinIsNot() {
        window("gz-1", 100, 0);
        for (int i = 0; i < 40; i++) {
            oneWays(10, 0.01 * i, 0.25);
        }
        assertEquals(List.of(), kinds());
        for (int i = 40; i < 120; i++) {
            oneWays(10, 0.01 * i, 0.25);
        }
        assertEquals("clock-drift", kinds().get(0));
    }

    @Test
    void aClockThatStaysWhereItIsForAnHourIsBelievedAgain() {
        window("gz-1", 100, 0);
        oneWays(60, 0, 0.1);
        oneWays(3_700, 4, 0.1);

        assertEquals(List.of("clock-step", "clock-over"), kinds());
    }

    @Test
    void aFlappingPathHasTwelveEventsAndTellsHowManyWereLeftOut() {
        window("gz-1", 100, 0);
        answers(10, 100, "gz-1");
        for (int i = 0; i < 20; i++) {
            silence(2);
            answers(2, 100, "gz-1");
        }
        assertEquals(12, kinds().size());
        assertEquals(28, counters.get(AnalyzerCounter.DETECT_EVENTS_LEFT_OUT));

        answers(300, 100, "gz-1");
        silence(2);
        String last = told.get(told.size() - 1).details();
        assertTrue(last.contains("\"left_out\":28"), last);
    }

    @Test
    void lateTimingsAreCountedAndAClockThatWasSetBackIsNotLateForEver() {
        window("gz-1", 100, 0);
        answers(60, 100, "gz-1");
        reply("gz-1", now - 30 * SECOND);
        assertEquals(1, counters.get(AnalyzerCounter.DETECT_TIMINGS_LATE));

        now -= 3_600 * SECOND;
        answers(60, 100, "gz-1");
        assertEquals(List.of(), kinds());
        silence(2);
        assertEquals(List.of("outage"), kinds());
    }

    @Test
    void sessionsBeyondTheLimitAreCounted() {
        watch = new LiveWatch(new DetectConfig(true, Duration.ofMillis(1), 1), counters, told::add);
        window("gz-1", 100, 0);
        window("gz-2", 100, 0);
        window("gz-3", 100, 0);
        answers(1, 100, "gz-1", "gz-2", "gz-3");

        assertEquals(1 + 20, counters.get(AnalyzerCounter.DETECT_BEYOND_LIMIT));
    }
}
