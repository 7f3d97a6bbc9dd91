package org.beibu.analyzer.recommend.plan;

/**
 * One exit that a group could take, with what was measured through it of late.
 *
 * @param exit the exit's name
 * @param p50 median round trip, milliseconds; NaN when it was not measured
 * @param p95 95th percentile, milliseconds; NaN when it was not measured
 * @param loss share of packets lost, 0 to 1; NaN when it was not measured
 * @param fresh whether the figures are of the last three blocks
 * @param routed whether the routers hold a valid route through it now
 */
public record Alternative(
        String exit, double p50, double p95, double loss, boolean fresh, boolean routed) {

    /** No path is slower; a figure above, milliseconds, is none. */
    private static final double SLOWEST = 100_000;

    /** Whether all figures are there, possible and of now. */
    public boolean isMeasured() {
        return fresh
                && p50 >= 0
                && p50 <= SLOWEST
                && p95 >= 0
                && p95 <= SLOWEST
                && loss >= 0
                && loss <= 1;
    }
}
