package org.beibu.probe.record;

import org.beibu.runtime.counters.Counter;

/** What the recorder counts: each timing under one of far, near and unrouted. */
public enum RecordCounter implements Counter {
    TIMINGS_FAR("timings_far", "Timings of a host behind an AseanRoute."),
    TIMINGS_NEAR("timings_near", "Timings of a host whose peer is behind an AseanRoute."),
    TIMINGS_UNROUTED("timings_unrouted", "Timings between hosts that no AseanRoute holds."),
    TIMINGS_EXIT_UNKNOWN("timings_exit_unknown", "Timings whose exit was not recognised."),
    TIMINGS_RECORDED("timings_recorded", "Timings handed to the journal and kept.");

    private final String label;
    private final String help;

    RecordCounter(String label, String help) {
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
