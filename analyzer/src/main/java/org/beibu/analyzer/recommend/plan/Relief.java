package org.beibu.analyzer.recommend.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sheds traffic from links that are too full: what loses the least delay per Gbit/s first, to links
 * that have room afterwards. Needs no evidence, but route, figures and no embargo.
 */
final class Relief {
    private static final double USUAL_LOSS = 0.01;

    private final Limits limits;
    private final DelayCurve curve;
    private final Loads loads;

    Relief(Limits limits, DelayCurve curve, Loads loads) {
        this.limits = limits;
        this.curve = curve;
        this.loads = loads;
    }

    /** A group that could leave a full link. */
    private record Offer(PrefixGroup group, String to, double regret) {}

    List<Move> shed(Picture picture, Pace pace) {
        List<Move> moves = new ArrayList<>();
        List<PrefixGroup> open = new ArrayList<>(picture.groups());
        for (String exit : picture.exits().keySet()) {
            while (loads.share(exit) > limits.full()) {
                Offer offer = leastRegret(open, exit, pace);
                if (offer == null || !pace.spendRelief()) {
                    break;
                }
                open.remove(offer.group());
                moves.add(
                        Planner.moved(
                                offer.group(),
                                offer.to(),
                                Move.Reason.RELIEF,
                                -offer.regret(),
                                loads));
            }
        }
        return moves;
    }

    private @Nullable Offer leastRegret(List<PrefixGroup> groups, String exit, Pace pace) {
        Offer best = null;
        for (PrefixGroup group : groups) {
            if (group.current().equals(exit) && group.gbit() > 0) {
                Offer offer = offer(group, pace);
                if (offer != null && (best == null || offer.regret() < best.regret())) {
                    best = offer;
                }
            }
        }
        return best;
    }

    /** Relief must not trade a queue for loss. */
    private static double mostLoss(PrefixGroup group) {
        Alternative current = group.through(group.current());
        double now = current == null || !current.isMeasured() ? 0 : current.loss();
        return Math.max(now, USUAL_LOSS);
    }

    private @Nullable Offer offer(PrefixGroup group, Pace pace) {
        Offer best = null;
        double now = Planner.delay(group, group.current(), loads, curve);
        for (Alternative way : group.alternatives().values()) {
            boolean possible =
                    !way.exit().equals(group.current())
                            && loads.isKnown(way.exit())
                            && way.routed()
                            && way.isMeasured()
                            && way.loss() <= mostLoss(group)
                            && loads.fits(way.exit(), group.gbit(), limits.relieved())
                            && !pace.isEmbargoed(group, way.exit());
            if (possible) {
                double regret = Planner.delay(group, way.exit(), loads, curve) - now;
                if (best == null || regret < best.regret()) {
                    best = new Offer(group, way.exit(), Double.isNaN(regret) ? 0 : regret);
                }
            }
        }
        return best;
    }
}
