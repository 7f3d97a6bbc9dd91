package org.beibu.analyzer.recommend.plan;

import java.util.Optional;
import java.util.Set;

/**
 * Where a group goes that must leave its exit at once: the fastest exit that is well, holds a
 * route, was measured of late, has room below the limit of full links, and is not embargoed.
 */
public final class Escape {
    private final Limits limits;
    private final DelayCurve curve;

    /** With these limits. */
    public Escape(Limits limits, DelayCurve curve) {
        this.limits = limits;
        this.curve = curve;
    }

    /**
     * The move; empty when there is nowhere to go.
     *
     * @param well exits that are well now
     */
    public Optional<Move> of(
            Picture picture, PrefixGroup group, Set<String> well, Move.Reason reason, Pace pace) {
        Loads loads = new Loads(picture);
        String best = "";
        double least = Double.POSITIVE_INFINITY;
        for (Alternative way : group.alternatives().values()) {
            boolean possible =
                    well.contains(way.exit())
                            && !way.exit().equals(group.current())
                            && way.routed()
                            && way.isMeasured()
                            && loads.isKnown(way.exit())
                            && loads.fits(way.exit(), group.gbit(), limits.full())
                            && !pace.isEmbargoed(group, way.exit());
            double delay = possible ? Planner.delay(group, way.exit(), loads, curve) : Double.NaN;
            if (delay < least) {
                best = way.exit();
                least = delay;
            }
        }
        if (best.isEmpty() || !pace.spendRelief()) {
            return Optional.empty();
        }
        double now = Planner.delay(group, group.current(), loads, curve);
        double gain = Double.isNaN(now) ? 0 : now - least;
        return Optional.of(Planner.moved(group, best, reason, gain, loads));
    }
}
