package org.beibu.probe.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.model.ClockQuality;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.probe.active.SenderCounter;
import org.beibu.probe.active.SessionConfig;
import org.beibu.probe.active.SessionOverview;
import org.beibu.probe.active.Steering;
import org.beibu.probe.active.Stream;
import org.beibu.probe.active.TraceSettings;
import org.beibu.probe.active.metrics.Reply;
import org.beibu.probe.active.metrics.SessionFigures;
import org.beibu.probe.active.metrics.SessionMeter;
import org.beibu.probe.stamp.KeyRing;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.JournalConfig;
import org.beibu.runtime.journal.JournalReader;
import org.beibu.runtime.journal.JournalWriter;
import org.beibu.runtime.journal.LossEpisodesRecord;
import org.beibu.runtime.journal.LossWindowRecord;
import org.beibu.runtime.journal.RecordKind;
import org.beibu.runtime.journal.RecordQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what a session finds to the journal, and back to what is shown of it. */
class SessionRecorderTest {
    private static final long START = 1_767_225_600_000_000_000L;
    private static final long MS = 1_000_000;
    private static final PathId PATH = new PathId("VN-HAN", "hk-3");
    private static final SessionConfig SESSION =
            new SessionConfig(
                    PATH,
                    Address.parse("192.0.2.77"),
                    862,
                    Steering.NONE,
                    new Stream(Duration.ofMillis(100), false, 0, Duration.ofSeconds(3)),
                    KeyRing.NONE);

    @TempDir private Path directory;

    private final Counters counters = new Counters();
    private final RecordQueue queue = new RecordQueue(1 << 12);
    private final SessionRecorder recorder =
            new SessionRecorder(
                    List.of(SESSION),
                    RecordingConfig.DEFAULT,
                    TraceSettings.DEFAULT,
                    queue,
                    counters);

    /** Five packets: one lost forward, one backward, one late. */
    private static SessionFigures figures() {
        SessionMeter meter = new SessionMeter(Duration.ofSeconds(3), 10);
        for (int i = 0; i < 5; i++) {
            meter.sent(i, i * MS, START + i * MS);
        }
        answer(meter, 0, 0, MS);
        answer(meter, 2, 1, MS);
        answer(meter, 3, 2, 4_000 * MS);
        answer(meter, 4, 3, MS);
        meter.judgeAll();
        return meter.take();
    }

    private static void answer(SessionMeter meter, int packet, int number, long delay) {
        long left = START + packet * MS;
        meter.replied(
                new Reply()
                        .numbers(packet, number)
                        .senderStamp(packet)
                        .reflected(left, left + number)
                        .returned(left + delay, true));
    }

    private JournalConfig written() throws Exception {
        JournalConfig config = JournalConfig.at(directory.resolve("journal"));
        try (JournalWriter journal = new JournalWriter(config, "p", () -> START, new Counters())) {
            journal.start();
            while (queue.drain(journal, 64) > 0) {
                // all of it
            }
        }
        return config;
    }

    @Test
    void aTimingIsNamedByTheSessionAndMarkedByItsStamps() throws Exception {
        recorder.onTiming(0, START, 7 * MS, true);
        recorder.onTiming(0, START + 1, 8 * MS, false);

        List<String> read = new ArrayList<>();
        try (JournalReader reader = new JournalReader(written(), new Counters())) {
            reader.start(0);
            reader.poll(
                    batch -> {
                        for (int i = 0; i < batch.count(); i++) {
                            assertEquals(RecordKind.TIMING, batch.kind(i));
                            var timing = batch.timing(i);
                            assertEquals(Method.STAMP, timing.method());
                            assertEquals(0xffff_c000_0200L, timing.prefixLow());
                            read.add(timing.delayNanos() / MS + " ms " + timing.clockQuality());
                        }
                    },
                    10);
        }
        assertEquals(List.of("7 ms kernel", "8 ms user-space"), read);
    }

    private List<String> timings() throws Exception {
        return timings(new ArrayList<>());
    }

    private List<String> timings(List<ClockQuality> qualities) throws Exception {
        List<String> read = new ArrayList<>();
        try (JournalReader reader = new JournalReader(written(), new Counters())) {
            reader.start(0);
            reader.poll(
                    batch -> {
                        for (int i = 0; i < batch.count(); i++) {
                            var timing = batch.timing(i);
                            read.add(timing.metric() + " " + timing.delayNanos());
                            qualities.add(timing.clockQuality());
                        }
                    },
                    10);
        }
        return read;
    }

    @Test
    void oneWayDelaysAreMetricsOfTheirOwnAndTheirBoundIsWrittenOnceASecond() throws Exception {
        recorder.onOneWay(0, START, 3 * MS, 4 * MS, 90_000);
        recorder.onOneWay(0, START + 100 * MS, 5 * MS, SessionMeter.NOT_DETERMINABLE, 80_000);
        recorder.onOneWay(0, START + 200 * MS, SessionMeter.NOT_DETERMINABLE, 6 * MS, 95_000);
        recorder.onOneWay(0, START + 1_000 * MS, 7 * MS, 8 * MS, 80_000);

        assertEquals(
                List.of(
                        "forward 3000000",
                        "backward 4000000",
                        "clock-error 90000",
                        "forward 5000000",
                        "backward 6000000",
                        "clock-error 95000",
                        "forward 7000000",
                        "backward 8000000",
                        "clock-error 80000"),
                timings());
    }

    @Test
    void variationIsWrittenByItsSizeWithTheQualityOfItsStamps() throws Exception {
        recorder.onVariation(0, START, -2 * MS, true);
        recorder.onVariation(0, START, 3 * MS, false);

        List<ClockQuality> qualities = new ArrayList<>();
        assertEquals(List.of("ipdv 2000000", "ipdv 3000000"), timings(qualities));
        assertEquals(List.of(ClockQuality.KERNEL, ClockQuality.USER_SPACE), qualities);
    }

    @Test
    void runsOfLossesFollowTheirWindow() throws Exception {
        recorder.onWindow(0, START, 10_000 * MS, figures());

        List<String> kinds = new ArrayList<>();
        try (JournalReader reader = new JournalReader(written(), new Counters())) {
            reader.start(0);
            reader.poll(
                    batch -> {
                        for (int i = 0; i < batch.count(); i++) {
                            kinds.add(batch.kind(i).toString());
                            if (batch.kind(i) == RecordKind.LOSS_EPISODES) {
                                assertEquals(
                                        new LossEpisodesRecord.Episodes(2, 1, 1),
                                        batch.lossEpisodes(i).episodes());
                            }
                        }
                    },
                    10);
        }
        assertEquals("LOSS_WINDOW", kinds.get(0));
        assertEquals("LOSS_EPISODES", kinds.get(1));
        assertEquals(4, kinds.size());
    }

    @Test
    void aWindowHasTheRoundTripAndBothDirections() throws Exception {
        recorder.onWindow(0, START, 10_000 * MS, figures());

        List<LossWindowRecord> read = new ArrayList<>();
        try (JournalReader reader = new JournalReader(written(), new Counters())) {
            reader.start(0);
            reader.poll(batch -> read.add(batch.lossWindow(0)), 10);
            assertEquals(1, read.size());
        }
        LossWindowRecord window = read.get(0);
        assertEquals(PATH, window.path());
        assertEquals(Metric.FAR_ROUND_TRIP, window.metric());
        assertEquals(new LossWindowRecord.Counts(5, 2, 1, 0, 0), window.counts());
    }

    @Test
    void theOverviewAddsUpWhatTheJournalHolds() throws Exception {
        recorder.onTiming(0, START, 7 * MS, true);
        recorder.onWindow(0, START, 10_000 * MS, figures());
        recorder.onWindow(0, START + 10_000 * MS, 10_000 * MS, figures());

        SessionOverview overview = new SessionOverview(START);
        try (JournalReader reader = new JournalReader(written(), new Counters())) {
            reader.startAt(START);
            while (reader.poll(overview::onBatch, 10) > 0) {
                // to the end
            }
        }
        List<SessionOverview.Row> rows = overview.rows(List.of(SESSION));

        assertEquals(1, rows.size());
        assertEquals("answered", rows.get(0).state());
        SessionOverview.Figures figures = rows.get(0).figures();
        assertEquals(10, figures.sent());
        assertEquals(4, figures.lost());
        assertEquals(2, figures.late());
        assertEquals(Optional.of(2L), figures.forwardLost());
        assertEquals(Optional.of(0L), figures.backwardLost());
        assertEquals(7 * MS, figures.delays().maxNanos());
    }

    @Test
    void aFullQueueIsCounted() {
        for (int i = 0; i < 1_000; i++) {
            recorder.onTiming(0, START, MS, true);
        }

        assertTrue(counters.get(SenderCounter.RECORDS_LOST) > 900);
    }

    @Test
    void aSessionWithoutFiguresIsShownToo() {
        SessionOverview.Row row = new SessionOverview(START).rows(List.of(SESSION)).get(0);

        assertEquals("no data", row.state());
        assertEquals(Optional.empty(), row.figures().forwardLost());
    }
}
