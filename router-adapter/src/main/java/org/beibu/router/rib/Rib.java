package org.beibu.router.rib;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.beibu.model.Prefix;
import org.beibu.router.rib.ExitCandidate.ExitRoute;

/**
 * What all configured routers hold, and what we have announced to them. The routers are fixed when
 * it is made; any thread.
 */
public final class Rib implements RibView {
    private final Map<String, RouterRib> routers = new TreeMap<>();
    private final Map<String, AdjRibOut> announced = new TreeMap<>();
    private final List<ExitRoute> exits;
    private final ChangeFeed feed;

    /**
     * Empty tables.
     *
     * @param routers names of the routers
     * @param exits the exits, each at one of the routers
     * @param settings what all routers share
     * @param feed where changes are told
     * @param mostOverrides overrides announced to one router at most
     */
    public Rib(
            Collection<String> routers,
            List<ExitRoute> exits,
            RouterRib.Settings settings,
            ChangeFeed feed,
            int mostOverrides) {
        for (String router : routers) {
            this.routers.put(router, new RouterRib(router, settings, feed));
            announced.put(router, new AdjRibOut(mostOverrides));
        }
        for (ExitRoute exit : exits) {
            router(exit.router()); // an exit of no router is a mistake
        }
        this.exits = List.copyOf(exits);
        this.feed = feed;
        settings.counters().register(RibCounter.class);
    }

    /** What this router holds. */
    public RouterRib router(String name) {
        RouterRib router = routers.get(name);
        if (router == null) {
            throw new IllegalArgumentException("no such router: '" + name + "'");
        }
        return router;
    }

    /** The routers, by name. */
    public Collection<RouterRib> routers() {
        return List.copyOf(routers.values());
    }

    /** What we have announced to this router. */
    public AdjRibOut announced(String router) {
        AdjRibOut out = announced.get(router);
        if (out == null) {
            throw new IllegalArgumentException("no such router: '" + router + "'");
        }
        return out;
    }

    /** The changes. */
    public ChangeFeed changes() {
        return feed;
    }

    @Override
    public List<LearnedPath> paths(String router, Prefix prefix) {
        return find(router).map(rib -> rib.paths(prefix)).orElse(List.of());
    }

    @Override
    public boolean complete(String router) {
        return find(router).map(RouterRib::complete).orElse(false);
    }

    @Override
    public boolean sessionUp(String router) {
        return find(router).map(RouterRib::sessionUp).orElse(false);
    }

    private Optional<RouterRib> find(String router) {
        return Optional.ofNullable(routers.get(router));
    }

    /**
     * What a router uses for a prefix. On its session with us a router does not show our own path,
     * so where there is no BMP an override that we have announced counts as used.
     */
    public UsedPath used(String router, Prefix prefix) {
        UsedPath used = router(router).used(prefix);
        if (used.how() == UsedPath.How.LOC_RIB || router(router).isSeenByBmp()) {
            return used;
        }
        return announced(router)
                .get(prefix)
                .map(
                        override ->
                                new UsedPath(
                                        UsedPath.How.OVERRIDE,
                                        List.of(override.nextHop()),
                                        true,
                                        override.sinceEpochNs()))
                .orElse(used);
    }

    /** The exits that really hold a route to exactly this prefix now, in the order configured. */
    public List<ExitCandidate> candidates(Prefix prefix) {
        List<ExitCandidate> candidates = new ArrayList<>();
        for (ExitRoute exit : exits) {
            List<LearnedPath> paths =
                    paths(exit.router(), prefix).stream()
                            .filter(path -> exit.nextHops().contains(path.nextHop()))
                            .toList();
            if (!paths.isEmpty()) {
                UsedPath used = used(exit.router(), prefix);
                candidates.add(
                        new ExitCandidate(
                                exit,
                                paths,
                                used.nextHops().stream().anyMatch(exit.nextHops()::contains),
                                used.how(),
                                since(paths)));
            }
        }
        return candidates;
    }

    private static long since(List<LearnedPath> paths) {
        return paths.stream().mapToLong(LearnedPath::sinceEpochNs).min().orElse(0);
    }
}
