package org.beibu.router.daemon;

import org.beibu.runtime.counters.Counter;

/** What the daemon around steering counts. */
public enum RouterCounter implements Counter {
    FEED_READ("router_feed_read", "Times that the analyzer's recommendations were read."),
    FEED_FAILURES("router_feed_failures", "Times that they could not be read or understood."),
    TASKS_REFUSED("router_tasks_refused", "Pieces of work that steering had no room for."),
    VRPS_READ("router_vrps_read", "Times that the file of validated ROA payloads was read."),
    VRPS_FAILURES("router_vrps_failures", "Times that it could not be; the last one stays."),
    ERRORS("router_errors", "Unexpected errors of the steering thread."),
    ADMIN_ERRORS("router_admin_errors", "Unexpected errors of the control endpoint.");

    private final String label;
    private final String help;

    RouterCounter(String label, String help) {
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
