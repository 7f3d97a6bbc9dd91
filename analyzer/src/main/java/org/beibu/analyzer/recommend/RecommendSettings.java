package org.beibu.analyzer.recommend;

import org.beibu.analyzer.recommend.plan.DelayCurve;
import org.beibu.analyzer.recommend.plan.Limits;

/**
 * How recommendations are made.
 *
 * @param limits what plans keep to
 * @param curve delay of a link's queue by its load
 * @param evidence the e-value that one alternate needs; with more of them each needs as many times
 *     that
 * @param movesAnHour moves for delay in any hour
 * @param reliefsAnHour moves for relief in any hour
 * @param falseDiscovery share of wrong moves when nobody looks at them; 0 when a person does
 */
public record RecommendSettings(
        Limits limits,
        DelayCurve curve,
        double evidence,
        int movesAnHour,
        int reliefsAnHour,
        double falseDiscovery) {

    /** The settings of the design. */
    public static final RecommendSettings USUAL =
            new RecommendSettings(Limits.USUAL, DelayCurve.USUAL, 20, 20, 60, 0);

    public RecommendSettings {
        if (!(evidence >= 1) || movesAnHour < 0 || reliefsAnHour < 0) {
            throw new IllegalArgumentException(
                    "evidence from 1 and moves from 0: "
                            + evidence
                            + ", "
                            + movesAnHour
                            + ", "
                            + reliefsAnHour);
        }
        if (!(falseDiscovery >= 0 && falseDiscovery < 1)) {
            throw new IllegalArgumentException("a share below 1: " + falseDiscovery);
        }
    }
}
