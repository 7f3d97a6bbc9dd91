package org.beibu.analyzer.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Objects;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.journal.CaptureStatisticsRecord;
import org.beibu.runtime.journal.HeartbeatRecord;
import org.junit.jupiter.api.Test;

/** What the live view lets go of, and what it shows while clocks are set back. */
class LiveAgeTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MS = 1_000_000L;
    private static final long START = 1_795_132_800L * SECOND;

    private final LiveView view = new LiveView();
    private final LiveRecorder recorder = new LiveRecorder(view, 2, new Counters());

    private static Series series(String route) {
        return new Series(
                new PathId(route, "gz-1"),
                Method.TIMESTAMP,
                Metric.FAR_ROUND_TRIP,
                QualityClass.CLEAN);
    }

    private LiveSeries place(String route) {
        return Objects.requireNonNull(recorder.find(series(route)));
    }

    private LiveSnapshot publishAt(long now) {
        recorder.at(now);
        recorder.publish();
        return view.snapshot();
    }

    @Test
    void figuresOfBeforeABackwardStepAreNotShownAsCurrent() {
        recorder.at(START);
        for (int i = 0; i < 12; i++) {
            recorder.record(place("VN-HAN"), START - i * SECOND, 500 * MS);
        }
        publishAt(START);
        long later = START - 60 * SECOND; // the clock was set back

        assertEquals(List.of(), publishAt(later).paths());

        for (int i = 0; i < 12; i++) {
            long now = later + i * SECOND;
            recorder.at(now);
            recorder.record(place("VN-HAN"), now, 20 * MS);
        }
        LivePath path = publishAt(later + 11 * SECOND).paths().get(0);
        assertEquals(10, path.count());
        assertEquals(20 * MS, path.maxNanos());
        assertEquals(later + 11 * SECOND, path.lastSampleNanos());
        assertEquals(1, path.secondCount()[path.secondCount().length - 1]);
    }

    @Test
    void theNewestHeartbeatIsTheOneHeardLast() {
        recorder.at(START);
        recorder.onHeartbeat("nn-1", new HeartbeatRecord(START, START, SECOND, 0));
        recorder.at(START - 60 * SECOND);
        recorder.onHeartbeat("nn-1", new HeartbeatRecord(START - 60 * SECOND, START, SECOND, 0));

        assertEquals(
                START - 60 * SECOND,
                publishAt(START - 60 * SECOND).probes().get(0).lastHeartbeatNanos());
    }

    @Test
    void lossIsUnknownWhenNothingWasOffered() {
        recorder.at(START);
        for (int i = 0; i < 3; i++) {
            recorder.onStatistics(
                    "nn-1",
                    new CaptureStatisticsRecord(START + (i - 2) * SECOND, 1000, 10, 0, 0, 0, 0));
        }

        assertEquals(-1, publishAt(START).probes().get(0).lossRatio());
    }

    @Test
    void aSilentProbeIsForgottenAfterAnHour() {
        recorder.at(START);
        recorder.onHeartbeat("nn-1", new HeartbeatRecord(START, START, SECOND, 0));
        assertEquals(1, publishAt(START + 3599 * SECOND).probes().size());

        assertEquals(0, publishAt(START + 3601 * SECOND).probes().size());
    }
}
