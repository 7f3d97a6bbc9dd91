package org.beibu.analyzer.recommend.prove;

/**
 * Evidence against "the alternate is not better": an e-value for the signs of blocks.
 *
 * <p>Under that hypothesis a block is won with probability 1/2 at most, given the past. Nineteen
 * bets, each on a share of 0.05 to 0.95 of the stake, start at 1 and gain or lose with each block;
 * their mean is a non-negative supermartingale, so that it ever reaches {@code 1/alpha} with
 * probability alpha at most, whenever one looks (Ville's inequality; Waudby-Smith and Ramdas 2024).
 * The mean depends on the numbers of blocks won and lost only, not on their order.
 *
 * @param wins blocks that the alternate won by more than the margin
 * @param losses all other blocks, ties among them
 */
public record SignEvidence(int wins, int losses) {
    /** No block yet: the e-value is 1. */
    public static final SignEvidence NONE = new SignEvidence(0, 0);

    private static final int BETS = 19;
    private static final double BET_STEP = 0.05;

    /** More straight wins than this are not asked for: the evidence is lost. */
    private static final int HOPELESS = 1_000;

    private static final double[] LOG_GAIN = new double[BETS];
    private static final double[] LOG_LOSS = new double[BETS];

    static {
        for (int i = 0; i < BETS; i++) {
            LOG_GAIN[i] = Math.log1p((i + 1) * BET_STEP);
            LOG_LOSS[i] = Math.log1p(-(i + 1) * BET_STEP);
        }
    }

    public SignEvidence {
        if (wins < 0 || losses < 0) {
            throw new IllegalArgumentException(
                    "blocks are counted from 0: " + wins + ", " + losses);
        }
    }

    /** The evidence after one more block. */
    public SignEvidence after(boolean won) {
        return won ? new SignEvidence(wins + 1, losses) : new SignEvidence(wins, losses + 1);
    }

    /** How many blocks there were. */
    public int blocks() {
        return wins + losses;
    }

    /** The natural logarithm of the e-value; exact also where the e-value itself overflows. */
    public double logValue() {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < BETS; i++) {
            highest = Math.max(highest, logBet(i));
        }
        double sum = 0;
        for (int i = 0; i < BETS; i++) {
            sum += Math.exp(logBet(i) - highest);
        }
        return highest + Math.log(sum / BETS);
    }

    private double logBet(int bet) {
        return wins * LOG_GAIN[bet] + losses * LOG_LOSS[bet];
    }

    /** The e-value, 1 before the first block. */
    public double value() {
        return Math.exp(logValue());
    }

    /** Whether the e-value has reached this threshold, such as 1/alpha. */
    public boolean reaches(double threshold) {
        return logValue() >= Math.log(threshold) - 1e-12;
    }

    /**
     * How many blocks in a row would have to be won for the e-value to reach this threshold: 0 when
     * it has, at most {@value #HOPELESS}.
     */
    public int winsNeeded(double threshold) {
        SignEvidence next = this;
        int more = 0;
        while (!next.reaches(threshold) && more < HOPELESS) {
            next = next.after(true);
            more++;
        }
        return more;
    }
}
