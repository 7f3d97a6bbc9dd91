package org.beibu.analyzer.recommend.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
import org.beibu.analyzer.recommend.prove.SignEvidence;
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
    /** Nobody took it in so long: it ends, and comes again if it is still right. */
    static final int LONGEST_OPEN_MINUTES = 60;

    private static final double MOST_LOSS = 0.01;

    private final Recommender recommender;
    private final RecommendSettings settings;
    private final SortedMap<String, Offer> byGroup = new TreeMap<>();

    /** One that has ended. */
    record Ended(Offer offer, String why) {}

    OfferBook(Recommender recommender, RecommendSettings settings) {
        this.recommender = recommender;
        this.settings = settings;
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
        notice(picture);
        watch(picture, evidence, ended);
        check(picture, ended);
        PlanResult plan = recommender.tick(withoutOpen(picture));
        for (Move move : plan.moves()) {
            propose(picture, groups, evidence, move, ended);
        }
        return plan;
    }

    /** Which offers the routers have taken since. */
    private void notice(Picture picture) {
        for (Offer offer : byGroup.values()) {
            PrefixGroup group = picture.group(offer.move().group());
            if (group != null && !offer.isTaken() && group.current().equals(offer.move().to())) {
                Offer.Proof proof = offer.proof();
                recommender.moved(group.id(), picture.minute());
                offer.taken(
                        picture.minute(),
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
    private void check(Picture picture, List<Ended> ended) {
        for (Offer offer : List.copyOf(byGroup.values())) {
            String why = end(offer, picture);
            if (why != null) {
                end(offer, why, ended);
            }
        }
    }

    private @Nullable String end(Offer offer, Picture picture) {
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
            return group.current().equals(offer.move().to()) ? null : "the routers have left it";
        }
        if (!group.current().equals(offer.move().from())) {
            return "the route takes another exit";
        }
        if (way.loss() > MOST_LOSS) {
            return "the exit loses packets";
        }
        SignEvidence evidence = evidence(group, offer);
        if (offer.move().reason() == Move.Reason.GAIN
                && !evidence.reaches(recommender.needed(group))) {
            return "the proof does not hold any more";
        }
        return picture.minute() - offer.sinceMinute() >= LONGEST_OPEN_MINUTES
                ? "nobody took it for an hour"
                : null;
    }

    private SignEvidence evidence(PrefixGroup group, Offer offer) {
        return recommender.evidence(new PairKey(group.id(), offer.move().to()));
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
            Picture picture, Groups groups, LiveEvidence evidence, Move move, List<Ended> ended) {
        PrefixGroup group = picture.group(move.group());
        Offer standing = byGroup.get(move.group());
        if (standing != null) {
            end(standing, "the plan prefers " + move.to(), ended);
        }
        GroupState state = groups.of(move.group());
        if (group != null && state != null && !move.to().equals(group.preferred())) {
            Offer.Of of = new Offer.Of(state.route(), prefixes(state));
            byGroup.put(
                    group.id(),
                    new Offer(of, move, proof(group, move, evidence), picture.minute()));
        }
    }

    private static List<Prefix> prefixes(GroupState state) {
        List<Prefix> all = state.prefixes();
        return all.subList(0, Math.min(all.size(), Recommendation.MOST_PREFIXES));
    }

    private Offer.Proof proof(PrefixGroup group, Move move, LiveEvidence evidence) {
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
                current == null ? Double.NaN : current.p50());
    }

    /** Ends all offers. */
    List<Ended> endAll(String why) {
        List<Ended> ended = new ArrayList<>();
        Iterator<Map.Entry<String, Offer>> offers = byGroup.entrySet().iterator();
        while (offers.hasNext()) {
            ended.add(new Ended(offers.next().getValue(), why));
            offers.remove();
        }
        return ended;
    }
}
