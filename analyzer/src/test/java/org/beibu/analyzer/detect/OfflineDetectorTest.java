package org.beibu.analyzer.detect;

import static org.beibu.analyzer.detect.DrawnSeries.drawn;
import static org.beibu.analyzer.detect.DrawnSeries.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OfflineDetectorTest {
    private static List<Change> changes(RttSeries series) {
        return OfflineDetector.detect(series).changes();
    }

    private static List<Integer> indices(RttSeries series) {
        return changes(series).stream().map(Change::index).toList();
    }

    @Test
    void aStepIsFoundAtItsRowWithItsSize() {
        List<Change> found = changes(drawn(600, row -> row < 250 ? 40 : 43));

        assertEquals(1, found.size());
        Change step = found.get(0);
        assertEquals(250, step.index());
        assertEquals(ChangeKind.LEVEL, step.kind());
        assertEquals(ChangeCause.ROUTING_STEP, step.cause());
        assertEquals(40, step.before().medianMs(), 0.1);
        assertEquals(43, step.after().medianMs(), 0.1);
        assertTrue(step.confidence() > 0.5 && step.confidence() < 1);
        assertTrue(step.decidedIndex() >= 250 && step.decidedIndex() < 600);
    }

    @Test
    void aStepDownAndBackAreTwoChanges() {
        assertEquals(
                List.of(200, 300), indices(drawn(600, row -> row >= 200 && row < 300 ? 35 : 40)));
    }

    @Test
    void oneOrTwoLateAnswersAreSpikesAndNoChanges() {
        Detection found = OfflineDetector.detect(drawn(500, row -> row == 200 ? 90 : 40));

        assertEquals(List.of(), found.changes());
        assertEquals(1, found.notChanges().size());
        assertEquals(200, found.notChanges().get(0).index());
        assertEquals(ChangeCause.SPIKE, found.notChanges().get(0).cause());
        assertEquals(List.of(), indices(drawn(500, row -> row == 200 || row == 201 ? 45 : 40)));
    }

    @Test
    void aSingleLostAnswerIsNoChange() {
        Detection found = OfflineDetector.detect(without(drawn(500, row -> 40), 100, 300));

        assertEquals(List.of(), found.changes());
        assertEquals(2, found.lostRows());
        assertEquals(
                List.of(100, 300),
                found.notChanges().stream().map(Detection.Episode::index).toList());
    }

    @Test
    void anOutageIsLossFromItsFirstToItsLastRow() {
        int[] lost = IntStream.range(200, 220).toArray();

        List<Change> found = changes(without(drawn(500, row -> 40), lost));

        assertEquals(List.of(200, 220), found.stream().map(Change::index).toList());
        for (Change change : found) {
            assertEquals(ChangeKind.LOSS, change.kind());
            assertEquals(ChangeCause.LOSS, change.cause());
        }
        assertEquals(1, found.get(0).after().lossShare());
        assertTrue(Double.isNaN(found.get(0).after().medianMs()));
    }

    @Test
    void scatteredLossThatStaysIsAChangeOfLoss() {
        Random random = new Random(3);
        int[] lost = IntStream.range(500, 1000).filter(row -> random.nextDouble() < 0.25).toArray();

        List<Change> found = changes(without(drawn(1000, row -> 40), lost));

        assertTrue(found.stream().allMatch(change -> change.kind() == ChangeKind.LOSS));
        assertEquals(500, found.get(0).index(), 15);
    }

    @Test
    void aWiderSpreadOnTheSameLevelIsAChangeOfSpread() {
        Random random = new Random(5);

        List<Change> found =
                changes(drawn(1200, row -> row < 600 ? 60 : 60 + 2.5 * random.nextGaussian()));

        List<Change> spreads =
                found.stream().filter(change -> change.kind() == ChangeKind.SPREAD).toList();
        assertEquals(1, spreads.size());
        assertEquals(600, spreads.get(0).index(), 10);
    }

    @Test
    void aSmoothSwingOfEveryDayIsNoRoutingStep() {
        int day = 360;

        List<Integer> found =
                indices(drawn(5 * day, row -> 45 - 4 * Math.cos(2 * Math.PI * row / day)));

        assertEquals(List.of(), found);
    }

    @Test
    void aStepDuringASwingIsStillFound() {
        int day = 360;

        List<Integer> found =
                indices(
                        drawn(
                                4 * day,
                                row -> (row < 700 ? 45 : 57) - Math.cos(2 * Math.PI * row / day)));

        assertTrue(found.contains(700));
        assertTrue(found.size() <= 3);
    }

    @Test
    void eveningQueuesAreCongestionAndNoRoutingStep() {
        Random random = new Random(9);

        List<Change> found =
                changes(
                        drawn(
                                800,
                                row ->
                                        row < 400 || row >= 520
                                                ? 40
                                                : 40 + 12 * random.nextDouble()));

        assertEquals(400, found.get(0).index());
        assertEquals(520, found.get(found.size() - 1).index(), 2);
        assertTrue(found.stream().noneMatch(change -> change.cause() == ChangeCause.ROUTING_STEP));
    }

    @Test
    void constantShortAndLostSeriesHaveNoChanges() {
        double[] ties = new double[300];
        Arrays.fill(ties, 12.5);
        double[] lost = new double[300];
        Arrays.fill(lost, Double.NaN);

        assertEquals(List.of(), indices(RttSeries.every(1000, ties)));
        assertEquals(List.of(), indices(RttSeries.every(1000, lost)));
        assertEquals(List.of(), indices(RttSeries.every(1000)));
        assertEquals(List.of(), indices(RttSeries.every(1000, 5)));
        assertEquals(List.of(), indices(RttSeries.every(1000, 5, 50, 5)));
    }

    @Test
    void aHundredThousandRowsTakeSeconds() {
        RttSeries series = drawn(100_000, row -> row / 20_000 % 2 == 0 ? 40 : 44);

        List<Integer> found = assertTimeout(Duration.ofMinutes(2), () -> indices(series));

        assertEquals(List.of(20_000, 40_000, 60_000, 80_000), found);
    }
}
