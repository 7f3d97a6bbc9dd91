package org.beibu.analyzer.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The detectors against thirty series whose changes people marked by hand. */
class LabelledSeriesTest {
    @Test
    void offlineFindsWhatPeopleMarked() throws Exception {
        ChangeScore score = score(OfflineDetector::detect);

        assertTrue(score.f1() > 0.64, () -> "F1 " + score.f1());
        assertTrue(
                score.weightedRecall() > 0.90, () -> "weighted recall " + score.weightedRecall());
    }

    @Test
    void onlineFindsMostOfItFiveRowsLate() throws Exception {
        ChangeScore score = score(OnlineDetector::detect);

        assertTrue(score.f1() > 0.56, () -> "F1 " + score.f1());
        assertTrue(
                score.weightedRecall() > 0.77, () -> "weighted recall " + score.weightedRecall());
    }

    @Test
    void theScorePairsAsManyAsPossibleAndThenTheNearest() {
        met("true true", new int[] {10, 12}, 12, 14);
        met("false true", new int[] {10, 12}, 12);
        met("false", new int[] {10}, 13);
        met("", new int[0], 13);
    }

    private static void met(String expected, int[] labels, int... changes) {
        boolean[] met = ChangeScore.met(labels, changes);
        String[] words = new String[met.length];
        Arrays.setAll(words, i -> String.valueOf(met[i]));
        assertEquals(expected, String.join(" ", words));
    }

    private static ChangeScore score(Function<RttSeries, Detection> detector) throws Exception {
        ChangeScore score = new ChangeScore();
        for (SharedSeries one : SharedSeries.orSkip()) {
            Detection found = detector.apply(one.series());
            score.add(
                    one.series(),
                    one.labelled(),
                    found.changes().stream().mapToInt(Change::index).toArray());
        }
        return score;
    }
}
