package org.beibu.analyzer.slo;

import org.beibu.runtime.counters.Counter;

/** What the service levels count. */
public enum SloCounter implements Counter {
    MINUTES("slo_facts_made", "Minutes of paths looked at for service levels, repeats included."),
    MINUTES_LATE("slo_facts_late", "Minutes looked at again since late timings changed them."),
    MINUTES_LATE_REFUSED(
            "slo_facts_late_refused",
            "Changes of old minutes that were not noted since too many waited."),
    VIEWS("slo_views", "Times that all service levels were told anew."),
    STORE_FAILURES("slo_store_failures", "Times that the store could not be used; it is retried."),
    ERRORS("slo_errors", "Unexpected errors of the thread of service levels.");

    private final String label;
    private final String help;

    SloCounter(String label, String help) {
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
