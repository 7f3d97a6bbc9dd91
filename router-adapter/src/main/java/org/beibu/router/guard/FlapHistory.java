package org.beibu.router.guard;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Penalties of routes that come and go (RFC 2439 with the limits of RFC 7196): 1,000 for a
 * withdrawal, 500 for a change of attributes, halved in each half-life. A route is damped from the
 * suppress limit on until its penalty is below the reuse limit.
 *
 * <p>Bounded: the route longest untouched makes room for a new one. Owned by one thread.
 */
public final class FlapHistory {
    private static final double WITHDRAWAL = 1_000;
    private static final double CHANGE = 500;

    private final Limits limits;
    private final Map<Route, Penalty> penalties = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * When a route is damped.
     *
     * @param suppress penalty from which on it is
     * @param reuse penalty below which it is no more
     * @param halfLife time in which the penalty halves
     * @param mostRoutes most routes remembered
     */
    public record Limits(double suppress, double reuse, Duration halfLife, int mostRoutes) {
        /** The usual ones. */
        public static final Limits USUAL = new Limits(2_000, 750, Duration.ofMinutes(15), 100_000);
    }

    private record Route(OverrideKey key, String exit) {}

    private record Penalty(double value, long atNanos, boolean damped) {}

    /** A history with these limits, nothing in it. */
    public FlapHistory(Limits limits) {
        this.limits = limits;
    }

    /** The underlying route went away. */
    public void withdrawn(OverrideKey key, String exit, long nanos) {
        add(new Route(key, exit), WITHDRAWAL, nanos);
    }

    /** The underlying route came again with other attributes. */
    public void changed(OverrideKey key, String exit, long nanos) {
        add(new Route(key, exit), CHANGE, nanos);
    }

    private void add(Route route, double amount, long nanos) {
        Penalty before = penalties.get(route);
        double most = limits.suppress() * 4; // damped for at most about two half-lives more
        double value = Math.min(most, (before == null ? 0 : decayed(before, nanos)) + amount);
        boolean damped = value >= limits.suppress() || (before != null && isDamped(before, nanos));
        penalties.put(route, new Penalty(value, nanos, damped));
        if (penalties.size() > limits.mostRoutes()) {
            penalties.remove(penalties.keySet().iterator().next());
        }
    }

    private double decayed(Penalty penalty, long nanos) {
        double halfLives = (nanos - penalty.atNanos()) / (double) limits.halfLife().toNanos();
        return penalty.value() * Math.pow(0.5, Math.max(0, halfLives));
    }

    private boolean isDamped(Penalty penalty, long nanos) {
        return penalty.damped() && decayed(penalty, nanos) >= limits.reuse();
    }

    /** Why the route is damped, empty when it is not. */
    public Optional<String> damped(OverrideKey key, String exit, long nanos) {
        Penalty penalty = penalties.get(new Route(key, exit));
        if (penalty == null || !isDamped(penalty, nanos)) {
            return Optional.empty();
        }
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "the route by %s flaps: penalty %.0f, reused below %.0f",
                        exit,
                        decayed(penalty, nanos),
                        limits.reuse()));
    }

    /** How many routes are remembered. */
    public int size() {
        return penalties.size();
    }
}
