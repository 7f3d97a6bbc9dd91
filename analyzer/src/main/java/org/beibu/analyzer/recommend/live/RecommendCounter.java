package org.beibu.analyzer.recommend.live;

import org.beibu.runtime.counters.Counter;

/** What the recommendations count. */
public enum RecommendCounter implements Counter {
    MINUTES("recommend_minutes", "Minutes in which exits were compared."),
    MADE("recommend_made", "Recommendations made."),
    URGENT(
            "recommend_urgent",
            "Recommendations made at once, for silence, loss or a step of delay of the exit in"
                    + " use."),
    ENDED("recommend_ended", "Recommendations that have ended, whatever the reason."),
    STORE_FAILURES(
            "recommend_store_failures", "Times that the store could not be read or written."),
    ERRORS("recommend_errors", "Unexpected errors of the thread of recommendations.");

    private final String label;
    private final String help;

    RecommendCounter(String label, String help) {
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
