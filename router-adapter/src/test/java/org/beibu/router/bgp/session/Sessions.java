package org.beibu.router.bgp.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Capability;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.NotificationMessage;
import org.beibu.router.bgp.message.Octets;
import org.beibu.router.bgp.message.OpenMessage;
import org.beibu.router.bgp.message.Origin;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;

/** Values that the tests of sessions share. */
final class Sessions {
    static final Family V4 = Family.IPV4_UNICAST;
    static final Family V6 = Family.IPV6_UNICAST;
    static final long AS = 64500;
    static final Address OUR_ID = Address.parse("192.0.2.9");
    static final SessionConfig CONFIG = config(SessionConfig.Role.BOTH);
    static final NotificationMessage SHUTDOWN = Notifications.shutdown("maintenance");

    private Sessions() {}

    static SessionConfig config(SessionConfig.Role role) {
        return new SessionConfig(
                new SessionConfig.Speaker(AS, OUR_ID),
                new SessionConfig.Offer(Set.of(V4, V6), Set.of(V4, V6), Set.of(), true, 1_000),
                new SessionConfig.Timing(
                        9, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(30)),
                role);
    }

    /** A router's OPEN with everything that we may ask for. */
    static OpenMessage open(String bgpId) {
        return open(AS, 180, bgpId, capabilities());
    }

    static OpenMessage open(
            long asNumber, int holdSeconds, String bgpId, List<Capability> capabilities) {
        return new OpenMessage(asNumber, holdSeconds, Address.parse(bgpId), capabilities);
    }

    static List<Capability> capabilities() {
        return List.of(
                new Capability.Multiprotocol(V4),
                new Capability.Multiprotocol(V6),
                new Capability.RouteRefresh(),
                new Capability.EnhancedRouteRefresh(),
                new Capability.FourOctetAs(AS),
                new Capability.ExtendedMessage(),
                new Capability.AddPath(
                        List.of(
                                new Capability.AddPathFamily(V4, true, true),
                                new Capability.AddPathFamily(V6, false, true))));
    }

    static List<Capability> without(Class<? extends Capability> kind) {
        List<Capability> rest = new ArrayList<>(capabilities());
        rest.removeIf(kind::isInstance);
        return rest;
    }

    static Agreement agreement() {
        Negotiation.Outcome outcome = Negotiation.meet(open("192.0.2.1"), CONFIG);
        return ((Negotiation.Outcome.Agreed) outcome).agreement();
    }

    /** A state with ConnectRetryCounter 7. */
    static ConnectionState in(Phase phase, Side side) {
        boolean agreed = phase.compareTo(Phase.OPEN_CONFIRM) >= 0;
        return new ConnectionState(side, phase, 7, 0, agreed ? agreement() : null);
    }

    static NotificationMessage notification(int code, int subcode) {
        return new NotificationMessage(code, subcode, Octets.NONE);
    }

    static PathAttributes attributes(long... path) {
        List<Long> numbers = Arrays.stream(path).boxed().toList();
        return new PathAttributes(
                Origin.IGP,
                AsPath.sequence(numbers),
                Address.parse("192.0.2.2"),
                null,
                100L,
                PathAttributes.Aggregate.NONE,
                PathAttributes.Communities.NONE,
                PathAttributes.Reflection.NONE,
                List.of());
    }

    static UpdateMessage announce(PathAttributes attributes, String... prefixes) {
        return announce(V4, attributes, prefixes);
    }

    static UpdateMessage announce(Family family, PathAttributes attributes, String... prefixes) {
        return new UpdateMessage(
                List.of(),
                List.of(RouteGroup.announced(family, Address.parse("192.0.2.2"), nlri(prefixes))),
                attributes,
                Optional.empty());
    }

    static UpdateMessage withdraw(String... prefixes) {
        return new UpdateMessage(
                List.of(RouteGroup.withdrawn(V4, nlri(prefixes))),
                List.of(),
                PathAttributes.NONE,
                Optional.empty());
    }

    static UpdateMessage endOfRib(Family family) {
        return new UpdateMessage(List.of(), List.of(), PathAttributes.NONE, Optional.of(family));
    }

    static List<Nlri> nlri(String... prefixes) {
        return Arrays.stream(prefixes).map(Prefix::parse).map(Nlri::of).toList();
    }
}
