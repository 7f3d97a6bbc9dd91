package org.beibu.router.rib;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.Origin;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;
import org.beibu.router.rib.ExitCandidate.ExitRoute;
import org.beibu.runtime.counters.Counters;

/** Routers, peers and messages of the tests of the RIB. */
final class Routes {
    static final int MARKER = 64500 << 16 | 911;
    static final Address US = Address.parse("192.0.2.9");
    static final Address ROUTER = Address.parse("192.0.2.1");
    static final Address HOP_A = Address.parse("198.51.100.1");
    static final Address HOP_B = Address.parse("198.51.100.2");
    static final PeerFacts EXIT_A = new PeerFacts(HOP_A, 64511, HOP_A, true);
    static final PeerFacts EXIT_B = new PeerFacts(HOP_B, 64512, HOP_B, true);
    static final PeerFacts THE_ROUTER = new PeerFacts(ROUTER, 64500, ROUTER, false);
    static final PeerFacts OURSELVES = new PeerFacts(US, 64500, US, false);
    static final Prefix P = Prefix.parse("203.0.113.0/24");
    static final Prefix P6 = Prefix.parse("2001:db8:10::/48");
    static final Set<Family> BOTH = Set.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST);
    static final Set<Family> V4 = Set.of(Family.IPV4_UNICAST);

    final AtomicLong clock = new AtomicLong(1_000);
    final Counters counters = new Counters();
    final ChangeFeed feed;
    final Rib rib;

    Routes() {
        this(RibLimits.DEFAULT);
    }

    Routes(RibLimits limits) {
        feed = new ChangeFeed(64, Interest.ALL);
        OwnRoutes own = new OwnRoutes(MARKER, Set.of(US), Set.of(US));
        rib =
                new Rib(
                        List.of("pe1", "pe2"),
                        List.of(
                                new ExitRoute("a", "pe1", Set.of(HOP_A)),
                                new ExitRoute("b", "pe1", Set.of(HOP_B))),
                        new RouterRib.Settings(
                                limits, own, new DecisionProcess(false), counters, clock::get),
                        feed,
                        100);
    }

    RouterRib pe1() {
        return rib.router("pe1");
    }

    static Family family(Prefix prefix) {
        return prefix.isIpv4() ? Family.IPV4_UNICAST : Family.IPV6_UNICAST;
    }

    static PathAttributes attributes(long... asNumbers) {
        List<Long> path = new ArrayList<>();
        for (long as : asNumbers) {
            path.add(as);
        }
        return new PathAttributes(
                Origin.IGP,
                AsPath.sequence(path),
                null,
                null,
                null,
                PathAttributes.Aggregate.NONE,
                PathAttributes.Communities.NONE,
                PathAttributes.Reflection.NONE,
                List.of());
    }

    static PathAttributes with(
            PathAttributes attributes, PathAttributes.Communities communities, long localPref) {
        return new PathAttributes(
                attributes.origin(),
                attributes.asPath(),
                null,
                attributes.med(),
                localPref,
                attributes.aggregate(),
                communities,
                attributes.reflection(),
                List.of());
    }

    static PathAttributes marked(PathAttributes attributes) {
        return with(
                attributes,
                new PathAttributes.Communities(List.of(MARKER), List.of(), List.of()),
                200);
    }

    static UpdateMessage announce(
            Prefix prefix, long pathId, Address nextHop, PathAttributes attributes) {
        return new UpdateMessage(
                List.of(),
                List.of(
                        RouteGroup.announced(
                                family(prefix), nextHop, List.of(new Nlri(prefix, pathId)))),
                attributes,
                Optional.empty());
    }

    static UpdateMessage withdraw(Prefix prefix, long pathId) {
        return new UpdateMessage(
                List.of(RouteGroup.withdrawn(family(prefix), List.of(new Nlri(prefix, pathId)))),
                List.of(),
                PathAttributes.NONE,
                Optional.empty());
    }

    static UpdateMessage endOfRib(Family family) {
        return new UpdateMessage(List.of(), List.of(), PathAttributes.NONE, Optional.of(family));
    }
}
