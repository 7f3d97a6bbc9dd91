package org.beibu.analyzer.report;

import java.util.OptionalDouble;

/**
 * What planners know of an exit's link.
 *
 * @param exit name of the exit
 * @param gbit what it carries, Gbit/s; empty when nobody said
 * @param leadDays days from an order until more capacity carries traffic
 * @param owner who is asked for more, empty when nobody said
 * @param group links of the same name fail together, such as those in one cable; empty for none
 */
public record PlannedLink(
        String exit, OptionalDouble gbit, int leadDays, String owner, String group) {

    /** A link of which nothing is known but this lead time. */
    public static PlannedLink unknown(String exit, int leadDays) {
        return new PlannedLink(exit, OptionalDouble.empty(), leadDays, "", "");
    }

    /** The same with this capacity where it has none. */
    PlannedLink orGbit(double other) {
        return gbit.isPresent()
                ? this
                : new PlannedLink(exit, OptionalDouble.of(other), leadDays, owner, group);
    }

    /** The same carrying so much. */
    public PlannedLink withGbit(double other) {
        return new PlannedLink(exit, OptionalDouble.of(other), leadDays, owner, group);
    }
}
