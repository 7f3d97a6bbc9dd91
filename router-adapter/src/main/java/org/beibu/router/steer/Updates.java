package org.beibu.router.steer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.bgp.message.RouteGroup;
import org.beibu.router.bgp.message.UpdateMessage;

/**
 * Overrides as UPDATE messages: those with the same attributes share one, since a thousand of them
 * are to be on the wire in a moment.
 */
final class Updates {
    private Updates() {}

    /** What one UPDATE can say at once. */
    private record Group(String router, Family family, Address nextHop, PathAttributes attributes) {
        static Group of(BgpOverride override) {
            return new Group(
                    override.key().router(),
                    override.family(),
                    override.nextHop(),
                    override.attributes());
        }
    }

    /** An UPDATE for one router, and the overrides that it tells of. */
    record Addressed(String router, UpdateMessage update, List<BgpOverride> overrides) {}

    static List<Addressed> announcing(Collection<BgpOverride> overrides) {
        Map<Group, List<BgpOverride>> groups = new LinkedHashMap<>();
        overrides.forEach(o -> groups.computeIfAbsent(Group.of(o), g -> new ArrayList<>()).add(o));
        List<Addressed> updates = new ArrayList<>();
        groups.forEach(
                (group, members) ->
                        updates.add(
                                new Addressed(
                                        group.router(),
                                        new UpdateMessage(
                                                List.of(),
                                                List.of(
                                                        RouteGroup.announced(
                                                                group.family(),
                                                                group.nextHop(),
                                                                nlri(members))),
                                                group.attributes(),
                                                Optional.empty()),
                                        members)));
        return updates;
    }

    static List<Addressed> withdrawing(Collection<BgpOverride> overrides) {
        Map<String, Map<Family, List<BgpOverride>>> routers = new LinkedHashMap<>();
        for (BgpOverride override : overrides) {
            routers.computeIfAbsent(override.key().router(), r -> new LinkedHashMap<>())
                    .computeIfAbsent(override.family(), f -> new ArrayList<>())
                    .add(override);
        }
        List<Addressed> updates = new ArrayList<>();
        routers.forEach(
                (router, families) ->
                        families.forEach(
                                (family, members) ->
                                        updates.add(
                                                new Addressed(
                                                        router,
                                                        withdrawal(family, members),
                                                        members))));
        return updates;
    }

    private static UpdateMessage withdrawal(Family family, List<BgpOverride> members) {
        return new UpdateMessage(
                List.of(RouteGroup.withdrawn(family, nlri(members))),
                List.of(),
                PathAttributes.NONE,
                Optional.empty());
    }

    private static List<Nlri> nlri(List<BgpOverride> members) {
        return members.stream().map(override -> Nlri.of(override.key().prefix())).toList();
    }
}
