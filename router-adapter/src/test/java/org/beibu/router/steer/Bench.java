package org.beibu.router.steer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.audit.AuditEvent;
import org.beibu.router.audit.AuditException;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.guard.FakeRib;
import org.beibu.router.guard.GuardChain;
import org.beibu.router.guard.GuardConfig;
import org.beibu.router.guard.OverrideKey;
import org.beibu.router.guard.OwnMarks;
import org.beibu.router.guard.SteeredExit;
import org.beibu.router.recommendation.Mode;
import org.beibu.router.recommendation.Offers;
import org.beibu.router.recommendation.Recommendation;
import org.beibu.router.rpki.VrpTable;
import org.beibu.runtime.counters.Counters;

/** Steering with a router, two exits, a clock that a test steps, and everything it said. */
final class Bench {
    static final OwnMarks OWN = new OwnMarks(64500, Address.parse("192.0.2.9"), 64500 << 16 | 911);
    static final String A = "198.51.100.1";
    static final String B = "198.51.100.2";
    static final String PREFIX = "203.0.113.0/24";
    static final String OTHER = "192.0.2.0/24";
    static final String SIX = "2001:db8:1::/48";

    final FakeRib rib = new FakeRib();
    final Counters counters = new Counters();
    final List<UpdateMessage> sent = new ArrayList<>();
    final List<AuditEvent> log = new ArrayList<>();

    /** What the router knows of ours, as its own BGP would have it. */
    final Map<OverrideKey, PathAttributes> router = new TreeMap<>();

    GuardConfig guards =
            GuardConfig.defaults()
                    .with(
                            GuardConfig.Prefixes.allowing(
                                    List.of(
                                            Prefix.parse(PREFIX),
                                            Prefix.parse(OTHER),
                                            Prefix.parse(SIX))));
    SteeringConfig.Times times = SteeringConfig.Times.USUAL;
    ModeRules modes = ModeRules.everywhere(Mode.AUTO);
    SteeredRouter pe = SteeredRouter.of("pe");
    UseView.Use use = UseView.Use.UNKNOWN;
    ProbeSight sight = ProbeSight.NONE;
    VrpTable vrps = VrpTable.EMPTY;
    Optional<String> frozen = Optional.empty();
    boolean on = true;
    boolean logBroken;
    Instant wall = Instant.parse("2026-11-22T10:00:00Z");
    long nanos = -5_000_000_000L; // a monotonic clock may begin anywhere
    Steering steering = build();

    /** Anew, as after a restart, with what the fields say now. */
    Steering build() {
        SteeringConfig config =
                new SteeringConfig(
                        on,
                        modes,
                        List.of(
                                exit("exit-a", A, "2001:db8:a::2"),
                                exit("exit-b", B, "2001:db8:b::2")),
                        List.of(pe),
                        OWN,
                        guards,
                        times);
        SteeringPorts ports =
                new SteeringPorts(
                        rib,
                        () -> vrps,
                        (route, exit, nanos) -> sight.watched(route, exit, nanos),
                        (router, prefix, nextHop) -> use,
                        this::send,
                        this::write,
                        frozen);
        steering = new Steering(config, GuardChain.of(guards, OWN), ports, counters);
        router.clear(); // its session ended with us
        return steering;
    }

    private static SteeredExit exit(String name, String ipv4, String ipv6) {
        return new SteeredExit(
                name, List.of("pe"), List.of(Address.parse(ipv4), Address.parse(ipv6)));
    }

    private void write(AuditEvent event) throws AuditException {
        if (logBroken) {
            throw new AuditException("the disk is full");
        }
        log.add(event);
    }

    private void send(String name, UpdateMessage update) {
        sent.add(update);
        for (RouteGroup group : update.withdrawn()) {
            for (Nlri nlri : group.nlri()) {
                router.remove(new OverrideKey(name, nlri.prefix()));
            }
        }
        for (RouteGroup group : update.announced()) {
            for (Nlri nlri : group.nlri()) {
                router.put(new OverrideKey(name, nlri.prefix()), update.attributes());
            }
        }
    }

    Moment now() {
        return new Moment(wall, nanos);
    }

    /** Time passes, without a round. */
    Bench pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
        return this;
    }

    /** Seconds pass, a round in each. */
    Bench rounds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            pass(Duration.ofSeconds(1));
            steering.reconcile(now());
        }
        return this;
    }

    /** Routes by both exits, a session that settled. */
    Bench settled() {
        rib.clear().settled("pe");
        for (String prefix : List.of(PREFIX, OTHER)) {
            rib.add(FakeRib.path("pe", prefix, A, 64511L, 64600L));
            rib.add(FakeRib.path("pe", prefix, B, 64510L, 64600L, 64600L));
        }
        rib.add(FakeRib.path("pe", SIX, "2001:db8:a::2", 64511L, 64600L));
        rib.add(FakeRib.path("pe", SIX, "2001:db8:b::2", 64510L, 64600L));
        return rounds(61);
    }

    Offers offer() {
        return Offers.at(wall);
    }

    Outcome accept(Recommendation recommendation) {
        return steering.accept(List.of(recommendation), now()).get(0);
    }

    /** Rounds in which the recommendation is issued again each second. */
    Bench renewed(Offers offer, int seconds) {
        for (int i = 0; i < seconds; i++) {
            pass(Duration.ofSeconds(1));
            accept(offer.again(wall).good());
            steering.reconcile(now());
        }
        return this;
    }

    /** What each live recommendation has come to, as text. */
    List<String> states() {
        return steering.recommendations(now()).stream()
                .flatMap(status -> status.prefixes().stream())
                .map(status -> status.state() + " " + status.verdict())
                .toList();
    }

    List<String> prefixes() {
        return router.keySet().stream().map(key -> key.prefix().toString()).toList();
    }

    long count(AuditEvent.Action action) {
        return log.stream().filter(event -> event.action() == action).count();
    }
}
