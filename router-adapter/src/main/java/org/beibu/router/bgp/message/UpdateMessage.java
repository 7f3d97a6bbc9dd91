package org.beibu.router.bgp.message;

import java.util.List;
import java.util.Optional;

/**
 * UPDATE (RFC 4271 section 4.3, RFC 4760). Where the prefixes stood on the wire, in the message's
 * own fields or in attribute 14 or 15, is told by {@link RouteGroup}: own fields first.
 *
 * @param withdrawn groups that are no longer reachable
 * @param announced groups that are reachable with these attributes
 * @param attributes the path attributes
 * @param endOfRib the family whose End-of-RIB marker this is (RFC 4724 section 2)
 */
public record UpdateMessage(
        List<RouteGroup> withdrawn,
        List<RouteGroup> announced,
        PathAttributes attributes,
        Optional<Family> endOfRib)
        implements BgpMessage {

    public UpdateMessage {
        withdrawn = List.copyOf(withdrawn);
        announced = List.copyOf(announced);
    }
}
