package org.beibu.analyzer.recommend.verify;

/**
 * One block after a move, through the new and the old exit.
 *
 * @param newMedian median round trip through the new exit, milliseconds; infinite when most packets
 *     were lost, NaN when it was not measured
 * @param oldMedian the same through the old exit
 * @param newLoss share of packets lost through the new exit, 0 to 1; NaN when it was not measured
 * @param share how full the new exit's link is, 1 for full
 * @param routed whether the routers still hold the route that the group moved to
 */
public record BlockFigures(
        double newMedian, double oldMedian, double newLoss, double share, boolean routed) {}
