package org.beibu.analyzer.recommend.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignEvidenceTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1.00",
        "3, 0, 3.71",
        "5, 0, 10.20",
        "6, 0, 17.43",
        "7, 0, 30.25",
        "8, 0, 53.23",
        "11, 0, 307.75",
        "9, 1, 19.34",
        "10, 1, 32.31"
    })
    void theValueIsTheMeanOfNineteenBets(int wins, int losses, double value) {
        assertEquals(value, new SignEvidence(wins, losses).value(), 0.005);
    }

    @ParameterizedTest
    @CsvSource({"20, 7, 10, 12, 14, 16", "40, 8, 11, 13, 16, 18", "100, 10, 13, 15, 18, 20"})
    void eachLossCostsTwoOrThreeWins(
            double threshold, int none, int one, int two, int three, int four) {
        int[] expected = {none, one, two, three, four};
        for (int losses = 0; losses < expected.length; losses++) {
            assertEquals(
                    expected[losses],
                    new SignEvidence(0, losses).winsNeeded(threshold),
                    "after " + losses + " losses");
        }
    }

    @Test
    void nothingIsNeededOnceTheThresholdIsReached() {
        assertEquals(0, new SignEvidence(7, 0).winsNeeded(20));
        assertTrue(new SignEvidence(7, 0).reaches(20));
        assertFalse(new SignEvidence(6, 0).reaches(20));
    }

    @Test
    void manyBlocksDoNotOverflow() {
        SignEvidence certain = new SignEvidence(100_000, 0);

        assertEquals(Double.POSITIVE_INFINITY, certain.value());
        assertEquals(100_000 * Math.log1p(0.95) - Math.log(19), certain.logValue(), 1e-6);
        assertTrue(new SignEvidence(0, 100_000).logValue() < -1_000);
    }

    @Test
    void fairCoinsReachTwentyInFewerThanOneRunInTwenty() {
        SplittableRandom random = new SplittableRandom(20_261_122);
        int runs = 4_000;
        int reached = 0;
        for (int run = 0; run < runs; run++) {
            SignEvidence evidence = SignEvidence.NONE;
            boolean ever = false;
            for (int block = 0; block < 300 && !ever; block++) {
                evidence = evidence.after(random.nextBoolean());
                ever = evidence.reaches(20);
            }
            reached += ever ? 1 : 0;
        }
        double share = (double) reached / runs;
        assertTrue(share <= 0.05, "reached in a share of " + share);
        assertTrue(share >= 0.01, "a test that never fires proves nothing: " + share);
    }

    @Test
    void negativeCountsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SignEvidence(-1, 0));
    }
}
