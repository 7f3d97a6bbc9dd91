package org.beibu.analyzer.web;

import org.beibu.runtime.counters.Counter;

/** What the web server counts; all are moved by its event loop. */
public enum WebCounter implements Counter {
    REQUESTS("web_requests", "HTTP requests answered, event streams included"),
    REQUESTS_REFUSED("web_requests_refused", "HTTP requests answered with a status of 400 to 499"),
    REQUESTS_FAILED("web_requests_failed", "HTTP requests answered with a status of 500 or more"),
    STREAMS_OPENED("web_streams_opened", "Event streams opened"),
    STREAMS_REFUSED("web_streams_refused", "Event streams refused since too many were open"),
    STREAMS_DROPPED("web_streams_dropped", "Event streams closed since their reader was too slow");

    private final String label;
    private final String help;

    WebCounter(String label, String help) {
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
