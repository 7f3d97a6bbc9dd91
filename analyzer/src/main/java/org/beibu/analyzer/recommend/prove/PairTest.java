package org.beibu.analyzer.recommend.prove;

import org.beibu.analyzer.recommend.prove.PairedBlock.Outcome;

/**
 * The running test of one alternate exit against the current one. Margin and block length are
 * settled when it starts and never change: a change of either is a new test, as are a move, another
 * AS path or next hop, and the end of a day.
 */
public final class PairTest {
    /** A test begins anew after so many minutes, so that its error budget is one a day. */
    public static final int LONGEST_MINUTES = 1_440;

    private static final double LEAST_MARGIN = 2;
    private static final double MARGIN_SHARE = 0.05;

    private final Terms terms;
    private long startMinute;
    private SignEvidence evidence = SignEvidence.NONE;
    private int unusable;

    /**
     * What is settled before a test starts.
     *
     * @param margin by how much the alternate must be better, milliseconds
     * @param blockMinutes length of a block
     * @param route what the test holds for, such as AS path and next hop of both exits; another
     *     text is another test
     */
    public record Terms(double margin, int blockMinutes, String route) {
        public Terms {
            if (!(margin >= 0) || Double.isInfinite(margin) || blockMinutes < 1) {
                throw new IllegalArgumentException(
                        "margin from 0 and block from 1 minute: " + margin + ", " + blockMinutes);
            }
        }
    }

    /** A test under these terms from this minute on. */
    public PairTest(Terms terms, long startMinute) {
        this.terms = terms;
        this.startMinute = startMinute;
    }

    /** The margin for a path of this median delay, both in milliseconds. */
    public static double margin(double median) {
        return Math.max(LEAST_MARGIN, MARGIN_SHARE * median);
    }

    /**
     * Adds a block that has ended. One that ends when the test is a day old begins a new test under
     * the same terms.
     *
     * @param endMinute minute in which the block ended
     */
    public void add(Outcome outcome, long endMinute) {
        if (endMinute - startMinute > LONGEST_MINUTES) {
            evidence = SignEvidence.NONE;
            unusable = 0;
            startMinute = endMinute - terms.blockMinutes();
        }
        switch (outcome) {
            case WON -> evidence = evidence.after(true);
            case LOST -> evidence = evidence.after(false);
            case NOTHING -> unusable++;
        }
    }

    /** What is settled. */
    public Terms terms() {
        return terms;
    }

    /** What the blocks say so far. */
    public SignEvidence evidence() {
        return evidence;
    }

    /** Blocks that said nothing. */
    public int unusableBlocks() {
        return unusable;
    }

    /** The minute in which the test started. */
    public long startMinute() {
        return startMinute;
    }
}
