package org.beibu.analyzer.recommend.prove;

import org.beibu.analyzer.recommend.prove.PairedBlock.Outcome;

/**
 * What a block knows of one exit.
 *
 * @param probes how many were sent
 * @param lost how many of them were not answered
 * @param median median delay with the lost ones as infinite, milliseconds; NaN without probes
 */
public record BlockSide(long probes, long lost, double median) {
    /** Fewer probes than this of one exit say nothing. */
    public static final int LEAST_PROBES = 20;

    /** Nothing was sent. */
    public static final BlockSide NONE = new BlockSide(0, 0, Double.NaN);

    private boolean isSilent() {
        return probes == lost;
    }

    /**
     * What the block says of an alternate, this side being the current exit.
     *
     * @param margin by how much the alternate must be better, milliseconds
     * @param probeHealthy whether the probe itself worked all the time
     */
    public Outcome against(BlockSide alternate, double margin, boolean probeHealthy) {
        if (!probeHealthy || probes < LEAST_PROBES || (isSilent() && alternate.isSilent())) {
            return Outcome.NOTHING;
        }
        // Infinity less infinity is no number and therefore not above the margin: lost.
        boolean won = alternate.probes >= LEAST_PROBES && median - alternate.median > margin;
        return won ? Outcome.WON : Outcome.LOST;
    }
}
