package org.beibu.router.steer;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.beibu.router.guard.ClockWatch;
import org.beibu.router.guard.FlapHistory;
import org.beibu.router.guard.OverrideKey;
import org.beibu.router.guard.Support;
import org.beibu.router.guard.Watched;
import org.beibu.router.rib.LearnedPath;
import org.beibu.router.rib.RibView;
import org.beibu.router.rpki.VrpTable;
import org.jspecify.annotations.Nullable;

/**
 * What steering remembers of the world around it from round to round: switches, clocks, sessions,
 * exits that must not be used, routes that flap. Owned by the thread of {@link Steering}.
 */
final class Surroundings implements Round.World {
    private static final Duration MOST_STEP = Duration.ofSeconds(1);

    private final RibView rib;
    private final Supplier<VrpTable> vrps;
    private final ProbeSight sight;
    private final ClockWatch clock;
    private final FlapHistory flaps = new FlapHistory(FlapHistory.Limits.USUAL);
    private final Map<String, Long> settledSince = new HashMap<>();
    private final Map<String, String> faults = new HashMap<>();
    private Map<Underlying, LearnedPath> seen = new HashMap<>();
    private Map<Underlying, LearnedPath> seeing = new HashMap<>();
    private final Set<Underlying> observed = new HashSet<>();
    private @Nullable String off;
    private @Nullable String frozen;

    /** A route beneath an override. */
    private record Underlying(OverrideKey key, String exit) {}

    Surroundings(SteeringPorts ports, Duration calm) {
        this.rib = ports.rib();
        this.vrps = ports.vrps();
        this.sight = ports.sight();
        this.clock = new ClockWatch(MOST_STEP, calm);
    }

    /** A round begins. */
    void tick(Moment now, List<SteeredRouter> routers) {
        clock.tick(now.wall(), now.nanos());
        for (SteeredRouter router : routers) {
            boolean settled = rib.sessionUp(router.name()) && rib.complete(router.name());
            if (settled) {
                settledSince.putIfAbsent(router.name(), now.nanos());
            } else {
                settledSince.remove(router.name());
            }
        }
        observed.clear();
    }

    /** What lies beneath a request now; changes since the last round count as flaps. */
    void observe(OverrideKey key, String exit, Support support, Moment now) {
        Underlying underlying = new Underlying(key, exit);
        if (!observed.add(underlying)) {
            return; // two recommendations for the same move
        }
        LearnedPath before = seen.get(underlying);
        LearnedPath path = support.best().orElse(null);
        if (path != null) {
            seeing.put(underlying, path);
        }
        if (before != null) {
            compare(underlying, before, path, now);
        }
    }

    /** A path that is as before but younger was gone in between. */
    private void compare(
            Underlying route, LearnedPath before, @Nullable LearnedPath path, Moment now) {
        if (path == null) {
            flaps.withdrawn(route.key(), route.exit(), now.nanos());
        } else if (!before.attributes().equals(path.attributes())) {
            flaps.changed(route.key(), route.exit(), now.nanos());
        } else if (before.sinceEpochNs() != path.sinceEpochNs()) {
            flaps.withdrawn(route.key(), route.exit(), now.nanos());
        }
    }

    /** The round is over: what was not looked at is forgotten. */
    void finish() {
        seen = seeing;
        seeing = new HashMap<>();
    }

    /** The route beneath an override went away between rounds. */
    void gone(OverrideKey key, String exit, Moment now) {
        if (seen.remove(new Underlying(key, exit)) != null) {
            flaps.withdrawn(key, exit, now.nanos());
        }
    }

    void sessionDown(String router) {
        settledSince.remove(router);
    }

    void exitBad(String name, String why) {
        faults.put(name, why);
    }

    boolean exitGood(String name) {
        return faults.remove(name) != null;
    }

    void off(String why) {
        off = why;
    }

    void freeze(String why) {
        frozen = why;
    }

    void thaw() {
        frozen = null;
    }

    /** The key of a fault that concerns one AseanRoute only. */
    static String pathName(String routeId, String exit) {
        return routeId + "/" + exit;
    }

    @Override
    public Optional<String> off() {
        return Optional.ofNullable(off);
    }

    @Override
    public Optional<String> frozen() {
        return Optional.ofNullable(frozen);
    }

    @Override
    public Optional<String> clockFault() {
        return clock.fault();
    }

    @Override
    public RibView rib() {
        return rib;
    }

    @Override
    public VrpTable vrps() {
        return vrps.get();
    }

    @Override
    public OptionalLong settledForNanos(String router, long nanos) {
        Long since = settledSince.get(router);
        return since == null ? OptionalLong.empty() : OptionalLong.of(nanos - since);
    }

    @Override
    public Optional<String> exitFault(String routeId, String exit) {
        return Optional.ofNullable(faults.get(exit))
                .or(() -> Optional.ofNullable(faults.get(pathName(routeId, exit))));
    }

    @Override
    public Optional<Watched> watched(String routeId, String exit, long nanos) {
        return sight.watched(routeId, exit, nanos);
    }

    @Override
    public Optional<String> damped(OverrideKey key, String exit, long nanos) {
        return flaps.damped(key, exit, nanos);
    }
}
