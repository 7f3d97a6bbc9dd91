package org.beibu.router.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Origin;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.rib.LearnedPath.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionProcessTest {
    private static final DecisionProcess PROCESS = new DecisionProcess(false);

    /** A path to be varied in one place. */
    private record Path(
            @Nullable Long localPref,
            List<Long> asPath,
            Origin origin,
            @Nullable Long med,
            boolean external,
            String bgpId,
            @Nullable String originator,
            int clusters,
            String peer,
            long pathId,
            long since) {

        HeldPath held() {
            Address reflected = originator == null ? null : Address.parse(originator);
            PathAttributes attributes =
                    new PathAttributes(
                            origin,
                            AsPath.sequence(asPath),
                            null,
                            med,
                            localPref,
                            PathAttributes.Aggregate.NONE,
                            PathAttributes.Communities.NONE,
                            new PathAttributes.Reflection(
                                    reflected, Collections.nCopies(clusters, Routes.ROUTER)),
                            List.of());
            PeerFacts facts =
                    new PeerFacts(Address.parse(peer), 64511, Address.parse(bgpId), external);
            LearnedPath learned =
                    new LearnedPath(
                            "pe1",
                            Source.BMP_POST_POLICY,
                            facts.address(),
                            pathId,
                            Routes.P,
                            Routes.HOP_A,
                            attributes,
                            since);
            return new HeldPath(learned, facts, false);
        }
    }

    private static final Path PLAIN =
            new Path(
                    100L,
                    List.of(64511L, 64496L),
                    Origin.EGP,
                    5L,
                    true,
                    "192.0.2.5",
                    null,
                    1,
                    "198.51.100.5",
                    5,
                    5);

    private static void prefers(Path better, Path worse) {
        HeldPath first = better.held();
        HeldPath second = worse.held();
        assertEquals(List.of(first, second), PROCESS.ranked(List.of(first, second)));
        assertEquals(List.of(first, second), PROCESS.ranked(List.of(second, first)));
    }

    /** One step each, everything after it pointing the other way. */
    @Test
    void eachStepDecidesBeforeTheNext() {
        List<Long> longer = List.of(64511L, 64496L, 64496L);
        Path bad =
                new Path(
                        90L,
                        longer,
                        Origin.INCOMPLETE,
                        9L,
                        false,
                        "192.0.2.9",
                        null,
                        9,
                        "198.51.100.9",
                        9,
                        9);
        prefers(
                new Path(
                        101L,
                        longer,
                        Origin.INCOMPLETE,
                        9L,
                        false,
                        "192.0.2.9",
                        null,
                        9,
                        "198.51.100.9",
                        9,
                        9),
                PLAIN);
        prefers(PLAIN, bad);
        prefers(
                new Path(
                        null,
                        List.of(64511L),
                        Origin.INCOMPLETE,
                        9L,
                        false,
                        "192.0.2.9",
                        null,
                        9,
                        "198.51.100.9",
                        9,
                        9),
                PLAIN);
        prefers(
                new Path(
                        100L,
                        List.of(64511L, 64497L),
                        Origin.IGP,
                        9L,
                        false,
                        "192.0.2.9",
                        null,
                        9,
                        "198.51.100.9",
                        9,
                        9),
                PLAIN);
        prefers(
                new Path(
                        100L,
                        List.of(64511L, 64497L),
                        Origin.EGP,
                        null,
                        false,
                        "192.0.2.9",
                        null,
                        9,
                        "198.51.100.9",
                        9,
                        9),
                PLAIN);
        prefers(
                PLAIN,
                new Path(
                        100L,
                        List.of(64512L, 64496L),
                        Origin.EGP,
                        0L,
                        false,
                        "192.0.2.1",
                        null,
                        0,
                        "198.51.100.1",
                        1,
                        1));
        prefers(
                new Path(
                        100L,
                        PLAIN.asPath(),
                        Origin.EGP,
                        5L,
                        true,
                        "192.0.2.4",
                        null,
                        9,
                        "198.51.100.9",
                        9,
                        9),
                PLAIN);
        prefers(
                new Path(
                        100L,
                        PLAIN.asPath(),
                        Origin.EGP,
                        5L,
                        true,
                        "192.0.2.9",
                        "192.0.2.4",
                        9,
                        "198.51.100.9",
                        9,
                        9),
                PLAIN);
        prefers(
                new Path(
                        100L,
                        PLAIN.asPath(),
                        Origin.EGP,
                        5L,
                        true,
                        "192.0.2.5",
                        null,
                        0,
                        "198.51.100.9",
                        9,
                        9),
                PLAIN);
        prefers(
                new Path(
                        100L,
                        PLAIN.asPath(),
                        Origin.EGP,
                        5L,
                        true,
                        "192.0.2.5",
                        null,
                        1,
                        "198.51.100.4",
                        9,
                        9),
                PLAIN);
        prefers(
                new Path(
                        100L,
                        PLAIN.asPath(),
                        Origin.EGP,
                        5L,
                        true,
                        "192.0.2.5",
                        null,
                        1,
                        "198.51.100.5",
                        4,
                        9),
                PLAIN);
    }

    @Test
    void medOfAnotherNeighbourIsNotCompared() {
        Path other =
                new Path(
                        100L,
                        List.of(64512L, 64496L),
                        Origin.EGP,
                        9L,
                        true,
                        "192.0.2.4",
                        null,
                        1,
                        "198.51.100.4",
                        4,
                        9);
        prefers(other, PLAIN); // by the BGP Identifier, although its MED is higher
    }

    /** The textbook case: a beats b by identifier, b beats c by MED, c beats a by identifier. */
    @Test
    void aCircleOfMedIsDecidedAsTheRfcDoes() {
        HeldPath a =
                new Path(
                                100L,
                                List.of(64512L, 1L),
                                Origin.IGP,
                                0L,
                                true,
                                "192.0.2.2",
                                null,
                                0,
                                "198.51.100.2",
                                0,
                                0)
                        .held();
        HeldPath b =
                new Path(
                                100L,
                                List.of(64511L, 1L),
                                Origin.IGP,
                                1L,
                                true,
                                "192.0.2.3",
                                null,
                                0,
                                "198.51.100.3",
                                0,
                                0)
                        .held();
        HeldPath c =
                new Path(
                                100L,
                                List.of(64511L, 1L),
                                Origin.IGP,
                                2L,
                                true,
                                "192.0.2.1",
                                null,
                                0,
                                "198.51.100.1",
                                0,
                                0)
                        .held();

        List<List<HeldPath>> orders =
                List.of(List.of(a, b, c), List.of(b, c, a), List.of(c, a, b), List.of(c, b, a));
        for (List<HeldPath> order : orders) {
            assertEquals(List.of(a, b, c), PROCESS.ranked(order));
        }
    }

    @Test
    void theOlderExternalPathIsKeptWhereThatIsAskedFor() {
        HeldPath young =
                new Path(
                                100L,
                                PLAIN.asPath(),
                                Origin.EGP,
                                5L,
                                true,
                                "192.0.2.1",
                                null,
                                1,
                                "198.51.100.1",
                                1,
                                9)
                        .held();

        assertEquals(young, PROCESS.ranked(List.of(PLAIN.held(), young)).get(0));
        assertEquals(
                PLAIN.held(),
                new DecisionProcess(true).ranked(List.of(PLAIN.held(), young)).get(0));
    }

    private static Path random(Random random) {
        List<Long> asPath = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            asPath.add(64510L + random.nextInt(3));
        }
        return new Path(
                random.nextInt(3) == 0 ? null : 99L + random.nextInt(3),
                asPath,
                List.of(Origin.values()).get(random.nextInt(3)),
                random.nextInt(3) == 0 ? null : (long) random.nextInt(3),
                random.nextBoolean(),
                "192.0.2." + random.nextInt(3),
                random.nextInt(3) == 0 ? "192.0.2." + random.nextInt(3) : null,
                random.nextInt(3),
                "198.51.100." + random.nextInt(3),
                random.nextInt(3),
                random.nextInt(3));
    }

    @Test
    void theComparisonIsAntisymmetricTransitiveAndTotal() {
        for (boolean keepOldest : new boolean[] {false, true}) {
            Comparator<HeldPath> order = new DecisionProcess(keepOldest).withoutMed();
            Random random = new Random(7);
            for (int i = 0; i < 30_000; i++) {
                HeldPath a = random(random).held();
                HeldPath b = random(random).held();
                HeldPath c = random(random).held();
                int ab = Integer.signum(order.compare(a, b));
                int bc = Integer.signum(order.compare(b, c));
                assertEquals(-ab, Integer.signum(order.compare(b, a)));
                if (ab == bc) {
                    assertEquals(ab, Integer.signum(order.compare(a, c)), "transitive");
                }
                boolean sameIdentity =
                        a.path().pathId() == b.path().pathId()
                                && a.peer().address().equals(b.peer().address());
                assertTrue(ab != 0 || sameIdentity, "two paths of one router are never equal");
            }
        }
    }

    @Test
    void theOrderDoesNotDependOnHowPathsCameAndTheNextIsBestWithoutTheFirst() {
        Random random = new Random(9);
        for (int i = 0; i < 5_000; i++) {
            List<HeldPath> paths = new ArrayList<>();
            for (int id = random.nextInt(6); id >= 0; id--) {
                Path path = random(random);
                paths.add(
                        new Path(
                                        path.localPref(),
                                        path.asPath(),
                                        path.origin(),
                                        path.med(),
                                        path.external(),
                                        path.bgpId(),
                                        path.originator(),
                                        path.clusters(),
                                        path.peer(),
                                        100 + id,
                                        path.since())
                                .held());
            }
            List<HeldPath> ranked = PROCESS.ranked(paths);
            Collections.shuffle(paths, random);
            assertEquals(ranked, PROCESS.ranked(paths));
            assertEquals(new HashSet<>(paths), new HashSet<>(ranked));
            assertEquals(best(paths), ranked.get(0));
            if (ranked.size() > 1) {
                List<HeldPath> rest = ranked.subList(1, ranked.size());
                assertEquals(rest, PROCESS.ranked(rest));
            }
        }
    }

    /** RFC 4271 9.1.2.2 in its own words: paths are removed from consideration, step by step. */
    private static HeldPath best(List<HeldPath> paths) {
        List<HeldPath> left = new ArrayList<>(paths);
        keepLowest(left, h -> -value(h.path().attributes().localPref(), 100));
        keepLowest(left, h -> asPath(h).length());
        keepLowest(left, h -> origin(h));
        for (HeldPath held : List.copyOf(left)) {
            left.removeIf(
                    other ->
                            asPath(other)
                                            .segments()
                                            .get(0)
                                            .asNumbers()
                                            .get(0)
                                            .equals(
                                                    asPath(held)
                                                            .segments()
                                                            .get(0)
                                                            .asNumbers()
                                                            .get(0))
                                    && value(other.path().attributes().med(), 0)
                                            > value(held.path().attributes().med(), 0));
        }
        keepLowest(left, h -> h.peer().external() ? 0 : 1);
        keepLowest(left, h -> identifier(h).low());
        keepLowest(left, h -> h.path().attributes().reflection().clusters().size());
        keepLowest(left, h -> h.peer().address().low());
        keepLowest(left, h -> h.path().pathId());
        return left.get(0);
    }

    private static void keepLowest(
            List<HeldPath> paths, java.util.function.ToLongFunction<HeldPath> of) {
        long lowest = paths.stream().mapToLong(of).min().orElseThrow();
        paths.removeIf(held -> of.applyAsLong(held) != lowest);
    }

    private static AsPath asPath(HeldPath held) {
        AsPath path = held.path().attributes().asPath();
        return path == null ? AsPath.EMPTY : path;
    }

    private static long origin(HeldPath held) {
        return List.of(Origin.values()).indexOf(held.path().attributes().origin());
    }

    private static Address identifier(HeldPath held) {
        Address originator = held.path().attributes().reflection().originatorId();
        return originator == null ? held.peer().bgpId() : originator;
    }

    private static long value(@Nullable Long value, long otherwise) {
        return value == null ? otherwise : value;
    }
}
