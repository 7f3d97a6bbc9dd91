package org.beibu.analyzer.recommend.live;

import org.beibu.analyzer.recommend.PairKey;
import org.beibu.analyzer.recommend.Recommender;
import org.beibu.analyzer.recommend.plan.Alternative;
import org.beibu.analyzer.recommend.plan.Move;
import org.beibu.analyzer.recommend.plan.PrefixGroup;
import org.beibu.analyzer.recommend.prove.SignEvidence;
import org.beibu.analyzer.recommend.urgent.Alarm;

/** What an offer rests on when it is made. */
final class Proofs {
    private static final int USUAL_BLOCK_MINUTES = 5;

    private final Recommender recommender;

    Proofs(Recommender recommender) {
        this.recommender = recommender;
    }

    /**
     * An urgent move is held to the delay that its new exit has now, and watched in short blocks.
     */
    Offer.Proof urgent(PrefixGroup group, Move move, Alarm alarm, LiveEvidence evidence) {
        Offer.Proof usual = of(group, move, evidence);
        Alternative to = group.through(move.to());
        return new Offer.Proof(
                usual.wins(),
                usual.blocks(),
                USUAL_BLOCK_MINUTES,
                usual.margin(),
                usual.value(),
                usual.needed(),
                usual.alternates(),
                to == null ? Double.NaN : to.p50(),
                alarm.loss());
    }

    /** What blocks have proved. */
    Offer.Proof of(PrefixGroup group, Move move, LiveEvidence evidence) {
        PairKey pair = new PairKey(group.id(), move.to());
        SignEvidence signs = recommender.evidence(pair);
        var terms = evidence.terms(pair);
        Alternative current = group.through(move.from());
        return new Offer.Proof(
                signs.wins(),
                signs.blocks(),
                terms == null ? 5 : terms.blockMinutes(),
                terms == null ? 0 : terms.margin(),
                signs.value(),
                recommender.needed(group),
                group.alternatives().size() - 1,
                current == null ? Double.NaN : current.p50(),
                0);
    }
}
