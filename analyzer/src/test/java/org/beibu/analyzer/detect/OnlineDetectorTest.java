package org.beibu.analyzer.detect;

import static org.beibu.analyzer.detect.DrawnSeries.drawn;
import static org.beibu.analyzer.detect.DrawnSeries.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnlineDetectorTest {
    private static List<Change> changes(RttSeries series) {
        return OnlineDetector.detect(series).changes();
    }

    @Test
    void aStepIsSaidWithinSixRows() {
        List<Change> found = changes(drawn(400, row -> row < 250 ? 40 : 45));

        assertEquals(List.of(250), found.stream().map(Change::index).toList());
        assertEquals(250 + OnlineDetector.DELAY, found.get(0).decidedIndex());
        assertEquals(6, found.get(0).after().rows());
    }

    @Test
    void spikesAndSingleLossesAreNotSaid() {
        RttSeries spiky = drawn(600, row -> row % 50 == 20 ? 95 : 40);

        assertEquals(List.of(), changes(without(spiky, 133, 400)));
    }

    @Test
    void anOutageIsLossAndItsEndToo() {
        List<Change> found =
                changes(without(drawn(400, row -> 40), IntStream.range(200, 230).toArray()));

        assertEquals(List.of(200, 230), found.stream().map(Change::index).toList());
        assertTrue(found.stream().allMatch(change -> change.kind() == ChangeKind.LOSS));
    }

    /** What is said of a series cut short is what was said by then of the whole one. */
    @Test
    void theFutureChangesNothing() {
        RttSeries whole = drawn(500, row -> row < 150 ? 40 : row < 170 ? 60 : row < 300 ? 41 : 52);
        double[] delays = new double[500];
        Arrays.setAll(delays, whole::rttMs);
        List<Change> all = changes(whole);

        assertTrue(all.size() > 2);
        for (Change change : all) {
            int rows = change.decidedIndex() + 1;
            List<Change> then = changes(RttSeries.every(240_000, Arrays.copyOf(delays, rows)));
            assertEquals(change, then.get(then.size() - 1));
        }
    }

    @Test
    void seriesWithoutAnythingHaveNoChanges() {
        double[] lost = new double[50];
        Arrays.fill(lost, -1);

        assertEquals(List.of(), changes(RttSeries.every(1000)));
        assertEquals(List.of(), changes(RttSeries.every(1000, 3)));
        assertEquals(List.of(), changes(RttSeries.every(1000, lost)));
        assertEquals(List.of(), changes(RttSeries.every(1000, new double[50])));
    }
}
