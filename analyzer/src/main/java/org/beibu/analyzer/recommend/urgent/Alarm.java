package org.beibu.analyzer.recommend.urgent;

import java.util.Set;

/**
 * A group should leave its exit at once.
 *
 * @param group the group's id
 * @param exit the exit in use
 * @param kind why
 * @param loss share of packets that the exit in use lost just now, 0 to 1
 * @param well exits of the route that are well
 */
public record Alarm(String group, String exit, Kind kind, double loss, Set<String> well) {
    /** What is wrong with the exit in use. */
    public enum Kind {
        /** It is silent or loses much. */
        LOSS,
        /** It is all at once much slower than those that are well. */
        STEP
    }

    public Alarm {
        well = Set.copyOf(well);
    }
}
