package org.beibu.router.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.message.AsPath;
import org.beibu.router.bgp.message.Nlri;
import org.beibu.router.bgp.message.Origin;
import org.beibu.router.bgp.message.PathAttributes;
import org.beibu.router.rib.LearnedPath;
import org.beibu.router.rib.RibView;

/** What routers hold, put there by a test. */
public final class FakeRib implements RibView {
    private final Map<OverrideKey, List<LearnedPath>> paths = new HashMap<>();
    private final Set<String> up = new HashSet<>();
    private final Set<String> complete = new HashSet<>();

    /** A path with this AS_PATH. */
    public static LearnedPath path(String router, String prefix, String nextHop, Long... ases) {
        return path(router, prefix, nextHop, attributes(ases));
    }

    /** A path with these attributes. */
    public static LearnedPath path(
            String router, String prefix, String nextHop, PathAttributes attributes) {
        return new LearnedPath(
                router,
                LearnedPath.Source.BGP,
                Address.parse("192.0.2.254"),
                Nlri.NO_PATH_ID,
                Prefix.parse(prefix),
                Address.parse(nextHop),
                attributes,
                1);
    }

    /** The same path, told by something else, of another peer. */
    public static LearnedPath from(LearnedPath path, LearnedPath.Source source, String peer) {
        return new LearnedPath(
                path.router(),
                source,
                Address.parse(peer),
                path.pathId(),
                path.prefix(),
                path.nextHop(),
                path.attributes(),
                path.sinceEpochNs());
    }

    /** Attributes with this AS_PATH. */
    public static PathAttributes attributes(Long... ases) {
        return attributes(AsPath.sequence(List.of(ases)), PathAttributes.Communities.NONE);
    }

    /** Attributes with this AS_PATH and these communities. */
    public static PathAttributes attributes(AsPath path, PathAttributes.Communities communities) {
        return new PathAttributes(
                Origin.IGP,
                path,
                null,
                null,
                100L,
                PathAttributes.Aggregate.NONE,
                communities,
                PathAttributes.Reflection.NONE,
                List.of());
    }

    /** The session is up and complete. */
    public FakeRib settled(String router) {
        up.add(router);
        complete.add(router);
        return this;
    }

    /** The session is up, without End-of-RIB. */
    public FakeRib loading(String router) {
        up.add(router);
        complete.remove(router);
        return this;
    }

    /** The session is down. */
    public FakeRib down(String router) {
        up.remove(router);
        complete.remove(router);
        return this;
    }

    /** One more path, worse than those before. */
    public FakeRib add(LearnedPath path) {
        paths.computeIfAbsent(
                        new OverrideKey(path.router(), path.prefix()), key -> new ArrayList<>())
                .add(path);
        return this;
    }

    /** All paths to the prefix by this next hop go. */
    public FakeRib remove(String router, Prefix prefix, Address nextHop) {
        paths.getOrDefault(new OverrideKey(router, prefix), new ArrayList<>())
                .removeIf(path -> path.nextHop().equals(nextHop));
        return this;
    }

    /** Nothing is held any more. */
    public FakeRib clear() {
        paths.clear();
        return this;
    }

    @Override
    public List<LearnedPath> paths(String router, Prefix prefix) {
        return List.copyOf(paths.getOrDefault(new OverrideKey(router, prefix), List.of()));
    }

    @Override
    public boolean complete(String router) {
        return complete.contains(router);
    }

    @Override
    public boolean sessionUp(String router) {
        return up.contains(router);
    }

    @Override
    public Optional<Prefix> inside(String router, Prefix prefix) {
        return paths.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .filter(key -> key.router().equals(router))
                .map(OverrideKey::prefix)
                .filter(held -> !held.equals(prefix) && Bogons.isInside(held, prefix))
                .findFirst();
    }
}
