package org.beibu.analyzer.recommend.plan;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.beibu.analyzer.recommend.plan.Move.Reason;

/** What holds for every plan, whatever the picture. */
class PlannerProperties {
    private static final Limits LIMITS = Limits.USUAL.withSeconds(0.0005);
    private static final List<String> EXITS = List.of("a", "b", "c");
    private static final Admission ALL_PROVED = (group, exit) -> true;
    private static final Admission NONE_PROVED = (group, exit) -> false;

    private static PlanResult plan(Picture picture, Admission admission, int budget) {
        return new Planner(LIMITS, DelayCurve.USUAL, () -> 0)
                .plan(picture, admission, new CountedPace(budget));
    }

    @Provide
    Arbitrary<Picture> pictures() {
        Arbitrary<List<PrefixGroup>> groups =
                groups().list().ofMaxSize(12).map(PlannerProperties::numbered);
        Arbitrary<List<ExitCapacity>> exits =
                Arbitraries.doubles()
                        .between(1, 100)
                        .list()
                        .ofSize(EXITS.size())
                        .map(PlannerProperties::exits);
        return Combinators.combine(groups, exits).as((g, e) -> Picture.of(1_000, g, e));
    }

    private static List<ExitCapacity> exits(List<Double> capacities) {
        List<ExitCapacity> exits = new ArrayList<>();
        for (int i = 0; i < EXITS.size(); i++) {
            exits.add(new ExitCapacity(EXITS.get(i), capacities.get(i), 0));
        }
        return exits;
    }

    private static List<PrefixGroup> numbered(List<PrefixGroup> groups) {
        List<PrefixGroup> numbered = new ArrayList<>();
        for (PrefixGroup group : groups) {
            numbered.add(
                    new PrefixGroup(
                            "p%02d".formatted(numbered.size()),
                            group.current(),
                            group.preferred(),
                            group.gbit(),
                            group.weight(),
                            group.alternatives()));
        }
        return numbered;
    }

    private static Arbitrary<PrefixGroup> groups() {
        Arbitrary<String> exit = Arbitraries.of(EXITS);
        Arbitrary<Double> gbit = Arbitraries.doubles().between(0, 30);
        Arbitrary<Double> weight = Arbitraries.of(0.5, 1.0, 4.0);
        return Combinators.combine(exit, exit, gbit, weight, ways().list().ofSize(3))
                .as(PlannerProperties::group);
    }

    private static PrefixGroup group(
            String current, String preferred, double gbit, double weight, List<Alternative> ways) {
        SortedMap<String, Alternative> byExit = new TreeMap<>();
        for (int i = 0; i < EXITS.size(); i++) {
            Alternative way = ways.get(i);
            byExit.put(
                    EXITS.get(i),
                    new Alternative(
                            EXITS.get(i),
                            way.p50(),
                            way.p95(),
                            way.loss(),
                            way.fresh(),
                            way.routed()));
        }
        return new PrefixGroup("", current, preferred, gbit, weight, byExit);
    }

    private static Arbitrary<Alternative> ways() {
        Arbitrary<Double> delay =
                Arbitraries.frequencyOf(
                        Tuple.of(20, Arbitraries.doubles().between(1, 200)),
                        Tuple.of(
                                1,
                                Arbitraries.of(
                                        Double.NaN,
                                        -1.0,
                                        Double.POSITIVE_INFINITY,
                                        Double.MAX_VALUE)));
        Arbitrary<Double> loss = Arbitraries.of(0.0, 0.0, 0.0, 0.0005, 0.2, 1.0, Double.NaN);
        Arbitrary<Boolean> mostly = Arbitraries.of(true, true, true, true, true, false);
        return Combinators.combine(delay, delay, loss, mostly, mostly)
                .as(
                        (p50, tail, lost, fresh, routed) ->
                                new Alternative("", p50, Math.max(p50, tail), lost, fresh, routed));
    }

    private static double capacity(Picture picture, String exit) {
        return requireNonNull(picture.exits().get(exit)).gbit();
    }

    @Property(tries = 300)
    void noStepFillsALinkAboveItsLimit(@ForAll("pictures") Picture picture) {
        SortedMap<String, Double> loads = picture.loads();
        for (Move move : plan(picture, ALL_PROVED, 100).moves()) {
            loads.merge(move.from(), -move.gbit(), Double::sum);
            double after = loads.merge(move.to(), move.gbit(), Double::sum);
            double limit = move.reason() == Reason.RELIEF ? LIMITS.relieved() : LIMITS.usable();
            double capacity = capacity(picture, move.to());
            assertTrue(after <= limit * capacity * 1.000001, move::toString);
            assertEquals(after / capacity, move.shareAfter(), 1e-6);
        }
    }

    @Property(tries = 300)
    void noLinkGetsMoreAtATimeThanAStep(@ForAll("pictures") Picture picture) {
        Map<String, Double> gains = new HashMap<>();
        for (Move move : plan(picture, ALL_PROVED, 100).moves()) {
            double in = gains.merge(move.to(), move.gbit(), Double::sum);
            double step = LIMITS.step() * capacity(picture, move.to());
            assertTrue(move.reason() == Reason.RELIEF || in <= step * 1.000001, move::toString);
        }
    }

    @Property(tries = 300)
    void withoutProofOnlyReliefAndTheRoutersOwnChoiceMove(@ForAll("pictures") Picture picture) {
        SortedMap<String, Double> loads = picture.loads();
        for (Move move : plan(picture, NONE_PROVED, 100).moves()) {
            PrefixGroup group = requireNonNull(picture.group(move.group()));
            boolean isRelief =
                    move.reason() == Reason.RELIEF
                            && loads.getOrDefault(move.from(), 0.0)
                                    > LIMITS.full() * capacity(picture, move.from());
            assertTrue(isRelief || move.to().equals(group.preferred()), move::toString);
            loads.merge(move.from(), -move.gbit(), Double::sum);
        }
    }

    @Property(tries = 300)
    void nothingMovesToAnExitWithoutRouteOrFigures(@ForAll("pictures") Picture picture) {
        for (Move move : plan(picture, ALL_PROVED, 100).moves()) {
            PrefixGroup group = requireNonNull(picture.group(move.group()));
            Alternative to = requireNonNull(group.through(move.to()));
            assertTrue(to.routed() && to.isMeasured(), () -> move + " " + to);
            assertFalse(move.from().equals(move.to()));
            assertTrue(move.reason() == Reason.RELIEF || move.gain() > LIMITS.leastGain());
        }
    }

    @Property(tries = 300)
    void everyGroupMovesOnceAtMost(@ForAll("pictures") Picture picture) {
        List<String> moved =
                plan(picture, ALL_PROVED, 100).moves().stream().map(Move::group).toList();
        assertEquals(moved.stream().distinct().toList(), moved);
    }

    @Property(tries = 200)
    void theBudgetHolds(
            @ForAll("pictures") Picture picture, @ForAll @IntRange(max = 3) int budget) {
        PlanResult result = plan(picture, ALL_PROVED, budget);
        long gains = result.moves().stream().filter(m -> m.reason() == Reason.GAIN).count();
        long reliefs = result.moves().stream().filter(m -> m.reason() == Reason.RELIEF).count();
        assertTrue(gains <= budget && reliefs <= budget, () -> result.moves().toString());
    }

    @Property(tries = 200)
    void theOrderOfTheInputDoesNotMatter(
            @ForAll("pictures") Picture picture, @ForAll @IntRange(max = 1_000) int seed) {
        List<PrefixGroup> groups = new ArrayList<>(picture.groups());
        List<ExitCapacity> exits = new ArrayList<>(picture.exits().values());
        Collections.shuffle(groups, new Random(seed));
        Collections.shuffle(exits, new Random(seed + 1L));

        PlanResult again = plan(Picture.of(picture.minute(), groups, exits), ALL_PROVED, 5);

        assertEquals(plan(picture, ALL_PROVED, 5), again);
    }

    /** Applied again and again to its own outcome, the rule comes to rest. */
    @Property(tries = 200)
    void aPictureThatDoesNotChangeComesToRest(@ForAll("pictures") Picture picture) {
        Picture now = picture;
        for (int tick = 0; tick < 60; tick++) {
            List<Move> moves = plan(now, ALL_PROVED, 100).moves();
            if (moves.isEmpty()) {
                return;
            }
            now = applied(now, moves);
        }
        assertEquals(List.of(), plan(now, ALL_PROVED, 100).moves());
    }

    private static Picture applied(Picture picture, List<Move> moves) {
        Map<String, String> exits = new HashMap<>();
        moves.forEach(move -> exits.put(move.group(), move.to()));
        List<PrefixGroup> groups = new ArrayList<>();
        for (PrefixGroup group : picture.groups()) {
            groups.add(
                    new PrefixGroup(
                            group.id(),
                            exits.getOrDefault(group.id(), group.current()),
                            group.preferred(),
                            group.gbit(),
                            group.weight(),
                            group.alternatives()));
        }
        return Picture.of(picture.minute(), groups, picture.exits().values());
    }
}
