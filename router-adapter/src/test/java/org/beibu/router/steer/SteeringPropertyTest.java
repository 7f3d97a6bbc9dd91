package org.beibu.router.steer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.guard.FakeRib;
import org.beibu.router.recommendation.Mode;
import org.beibu.router.recommendation.Offers;
import org.beibu.router.recommendation.Recommendation;
import org.beibu.router.rib.LearnedPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random sequences of recommendations, routes, events, configurations and restarts. Every message
 * that leaves is judged by rules written down here a second time, from docs/steering.md and not
 * from the code: nothing leaked, more specific, made up, stale or unmarked. {@code
 * -Dbeibu.sequences=1000000} runs a million.
 */
class SteeringPropertyTest {
    private static final int SEQUENCES = Integer.getInteger("beibu.sequences", 2_000);
    private static final int STEPS = 40;
    private static final int RESTARTS = 1_000;
    private static final List<String> PREFIXES =
            List.of(
                    Bench.PREFIX,
                    Bench.OTHER,
                    Bench.SIX,
                    "203.0.113.0/25",
                    "203.0.112.0/23",
                    "0.0.0.0/0",
                    "198.51.100.0/24",
                    "10.1.0.0/16");
    private static final List<String> ALLOWED = List.of(Bench.PREFIX, Bench.OTHER, Bench.SIX);
    private static final List<String> NEXT_HOPS =
            List.of(Bench.A, Bench.B, "198.51.100.77", "2001:db8:a::2", "2001:db8:b::2");

    private Random random = new Random(0);
    private Bench bench = new Bench();
    private final Map<String, Recommendation> latest = new HashMap<>();
    private int judged;
    private long announcements;

    @Test
    @Timeout(value = 24, unit = TimeUnit.HOURS)
    void nothingThatMustNotLeaveLeaves() {
        for (int seed = 0; seed < SEQUENCES; seed++) {
            sequence(seed);
        }
        // The rules are worth something only when they were put to the test often.
        assertTrue(announcements > SEQUENCES / 2, announcements + " announcements");
    }

    private void sequence(long seed) {
        begin(seed);
        for (int step = 0; step < STEPS; step++) {
            act();
            judge(seed);
        }
        if (random.nextBoolean()) {
            bench.steering.event(new SteeringEvent.Stop("end"), bench.now());
        } else {
            bench.rounds(32); // nobody renews anything
        }
        assertEquals(Map.of(), bench.router, "seed " + seed + ": left over");
    }

    private void begin(long seed) {
        random = new Random(seed);
        bench = new Bench();
        latest.clear();
        judged = 0;
        bench.modes = ModeRules.everywhere(List.of(Mode.values()).get(random.nextInt(3)));
        if (random.nextInt(4) > 0) {
            bench.modes = ModeRules.everywhere(Mode.AUTO);
        }
        bench.pe = new SteeredRouter("pe", 200, random.nextBoolean(), SteeredRouter.Template.NONE);
        bench.on = random.nextInt(20) > 0;
        bench.build();
        bench.rib.settled("pe");
        bench.pass(Duration.ofSeconds(1));
        bench.steering.reconcile(bench.now());
        for (int i = 0; i < 10; i++) {
            routeComes();
        }
        bench.pass(Duration.ofSeconds(61));
        bench.steering.reconcile(bench.now());
    }

    private void act() {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> recommend();
            case 5, 6, 7 -> renew();
            case 8, 9 -> routeComes();
            case 10 -> routeGoes();
            case 11 -> bench.rounds(1 + random.nextInt(3));
            case 12 -> pass();
            case 13 -> event();
            case 14 -> person();
            case 15 -> session();
            case 16 -> bench.use = List.of(UseView.Use.values()).get(random.nextInt(3));
            default -> bench.rounds(1);
        }
    }

    private void recommend() {
        Offers offer = bench.offer().id("r-" + random.nextInt(6)).prefixes(prefixes()).share(0.01);
        offer = random.nextBoolean() ? offer : offer.to("exit-b", "exit-a");
        offer = random.nextInt(8) > 0 ? offer : offer.delays(60, 50 + random.nextInt(20));
        offer =
                random.nextInt(8) > 0
                        ? offer
                        : offer.times(
                                bench.wall.minusSeconds(random.nextInt(60)),
                                bench.wall.plusSeconds(1 + random.nextInt(60)));
        accept(offer.good());
    }

    private String[] prefixes() {
        List<String> chosen = new ArrayList<>();
        for (String prefix : PREFIXES) {
            if (random.nextInt(PREFIXES.size()) < 2) {
                chosen.add(prefix);
            }
        }
        return chosen.isEmpty() ? new String[] {Bench.PREFIX} : chosen.toArray(String[]::new);
    }

    private void accept(Recommendation recommendation) {
        if (bench.accept(recommendation).done()) {
            latest.put(recommendation.id(), recommendation);
        }
    }

    private void renew() {
        for (Recommendation known : List.copyOf(latest.values())) {
            accept(new Offers(known).again(bench.wall).good());
        }
        bench.rounds(1);
    }

    private void routeComes() {
        String prefix = PREFIXES.get(random.nextInt(PREFIXES.size()));
        String nextHop = NEXT_HOPS.get(random.nextInt(NEXT_HOPS.size()));
        List<Long> ases = new ArrayList<>(List.of(64510L + random.nextInt(2), 64600L));
        if (random.nextInt(10) == 0) {
            ases.add(List.of(64500L, 64510L, 0L, 64600L).get(random.nextInt(4)));
        }
        List<Integer> communities =
                random.nextInt(10) == 0
                        ? List.of(Bench.OWN.marker())
                        : random.nextBoolean()
                                ? List.of(64500 << 16 | 7, 64511 << 16 | 7)
                                : List.of();
        LearnedPath path =
                FakeRib.path(
                        "pe",
                        prefix,
                        nextHop,
                        FakeRib.attributes(
                                AsPath.sequence(ases),
                                new PathAttributes.Communities(communities, List.of(), List.of())));
        LearnedPath.Source source =
                random.nextInt(10) == 0
                        ? LearnedPath.Source.BMP_PRE_POLICY
                        : LearnedPath.Source.BGP;
        bench.rib.add(FakeRib.from(path, source, nextHop));
    }

    private void routeGoes() {
        Prefix prefix = Prefix.parse(PREFIXES.get(random.nextInt(3)));
        Address nextHop = Address.parse(NEXT_HOPS.get(random.nextInt(NEXT_HOPS.size())));
        bench.rib.remove("pe", prefix, nextHop);
        if (random.nextBoolean()) {
            bench.steering.event(new SteeringEvent.RouteGone("pe", prefix, nextHop), bench.now());
        }
    }

    private void pass() {
        int seconds = random.nextInt(200);
        if (random.nextInt(5) == 0) {
            bench.wall = bench.wall.plusSeconds(random.nextInt(7_200) - 3_600L);
        }
        bench.pass(Duration.ofSeconds(seconds));
        bench.steering.reconcile(bench.now());
    }

    private void event() {
        String exit = random.nextBoolean() ? "exit-a" : "exit-b";
        SteeringEvent event =
                switch (random.nextInt(6)) {
                    case 0 -> new SteeringEvent.ExitDown(exit, "down");
                    case 1, 2 -> new SteeringEvent.ExitUp(exit);
                    case 3 -> new SteeringEvent.ProbeLoss("SG-SIN", exit, "lost");
                    case 4 -> new SteeringEvent.ProbesBack("SG-SIN", exit);
                    default -> new SteeringEvent.FeedLost("gone");
                };
        bench.steering.event(event, bench.now());
    }

    private void person() {
        String id = "r-" + random.nextInt(6);
        switch (random.nextInt(6)) {
            case 0 -> {
                bench.steering.freeze("li", "now", bench.now());
                assertEquals(Map.of(), bench.router);
            }
            case 1, 2 -> bench.steering.thaw("li", "done", bench.now());
            case 3, 4 -> bench.steering.approve(id, "li", "yes", bench.now());
            default -> bench.steering.reject(id, "li", "no", bench.now());
        }
    }

    private void session() {
        if (random.nextBoolean()) {
            bench.rib.down("pe");
            bench.router.clear();
            bench.steering.event(new SteeringEvent.SessionDown("pe", "reset"), bench.now());
        } else {
            bench.build(); // killed, and started again
        }
        bench.rib.settled("pe");
        bench.rounds(random.nextInt(3));
        bench.pass(Duration.ofSeconds(61));
        bench.steering.reconcile(bench.now());
    }

    private void judge(long seed) {
        for (; judged < bench.sent.size(); judged++) {
            UpdateMessage update = bench.sent.get(judged);
            for (RouteGroup group : update.announced()) {
                announcements++;
                group.nlri().forEach(n -> judge(seed, update, group, n.prefix()));
            }
        }
        for (var standing : bench.router.entrySet()) {
            assertTrue(
                    bench.steering.announced().stream()
                            .anyMatch(o -> o.key().equals(standing.getKey())),
                    () -> "seed " + seed + ": forgotten " + standing.getKey());
        }
    }

    /** The rules, for a message that has left in the step just taken. */
    private void judge(long seed, UpdateMessage update, RouteGroup group, Prefix prefix) {
        String what = "seed " + seed + ": " + prefix + " " + update;
        PathAttributes attributes = update.attributes();
        assertTrue(bench.on, what);
        assertTrue(ALLOWED.contains(prefix.toString()), "leaked, or more specific: " + what);
        assertTrue(
                attributes.communities().plain().contains(Bench.OWN.marker()), "unmarked " + what);
        assertTrue(
                attributes.communities().large().stream().anyMatch(c -> c.global() == 64500),
                "without change id: " + what);
        assertEquals(
                !bench.pe.filtersByMarker(),
                attributes.communities().plain().contains(PathAttributes.Communities.NO_EXPORT),
                "scope: " + what);
        assertTrue(!attributes.communities().plain().contains(64500 << 16 | 7), "local: " + what);
        Address nextHop = Optional.ofNullable(group.nextHop()).orElseThrow();
        assertTrue(
                nextHop.isIpv4() == prefix.isIpv4()
                        && !nextHop.equals(Address.parse("198.51.100.77")),
                "next hop: " + what);
        AsPath path = Optional.ofNullable(attributes.asPath()).orElseThrow();
        assertTrue(!path.contains(64500) && !path.contains(0), "AS_PATH: " + what);
        assertTrue(
                bench.rib.paths("pe", prefix).stream()
                        .filter(held -> held.source() == LearnedPath.Source.BGP)
                        .filter(held -> !Bench.OWN.areOn(held.attributes()))
                        .anyMatch(
                                held ->
                                        held.nextHop().equals(nextHop)
                                                && path.equals(held.attributes().asPath())),
                "made up: " + what);
        assertTrue(bench.rib.sessionUp("pe"), "no session: " + what);
        assertTrue(
                latest.values().stream()
                        .filter(r -> r.move().prefixes().contains(prefix))
                        .filter(r -> !bench.wall.isAfter(r.issued().plusSeconds(33)))
                        .anyMatch(r -> bench.wall.minusSeconds(3).isBefore(r.expires())),
                "stale: " + what);
    }

    @Test
    void aRestartAtAnyPointAnnouncesNothingBeforeItHasSettled() {
        for (int kill = 0; kill < RESTARTS; kill++) {
            begin(1_000_000L + kill);
            for (int step = random.nextInt(STEPS); step > 0; step--) {
                act();
            }
            bench.build(); // killed here: everything it knew is gone
            int before = bench.sent.size();
            bench.rib.settled("pe");
            for (int round = 0; round < 14; round++) {
                bench.pass(Duration.ofSeconds(4));
                accept(bench.offer().id("k-" + round % 3).good());
                bench.steering.reconcile(bench.now());
            }

            assertEquals(before, bench.sent.size(), "kill " + kill);
        }
    }

    @Test
    void anHourOfNoiseInsideTheBandMovesNothing() {
        random = new Random(7);
        bench.settled();
        for (int second = 0; second < 3_600; second++) {
            bench.pass(Duration.ofSeconds(1));
            double from = 50 + noise();
            double to = 50 + noise(); // together less than the band of 5 %, 2.5 ms
            accept(bench.offer().delays(from, to).good());
            accept(bench.offer().id("r-2").to("exit-b", "exit-a").delays(to, from).good());
            bench.steering.reconcile(bench.now());
        }

        assertEquals(List.of(), bench.sent);
    }

    /** Less than 1.2 ms up or down, most of it near nothing. */
    private double noise() {
        return Math.max(-1.2, Math.min(1.2, random.nextGaussian() * 0.5));
    }

    @Test
    void anHourOfNoiseDoesNotMoveBackWhatHasMovedForAReason() {
        random = new Random(8);
        bench.settled();
        bench.accept(bench.offer().good());
        for (int second = 0; second < 3_600; second++) {
            bench.pass(Duration.ofSeconds(1));
            double noise = noise();
            accept(bench.offer().delays(51 + noise, 50 - noise, 2.4).good());
            accept(
                    bench.offer()
                            .id("r-2")
                            .to("exit-b", "exit-a")
                            .delays(50 - noise, 51 + noise, 2.4)
                            .good());
            bench.steering.reconcile(bench.now());
        }

        assertEquals(1, bench.sent.size());
    }
}
