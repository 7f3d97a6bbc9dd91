package org.beibu.analyzer.report.facts;

import java.util.List;

/**
 * What happens when a link, or links that fail together, are lost, and everything is put where it
 * is best.
 *
 * @param lost the exit or the group
 * @param exits the exits that are gone
 * @param growth traffic as a multiple of today's
 * @param status whether the others carry it
 * @param worstExit the fullest of the others, empty when none is left
 * @param worstLoad its load as a share of its capacity
 * @param dropGbit Gbit/s that no link takes
 * @param noWayGbit Gbit/s of these for which no other way was measured
 * @param missed route/class that meets its target today and would no longer
 */
public record LossOfOne(
        String lost,
        List<String> exits,
        double growth,
        Status status,
        String worstExit,
        double worstLoad,
        double dropGbit,
        double noWayGbit,
        List<String> missed) {

    public LossOfOne {
        exits = List.copyOf(exits);
        missed = List.copyOf(missed);
    }

    /** Whether the others carry it. */
    public enum Status {
        FEASIBLE("feasible"),
        /** It is proved that they do not. */
        INFEASIBLE("infeasible"),
        /** No way was found; there may be one. */
        NO_PLAN_FOUND("no-plan-found"),
        /** Capacities or traffic are not known. */
        NOT_KNOWN("not-known");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** The name in JSON. */
        @Override
        public String toString() {
            return text;
        }
    }
}
