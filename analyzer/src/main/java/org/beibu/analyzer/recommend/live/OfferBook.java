package org.beibu.analyzer.recommend.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beibu.analyzer.recommend.PairKey;
import org.beibu.analyzer.recommend.RecommendSettings;
import org.beibu.analyzer.recommend.Recommender;
import org.beibu.analyzer.recommend.held.GroupState;
import org.beibu.analyzer.recommend.held.Groups;
import org.beibu.analyzer.recommend.plan.Alternative;
import org.beibu.analyzer.recommend.plan.Move;
import org.beibu.analyzer.recommend.plan.Picture;
import org.beibu.analyzer.recommend.plan.PlanResult;
import org.beibu.analyzer.recommend.plan.PrefixGroup;
import org.beibu.analyzer.recommend.urgent.Alarm;
import org.beibu.analyzer.recommend.verify.BlockFigures;
import org.beibu.analyzer.recommend.verify.MoveWatch;
import org.beibu.model.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * The offers that are alive, at most one a group. An offer that was not taken lives while its proof
 * and figures hold; one that was taken is watched block by block, and ends when it is refuted, when
 * the plan prefers the routers' own choice again, or when its exit is not measured any more.
 */
final class OfferBook {
    static final double MOST_LOSS = 0.01;

    private final Recommender recommender;
    private final RecommendSettings settings;
    private final OfferEnds ends;
    private final Proofs proofs;
    private final SortedMap<String, Offer> byGroup = new TreeMap<>();

    /** One that has ended. */
    record Ended(Offer offer, String why) {}

    OfferBook(Recommender recommender, RecommendSettings settings) {
        this.recommender = recommender;
        this.settings = settings;
        ends = new OfferEnds(recommender);
        proofs = new Proofs(recommender);
    }

    /** What the offers are about, by group. */
    Map<String, Set<Prefix>> prefixes() {
        Map<String, Set<Prefix>> kept = new HashMap<>();
        byGroup.forEach((group, offer) -> kept.put(group, Set.copyOf(offer.of().prefixes())));
        return kept;
    }

    /** The offers, by group. */
    Collection<Offer> all() {
        return byGroup.values();
    }

    @Nullable Offer of(String group) {
        return byGroup.get(group);
    }

    /**
     * Plans one minute.
     *
     * @param groups the groups behind the picture
     * @param evidence the figures behind the picture
     * @return the plan; it says nothing of routes whose offers wait to be taken
     */
    PlanResult tick(Picture picture, Groups groups, LiveEvidence evidence, List<Ended> ended) {
        notice(groups, picture.minute());
        watch(picture, evidence, ended);
        check(picture, evidence, ended);
        PlanResult plan = recommender.tick(withoutOpen(picture));
        for (Move move : plan.moves()) {
            PrefixGroup group = picture.group(move.group());
            GroupState state = groups.of(move.group());
            if (group != null && state != null) {
                propose(picture, state, move, proofs.of(group, move, evidence), ended);
            }
        }
        return plan;
    }

    /** Which offers the routers have taken since. */
    void notice(Groups groups, long minute) {
        for (Offer offer : byGroup.values()) {
            GroupState group = groups.of(offer.move().group());
            if (group != null && !offer.isTaken() && group.current().equals(offer.move().to())) {
                Offer.Proof proof = offer.proof();
                recommender.moved(group.id(), minute);
                offer.taken(
                        minute,
                        new MoveWatch(
                                new MoveWatch.Terms(
                                        proof.margin(),
                                        proof.medianBefore(),
                                        MOST_LOSS,
                                        settings.limits().full(),
                                        settings.evidence())));
            }
        }
    }

    /**
     * Answers an alarm: a new offer, or the end of one whose exit is in trouble while the routers'
     * own choice is well.
     *
     * @return whether anything has changed
     */
    boolean urgent(
            Picture picture, Groups groups, LiveEvidence evidence, Alarm alarm, List<Ended> ended) {
        PrefixGroup group = picture.group(alarm.group());
        GroupState state = groups.of(alarm.group());
        Offer standing = byGroup.get(alarm.group());
        if (standing != null
                && !standing.isTaken()
                && alarm.well().contains(standing.move().to())) {
            standing.alarmed(picture.minute());
            return false;
        }
        if (group == null || state == null || !group.current().equals(state.current())) {
            return false;
        }
        Move.Reason reason = alarm.kind() == Alarm.Kind.LOSS ? Move.Reason.LOSS : Move.Reason.STEP;
        Optional<Move> move = recommender.escape(picture, group, alarm.well(), reason);
        if (move.isEmpty()) {
            return false;
        }
        if (standing != null && standing.isTaken()) {
            recommender.takenBack(new PairKey(group.id(), standing.move().to()), picture.minute());
        }
        Offer.Proof proof = proofs.urgent(group, move.get(), alarm, evidence);
        propose(picture, state, move.get(), proof, ended);
        return true;
    }

    private void watch(Picture picture, LiveEvidence evidence, List<Ended> ended) {
        for (Offer offer : List.copyOf(byGroup.values())) {
            MoveWatch watch = offer.watch();
            long since = picture.minute() - offer.takenMinute();
            if (watch == null || since == 0 || since % offer.proof().blockMinutes() != 0) {
                continue;
            }
            watch.add(figures(offer, picture, evidence));
            if (watch.verdict().isTakeBack()) {
                PairKey pair = new PairKey(offer.move().group(), offer.move().to());
                recommender.takenBack(pair, picture.minute());
                end(offer, watch.verdict().words(), ended);
            }
        }
    }

    private static BlockFigures figures(Offer offer, Picture picture, LiveEvidence evidence) {
        int minutes = offer.proof().blockMinutes();
        Move move = offer.move();
        PathMinute now = evidence.lately(offer.path(move.to()), minutes);
        PathMinute before = evidence.lately(offer.path(move.from()), minutes);
        double load = picture.loads().getOrDefault(move.to(), 0.0);
        var exit = picture.exits().get(move.to());
        return new BlockFigures(
                now == null ? Double.NaN : now.medianWithLoss(),
                before == null ? Double.NaN : before.medianWithLoss(),
                now == null ? Double.NaN : now.loss(),
                exit == null ? 0 : load / exit.gbit(),
                true);
    }

    /** Ends offers whose ground has gone. */
    private void check(Picture picture, LiveEvidence evidence, List<Ended> ended) {
        for (Offer offer : List.copyOf(byGroup.values())) {
            String why = ends.why(offer, picture, evidence);
            if (why != null) {
                end(offer, why, ended);
            }
        }
    }

    private void end(Offer offer, String why, List<Ended> ended) {
        byGroup.remove(offer.move().group());
        ended.add(new Ended(offer, why));
    }

    /** Routes whose offers wait stay where they are while others are planned. */
    private Picture withoutOpen(Picture picture) {
        List<PrefixGroup> groups = new ArrayList<>();
        for (PrefixGroup group : picture.groups()) {
            Offer offer = byGroup.get(group.id());
            groups.add(offer == null || offer.isTaken() ? group : only(group));
        }
        return new Picture(picture.minute(), groups, picture.exits());
    }

    private static PrefixGroup only(PrefixGroup group) {
        SortedMap<String, Alternative> kept = new TreeMap<>(group.alternatives());
        kept.keySet().retainAll(List.of(group.current()));
        return new PrefixGroup(
                group.id(), group.current(), group.preferred(), group.gbit(), group.weight(), kept);
    }

    private void propose(
            Picture picture, GroupState state, Move move, Offer.Proof proof, List<Ended> ended) {
        Offer standing = byGroup.get(move.group());
        if (standing != null) {
            end(standing, standing.move().to() + " is left for " + move.to(), ended);
        }
        PrefixGroup group = picture.group(move.group());
        if (group != null && !move.to().equals(group.preferred())) {
            Offer.Of of = new Offer.Of(state.route(), prefixes(state));
            byGroup.put(move.group(), new Offer(of, move, proof, picture.minute()));
        }
    }

    private static List<Prefix> prefixes(GroupState state) {
        List<Prefix> all = state.prefixes();
        return all.subList(0, Math.min(all.size(), Recommendation.MOST_PREFIXES));
    }
}
