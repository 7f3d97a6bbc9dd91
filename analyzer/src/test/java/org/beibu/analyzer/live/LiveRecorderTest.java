package org.beibu.analyzer.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.beibu.analyzer.AnalyzerCounter;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.CaptureSkipsRecord;
import org.beibu.runtime.journal.CaptureStatisticsRecord;
import org.beibu.runtime.journal.HeartbeatRecord;
import org.junit.jupiter.api.Test;

class LiveRecorderTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MS = 1_000_000L;
    private static final long START = 1_795_132_800L * SECOND;
    private static final Series HANOI = series("VN-HAN");
    private static final Series SINGAPORE = series("SG-SIN");

    private final Counters counters = new Counters();
    private final LiveView view = new LiveView();
    private final LiveRecorder recorder = new LiveRecorder(view, 2, counters);

    private static Series series(String route) {
        return new Series(
                new PathId(route, "gz-1"),
                Method.TIMESTAMP,
                Metric.FAR_ROUND_TRIP,
                QualityClass.CLEAN);
    }

    private void sample(Series series, long at, long delay) {
        assertTrue(recorder.isLive(at), "sample must be live");
        recorder.record(Objects.requireNonNull(recorder.find(series)), at, delay);
    }

    private LiveSnapshot publishAt(long now) {
        recorder.at(now);
        recorder.publish();
        return view.snapshot();
    }

    private LivePath path(LiveSnapshot snapshot, Series series) {
        return snapshot.paths().stream()
                .filter(path -> path.series().equals(series))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void skippedPacketsAreKnownByTheirReasonUntilTheCaptureBeginsAnew() {
        recorder.at(START);
        recorder.onStatistics(
                "nn-1", new CaptureStatisticsRecord(START, 100, 0, 0, 90, 10, 5, 7_000));
        recorder.onSkips("nn-1", new CaptureSkipsRecord(START, "arp", 3));
        recorder.onSkips("nn-1", new CaptureSkipsRecord(START, "not_ip", 6));
        recorder.onSkips("nn-1", new CaptureSkipsRecord(START, "arp", 4));
        recorder.publish();

        CaptureDetail detail = view.snapshot().probes().get(0).detail();
        assertEquals(Map.of("arp", 4L, "not_ip", 6L), detail.skippedByReason());
        assertEquals(7_000, detail.behindNanos());
        assertEquals(90, detail.used());

        recorder.onStatistics("nn-1", new CaptureStatisticsRecord(START + 1, 2, 0, 0, 2, 0, 0));
        recorder.publish();
        detail = view.snapshot().probes().get(0).detail();
        assertEquals(Map.of(), detail.skippedByReason());
        assertEquals(-1, detail.behindNanos());
    }

    @Test
    void nothingIsShownBeforeTheFirstSample() {
        LiveSnapshot snapshot = publishAt(START);

        assertEquals(START, snapshot.epochNanos());
        assertEquals(List.of(), snapshot.paths());
        assertEquals(List.of(), snapshot.probes());
    }

    @Test
    void theFiguresAreThoseOfTheLastTenSeconds() {
        recorder.at(START);
        sample(HANOI, START - 30 * SECOND, 500 * MS);
        for (int i = 0; i < 9; i++) {
            recorder.at(START + i * SECOND);
            sample(HANOI, START + i * SECOND, (20 + i) * MS);
        }

        LivePath path = path(publishAt(START + 8 * SECOND + 1), HANOI);

        assertEquals(9, path.count());
        assertEquals(10, path.totalCount());
        assertEquals(20 * MS, path.minNanos());
        assertEquals(28 * MS, path.maxNanos());
        assertEquals(24.0 * MS, (double) path.p50Nanos(), 0.001 * 24 * MS);
        assertEquals(28 * MS, path.p99Nanos());
        assertEquals(START + 8 * SECOND, path.lastSampleNanos());
        assertEquals(10 * SECOND, path.windowNanos());
    }

    @Test
    void aChangeShowsInTheNextSnapshot() {
        for (int i = 0; i < 30; i++) {
            long at = START + i * SECOND / 10;
            recorder.at(at);
            sample(HANOI, at, 20 * MS);
        }
        recorder.at(START + 3 * SECOND);
        sample(HANOI, START + 3 * SECOND, 50 * MS);

        LivePath path = path(publishAt(START + 3 * SECOND + 500 * MS), HANOI);

        int running = path.secondP50Nanos().length - 1;
        assertEquals(START + 3 * SECOND, path.secondStartNanos()[running]);
        assertEquals(50 * MS, path.secondP50Nanos()[running]);
        assertEquals(50 * MS, path.maxNanos());
        assertEquals(20 * MS, path.secondP50Nanos()[running - 1]);
        assertEquals(10, path.secondCount()[running - 1]);
        assertEquals(-1, path.secondP50Nanos()[running - 4]);
    }

    @Test
    void theSecondsAreThoseOfAPlainList() {
        Random random = new Random(9);
        long[][] delays = new long[130][];
        long now = START;
        for (int second = 0; second < 130; second++) {
            now = START + second * SECOND;
            recorder.at(now);
            delays[second] = new long[random.nextInt(6)];
            for (int i = 0; i < delays[second].length; i++) {
                delays[second][i] = (10 + random.nextInt(100)) * MS;
                sample(HANOI, now + random.nextInt(900) * MS, delays[second][i]);
            }
            Arrays.sort(delays[second]);
        }

        LivePath path = path(publishAt(now + 950 * MS), HANOI);

        for (int i = 0; i < 120; i++) {
            long[] expected = delays[i + 10];
            assertEquals(START + (i + 10) * SECOND, path.secondStartNanos()[i]);
            assertEquals(expected.length, path.secondCount()[i]);
            double median = expected.length == 0 ? -1 : expected[(expected.length - 1) / 2];
            assertEquals(median, (double) path.secondP50Nanos()[i], Math.abs(median) * 0.001);
        }
    }

    @Test
    void aReaderThatCatchesUpFillsThePastSeconds() {
        recorder.at(START + 100 * SECOND);
        for (int i = 0; i < 100; i++) {
            sample(HANOI, START + i * SECOND, (i + 1) * MS);
        }

        LivePath path = path(publishAt(START + 100 * SECOND), HANOI);

        long[] counts = Arrays.copyOfRange(path.secondCount(), 19, 119);
        long[] ones = new long[100];
        Arrays.fill(ones, 1);
        assertArrayEquals(ones, counts);
    }

    @Test
    void importedCapturesAreNotLive() {
        recorder.at(START);

        assertFalse(recorder.isLive(START - 3600 * SECOND));
        assertFalse(recorder.isLive(START + 3600 * SECOND));
        recorder.onStatistics(
                "import-0123",
                new CaptureStatisticsRecord(START - 3600 * SECOND, 5, 0, 0, 5, 0, 5));
        assertEquals(List.of(), publishAt(START).probes());
    }

    @Test
    void aSeriesDisappearsAfterTwoMinutesOfSilence() {
        recorder.at(START);
        sample(HANOI, START, MS);

        assertEquals(1, publishAt(START + 119 * SECOND).paths().size());
        assertEquals(0, publishAt(START + 120 * SECOND).paths().size());
    }

    @Test
    void veryLateSamplesAreCountedOnly() {
        recorder.at(START);
        sample(HANOI, START, MS);
        sample(HANOI, START - 12 * SECOND, 2 * MS);

        assertEquals(1, counters.get(AnalyzerCounter.LIVE_SAMPLES_OUTSIDE));
        assertEquals(1, path(publishAt(START), HANOI).totalCount());
    }

    @Test
    void seriesBeyondTheBoundAreRefusedAndCounted() {
        assertNotNull(recorder.find(HANOI));
        assertNotNull(recorder.find(SINGAPORE));

        assertNull(recorder.find(series("TH-BKK")));
        assertEquals(1, counters.get(AnalyzerCounter.LIVE_SERIES_REFUSED));
    }

    @Test
    void pathsAreInOrderAndListenersHearOfThem() {
        List<LiveSnapshot> heard = new ArrayList<>();
        view.addListener(heard::add);
        recorder.at(START);
        sample(HANOI, START, MS);
        sample(SINGAPORE, START, MS);

        LiveSnapshot snapshot = publishAt(START);

        assertEquals(List.of(snapshot), heard);
        assertEquals(
                List.of(SINGAPORE, HANOI),
                snapshot.paths().stream().map(LivePath::series).toList());
    }

    @Test
    void lossIsTheShareOfWhatWasOffered() {
        long received = 0;
        long dropped = 0;
        for (int second = 0; second <= 60; second++) {
            long now = START + second * SECOND;
            recorder.at(now);
            received += second == 0 ? 0 : 1000;
            dropped += second > 55 ? 100 : 0;
            recorder.onStatistics(
                    "nn-1", new CaptureStatisticsRecord(now, received, dropped, 0, 0, 0, 0));
            recorder.onHeartbeat("nn-1", new HeartbeatRecord(now, START, SECOND, 0));
        }

        LiveProbe probe = publishAt(START + 60 * SECOND).probes().get(0);

        assertEquals("nn-1", probe.name());
        assertEquals(START + 60 * SECOND, probe.lastHeartbeatNanos());
        assertEquals(60_000, probe.received());
        assertEquals(500, probe.dropped());
        assertEquals(500 / 10_000.0, probe.lossRatio(), 1e-12);
        assertEquals(500 / 60_000.0, probe.lossRatioMinute(), 1e-12);
    }

    @Test
    void lossOfTheInterfaceCountsToo() {
        statistics(START, 0, 0, 0);
        statistics(START + SECOND, 900, 0, 100);

        assertEquals(0.1, publishAt(START + SECOND).probes().get(0).lossRatio(), 1e-12);
    }

    @Test
    void lossIsUnknownWithoutTwoRecentTotals() {
        recorder.at(START);
        recorder.onHeartbeat("nn-1", new HeartbeatRecord(START, START, SECOND, 0));
        assertEquals(-1, publishAt(START).probes().get(0).lossRatio());
        statistics(START, 1000, 10, 0);
        assertEquals(-1, publishAt(START).probes().get(0).lossRatio());
        statistics(START + SECOND, 2000, 10, 0);
        assertEquals(0, publishAt(START + SECOND).probes().get(0).lossRatio());
        assertEquals(-1, publishAt(START + 20 * SECOND).probes().get(0).lossRatio());
    }

    @Test
    void aRestartedCaptureCountsFromItsOwnBeginning() {
        statistics(START, 10_000, 5000, 0);
        statistics(START + SECOND, 0, 0, 0);
        statistics(START + 2 * SECOND, 100, 1, 0);

        assertEquals(0.01, publishAt(START + 2 * SECOND).probes().get(0).lossRatio(), 1e-12);
    }

    private void statistics(long at, long received, long dropped, long byInterface) {
        recorder.at(at);
        recorder.onStatistics(
                "nn-1", new CaptureStatisticsRecord(at, received, dropped, byInterface, 0, 0, 0));
    }
}
