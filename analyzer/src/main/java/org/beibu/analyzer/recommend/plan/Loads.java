package org.beibu.analyzer.recommend.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/** How full each exit is while a plan is put together, and how much has moved in. */
final class Loads {
    private static final double ROUNDING = 1e-9;

    private final Map<String, ExitCapacity> exits;
    private final SortedMap<String, Double> gbit;
    private final Map<String, Double> movedIn = new HashMap<>();

    Loads(Picture picture) {
        exits = picture.exits();
        gbit = picture.loads();
    }

    double share(String exit) {
        return gbit(exit) / capacity(exit);
    }

    /** The share with so much more. */
    double shareWith(String exit, double more) {
        return (gbit(exit) + more) / capacity(exit);
    }

    double gbit(String exit) {
        return gbit.getOrDefault(exit, 0.0);
    }

    double capacity(String exit) {
        ExitCapacity known = exits.get(exit);
        return known == null ? 0 : known.gbit();
    }

    boolean isKnown(String exit) {
        return exits.containsKey(exit);
    }

    boolean fits(String exit, double more, double share) {
        return gbit(exit) + more <= share * capacity(exit) * (1 + ROUNDING);
    }

    boolean isWithinStep(String exit, double more, double share) {
        return movedIn.getOrDefault(exit, 0.0) + more <= share * capacity(exit) * (1 + ROUNDING);
    }

    void move(double amount, String from, String to) {
        gbit.computeIfPresent(from, (exit, load) -> Math.max(0, load - amount));
        gbit.merge(to, amount, Double::sum);
        movedIn.merge(to, amount, Double::sum);
    }
}
