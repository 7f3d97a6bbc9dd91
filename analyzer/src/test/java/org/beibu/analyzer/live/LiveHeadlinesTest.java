package org.beibu.analyzer.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.junit.jupiter.api.Test;

class LiveHeadlinesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Series HANDSHAKE = series(Method.HANDSHAKE);
    private static final Series DATA = series(Method.DATA_ACK);

    private final LiveHeadlines headlines = new LiveHeadlines();
    private long nowNanos = 1_000 * SECOND;

    private static Series series(Method method) {
        PathId path = new PathId("VN-HAN", "gz-1");
        return new Series(path, method, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);
    }

    private static LivePath live(Series series, long count) {
        return new LivePath(
                series,
                count,
                10 * SECOND,
                1,
                1,
                1,
                1,
                1,
                0,
                count,
                new long[1],
                new long[1],
                new long[] {count});
    }

    private Series headAfter(long seconds, long handshakes, long data) {
        nowNanos += seconds * SECOND;
        List<LivePath> paths = new ArrayList<>();
        if (handshakes > 0) {
            paths.add(live(HANDSHAKE, handshakes));
        }
        if (data > 0) {
            paths.add(live(DATA, data));
        }
        Set<Series> heads = headlines.update(paths, nowNanos).ofPath();
        assertEquals(1, heads.size());
        return heads.iterator().next();
    }

    @Test
    void kindGivesWayOnlyAfterAMinuteOfABetterOne() {
        assertEquals(HANDSHAKE, headAfter(0, 30, 500));
        assertEquals(HANDSHAKE, headAfter(10, 5, 500), "too few handshakes from here on");
        assertEquals(HANDSHAKE, headAfter(59, 5, 500));
        headAfter(1, 5, 500);

        assertEquals(DATA, headAfter(60, 5, 500), "the path follows its route");
    }

    @Test
    void numbersAboutTheLimitDoNotMakeItFlap() {
        assertEquals(HANDSHAKE, headAfter(0, 30, 500));
        for (int i = 0; i < 100; i++) {
            assertEquals(HANDSHAKE, headAfter(40, i % 2 == 0 ? 19 : 20, 500));
        }
    }

    @Test
    void kindWithoutSamplesGivesWayAtOnce() {
        assertEquals(HANDSHAKE, headAfter(0, 30, 500));
        assertEquals(DATA, headAfter(1, 0, 500));
    }

    @Test
    void clockThatIsSetBackDoesNotHoldTheHeadlineForLong() {
        assertEquals(HANDSHAKE, headAfter(0, 30, 500));
        headAfter(10, 5, 500);
        headAfter(-500, 5, 500);
        headAfter(60, 5, 500);

        assertEquals(DATA, headAfter(60, 5, 500));
    }
}
