package org.beibu.router.rib;

import org.beibu.runtime.counters.Counter;

/** What the tables count. Several sessions move them. */
public enum RibCounter implements Counter {
    PATHS_REFUSED("rib_paths_refused", "Announcements beyond a bound of the RIB, not kept."),
    WITHDRAWALS_UNKNOWN(
            "rib_withdrawals_unknown", "Withdrawals of paths that were never announced, ignored."),
    OTHER_FAMILY(
            "rib_other_family", "Groups of prefixes of families that are not learned, ignored."),
    WITHOUT_NEXT_HOP(
            "rib_without_next_hop", "Announced groups of prefixes without next hop, withdrawn."),
    STALE_REMOVED(
            "rib_stale_removed", "Paths that did not come again in a route refresh, removed.");

    private final String label;
    private final String help;

    RibCounter(String label, String help) {
        this.label = label;
        this.help = help;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String help() {
        return help;
    }
}
