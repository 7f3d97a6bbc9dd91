package org.beibu.analyzer.recommend.verify;

import org.beibu.analyzer.recommend.prove.SignEvidence;

/**
 * Watches a move for eight blocks. Fast guards need no statistics: a lost route or a full link end
 * it at once, loss or much delay in two blocks. Beside them runs the same test as before the move
 * with the exits exchanged. It needs seven straight blocks to fire, so a shorter watch never could.
 */
public final class MoveWatch {
    /** How many blocks a move is watched. */
    public static final int BLOCKS = 8;

    private static final int BAD_BLOCKS = 2;
    private static final double MARGINS_SLOWER = 3;
    private static final double SHARE_SLOWER = 0.20;

    private final Terms terms;
    private SignEvidence oldIsBetter = SignEvidence.NONE;
    private int blocks;
    private int lossy;
    private int slow;
    private double gains;
    private int measured;
    private Verdict verdict = Verdict.WAIT;

    /**
     * What a move is held to.
     *
     * @param margin the margin of its proof, milliseconds
     * @param medianBefore median through the old exit before the move, milliseconds
     * @param mostLoss share of packets that its class may lose
     * @param fullest share of the new link above which the move is taken back
     * @param evidence the e-value that refutes it
     */
    public record Terms(
            double margin, double medianBefore, double mostLoss, double fullest, double evidence) {}

    /** A watch that begins with the next block. */
    public MoveWatch(Terms terms) {
        this.terms = terms;
    }

    /** Adds a block; a verdict that is final stays. */
    public Verdict add(BlockFigures block) {
        if (verdict == Verdict.WAIT) {
            count(block);
            verdict = judge(block);
        }
        return verdict;
    }

    private void count(BlockFigures block) {
        blocks++;
        boolean silent = block.newMedian() == Double.POSITIVE_INFINITY;
        lossy += block.newLoss() > terms.mostLoss() || silent ? 1 : 0;
        double most =
                terms.medianBefore()
                        + Math.max(
                                MARGINS_SLOWER * terms.margin(),
                                SHARE_SLOWER * terms.medianBefore());
        slow += block.newMedian() > most && !silent ? 1 : 0;
        if (!Double.isNaN(block.newMedian()) && !Double.isNaN(block.oldMedian())) {
            // Infinity less infinity is no number and not above the margin: a tie.
            double gain = block.newMedian() - block.oldMedian();
            oldIsBetter = oldIsBetter.after(gain > terms.margin());
            if (Double.isFinite(gain)) {
                gains -= gain;
                measured++;
            }
        }
    }

    private Verdict judge(BlockFigures block) {
        if (!block.routed()) {
            return Verdict.ROUTE_GONE;
        }
        if (block.share() > terms.fullest()) {
            return Verdict.OVERLOADED;
        }
        if (lossy >= BAD_BLOCKS) {
            return Verdict.LOSSY;
        }
        if (slow >= BAD_BLOCKS) {
            return Verdict.SLOWER;
        }
        if (oldIsBetter.reaches(terms.evidence())) {
            return Verdict.REFUTED;
        }
        return blocks >= BLOCKS ? Verdict.KEEP : Verdict.WAIT;
    }

    /** What is to be done now. */
    public Verdict verdict() {
        return verdict;
    }

    /** Blocks seen so far. */
    public int blocks() {
        return blocks;
    }

    /**
     * By how much the new exit was faster than the old one in the same blocks, milliseconds; NaN
     * before both were measured in one.
     */
    public double realisedGain() {
        return measured == 0 ? Double.NaN : gains / measured;
    }
}
