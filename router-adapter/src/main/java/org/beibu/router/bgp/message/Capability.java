package org.beibu.router.bgp.message;

import java.util.List;

/** A capability of an OPEN message (RFC 5492). */
public sealed interface Capability {

    /** Multiprotocol extensions (1, RFC 4760). */
    record Multiprotocol(Family family) implements Capability {}

    /** Route refresh (2, RFC 2918). */
    record RouteRefresh() implements Capability {}

    /** Enhanced route refresh (70, RFC 7313). */
    record EnhancedRouteRefresh() implements Capability {}

    /** Extended messages, up to 65,535 octets (6, RFC 8654). */
    record ExtendedMessage() implements Capability {}

    /** AS numbers of four octets (65, RFC 6793). */
    record FourOctetAs(long asNumber) implements Capability {}

    /**
     * Several paths a prefix (69, RFC 7911).
     *
     * @param families what is offered for each family
     */
    record AddPath(List<AddPathFamily> families) implements Capability {
        public AddPath {
            families = List.copyOf(families);
        }
    }

    /**
     * ADD-PATH for one family.
     *
     * @param family the family
     * @param receive whether the speaker can receive several paths
     * @param send whether it can send them
     */
    record AddPathFamily(Family family, boolean receive, boolean send) {}

    /**
     * Graceful restart (64, RFC 4724). Ours never names a family: the peer then sends End-of-RIB
     * and keeps none of our routes.
     *
     * @param flags Restart Flags, four bits
     * @param restartSeconds Restart Time, 0 to 4095
     * @param families families whose forwarding state may be kept
     */
    record GracefulRestart(int flags, int restartSeconds, List<RestartFamily> families)
            implements Capability {
        public GracefulRestart {
            families = List.copyOf(families);
        }
    }

    /**
     * A family of {@link GracefulRestart}.
     *
     * @param family the family
     * @param flags Flags for Address Family, eight bits
     */
    record RestartFamily(Family family, int flags) {}

    /**
     * One that is carried without being understood.
     *
     * @param code its code
     * @param value its octets
     */
    record Unknown(int code, Octets value) implements Capability {}
}
