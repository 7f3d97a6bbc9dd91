package org.beibu.analyzer.recommend.live;

import org.beibu.analyzer.recommend.PairKey;
import org.beibu.analyzer.recommend.Recommender;
import org.beibu.analyzer.recommend.plan.Alternative;
import org.beibu.analyzer.recommend.plan.Move;
import org.beibu.analyzer.recommend.plan.Picture;
import org.beibu.analyzer.recommend.plan.PrefixGroup;
import org.beibu.analyzer.recommend.prove.SignEvidence;
import org.jspecify.annotations.Nullable;

/** When an offer ends because its ground has gone. */
final class OfferEnds {
    /** Nobody took it in so long: it ends, and comes again if it is still right. */
    private static final int LONGEST_OPEN_MINUTES = 60;

    /** An exit that lost packets must have been well for so long before a group goes back to it. */
    private static final int WELL_MINUTES = 30;

    /** An urgent offer that nobody took ends when its reason has been over for so long. */
    private static final int CALM_MINUTES = 2;

    private final Recommender recommender;

    OfferEnds(Recommender recommender) {
        this.recommender = recommender;
    }

    /** Why it ends now; null when it does not. */
    @Nullable String why(Offer offer, Picture picture, LiveEvidence evidence) {
        PrefixGroup group = picture.group(offer.move().group());
        if (group == null) {
            return "the route is not measured any more";
        }
        Alternative way = group.through(offer.move().to());
        if (way == null || !way.isMeasured()) {
            return "the exit is not measured any more";
        }
        if (!way.routed()) {
            return "the routers hold no route by it any more";
        }
        if (offer.isTaken()) {
            return endOfTaken(offer, group, evidence);
        }
        if (!group.current().equals(offer.move().from())) {
            return "the route takes another exit";
        }
        if (way.loss() > OfferBook.MOST_LOSS) {
            return "the exit loses packets";
        }
        if (offer.move().reason().isUrgent()
                && picture.minute() - offer.alarmMinute() >= CALM_MINUTES) {
            return "what made it urgent is over";
        }
        if (offer.move().reason() == Move.Reason.GAIN
                && !signs(group, offer).reaches(recommender.needed(group))) {
            return "the proof does not hold any more";
        }
        return picture.minute() - offer.sinceMinute() >= LONGEST_OPEN_MINUTES
                ? "nobody took it for an hour"
                : null;
    }

    /** A group that fled from loss goes back when its old exit has been well for long. */
    private @Nullable String endOfTaken(Offer offer, PrefixGroup group, LiveEvidence evidence) {
        if (!group.current().equals(offer.move().to())) {
            return "the routers have left it";
        }
        if (offer.move().reason() != Move.Reason.LOSS
                || evidence.minutesSince(offer.takenMinute()) < WELL_MINUTES) {
            return null;
        }
        boolean isWell =
                evidence.isWell(offer.path(offer.move().from()), WELL_MINUTES, OfferBook.MOST_LOSS);
        return isWell ? offer.move().from() + " is well again" : null;
    }

    private SignEvidence signs(PrefixGroup group, Offer offer) {
        return recommender.evidence(new PairKey(group.id(), offer.move().to()));
    }
}
