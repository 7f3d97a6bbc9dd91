package org.beibu.simulator.history;

import java.util.Locale;
import org.beibu.model.AseanRoute;
import org.beibu.simulator.event.Chance;

/** Cities from which ways to the destinations go through Nanning or past it. */
public enum City {
    GUANGZHOU("can", 12),
    SHANGHAI("sha", 32),
    BEIJING("bjs", 42);

    private final String code;
    private final double millis;

    City(String code, double millis) {
        this.code = code;
        this.millis = millis;
    }

    /** The name in the configuration. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    double nanos() {
        return millis * 1e6;
    }

    /** A number of its own. */
    long number() {
        return code.hashCode();
    }

    /** The source that measures the city to Nanning. */
    public String toNanning() {
        return code + "-nanning";
    }

    /** The source that measures the city to a route's destination past Nanning. */
    public String past(String route) {
        return code + "-" + route.toLowerCase(Locale.ROOT);
    }

    /** How much longer than the floor from Nanning its own way is, differing by route. */
    double detour(AseanRoute route) {
        double drawn = (Chance.mix(route.id().hashCode() * 31L + number()) >>> 11) * 0x1p-53;
        return 1.3 + 1.1 * drawn;
    }
}
