package org.beibu.router.steer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.beibu.model.Prefix;
import org.beibu.router.guard.Guardrail;
import org.beibu.router.guard.OverrideKey;
import org.beibu.router.guard.Request;
import org.beibu.router.guard.SteeredExit;
import org.beibu.router.guard.Support;
import org.beibu.router.guard.Verdict;
import org.beibu.router.recommendation.Mode;
import org.beibu.router.recommendation.Recommendation;

/**
 * One pass over all live recommendations: which overrides are desired, from scratch. What stands
 * comes first, so that it is kept and new moves get what is left of the budgets; then the newest.
 */
final class Evaluation {
    private final SteeringConfig config;
    private final Guardrail chain;
    private final OverrideMaker maker;
    private final Surroundings world;
    private final Rounds rounds;
    private final List<PrefixStatus> statuses = new ArrayList<>();

    /** Both lanes in the same round, and when it is. */
    record Rounds(Round active, Round shadow, Moment now) {
        Round of(Mode mode) {
            return mode == Mode.SHADOW ? shadow : active;
        }
    }

    Evaluation(SteeringConfig config, Guardrail chain, Surroundings world, Rounds rounds) {
        this.config = config;
        this.chain = chain;
        this.maker = new OverrideMaker(config.own());
        this.world = world;
        this.rounds = rounds;
    }

    List<PrefixStatus> run(RecommendationBook book) {
        Set<String> standing = new HashSet<>();
        for (Round round : List.of(rounds.active(), rounds.shadow())) {
            round.lane().standing().all().forEach(e -> standing.add(e.override().recommendation()));
        }
        Comparator<RecommendationBook.Live> order =
                Comparator.comparing(live -> standing.contains(live.recommendation().id()) ? 0 : 1);
        order =
                order.thenComparing(
                        live -> live.recommendation().issued(), Comparator.reverseOrder());
        order = order.thenComparing(live -> live.recommendation().id());
        book.all().stream().sorted(order).forEach(this::evaluate);
        return statuses;
    }

    private void evaluate(RecommendationBook.Live live) {
        Recommendation recommendation = live.recommendation();
        Optional<SteeredExit> exit = config.exit(recommendation.move().toExit());
        for (String name : exit.map(SteeredExit::routers).orElse(List.of())) {
            Optional<SteeredRouter> router = config.router(name);
            for (Prefix prefix : recommendation.move().prefixes()) {
                router.ifPresent(told -> evaluate(live, exit.orElseThrow(), told, prefix));
            }
        }
    }

    private void evaluate(
            RecommendationBook.Live live, SteeredExit exit, SteeredRouter router, Prefix prefix) {
        Recommendation recommendation = live.recommendation();
        OverrideKey key = new OverrideKey(router.name(), prefix);
        Support support = Support.of(world.rib(), router.name(), prefix, exit, config.own());
        world.observe(key, exit.name(), support, rounds.now());
        Mode mode = config.modes().of(recommendation, router.name());
        Round round = rounds.of(mode);
        Request request = new Request(recommendation, key, exit, support);
        Verdict verdict = chain.check(request, round);
        PrefixStatus.State state = state(verdict, mode, live);
        if (state == PrefixStatus.State.ACTIVE || state == PrefixStatus.State.SHADOW) {
            round.allow(
                    request,
                    maker.make(
                            recommendation.id(),
                            exit.name(),
                            router,
                            support.best().orElseThrow()));
        }
        statuses.add(new PrefixStatus(recommendation.id(), key, exit.name(), mode, state, verdict));
    }

    private static PrefixStatus.State state(
            Verdict verdict, Mode mode, RecommendationBook.Live live) {
        if (!verdict.isAllowed()) {
            return PrefixStatus.State.REFUSED;
        }
        return switch (mode) {
            case SHADOW -> PrefixStatus.State.SHADOW;
            case APPROVE ->
                    live.approvedBy().isPresent()
                            ? PrefixStatus.State.ACTIVE
                            : PrefixStatus.State.WAITING;
            case AUTO -> PrefixStatus.State.ACTIVE;
        };
    }
}
