package org.beibu.analyzer.slo;

/** How a path stands against a service class, the worst first. */
public enum SloState {
    /** More bad minutes than the whole period may hold. */
    BREACHED("breached"),
    /** Below the objective so far, yet not more bad minutes than the whole period may hold. */
    AT_RISK("at-risk"),
    /** Nothing was measured. */
    NO_DATA("no-data"),
    /** Within the objective. */
    MET("met"),
    /** The whole period was planned maintenance. */
    EXCLUDED("excluded"),
    /** No network could be so fast at this distance. */
    NOT_ATTAINABLE("not-attainable");

    private final String text;

    SloState(String text) {
        this.text = text;
    }

    static SloState of(Tally tally, double objective) {
        if (tally.measured() == 0) {
            return tally.excluded() > 0 && tally.noData() == 0 ? EXCLUDED : NO_DATA;
        }
        if (tally.bad() <= tally.budgetMinutes(objective)) {
            return MET;
        }
        return tally.bad() > (1 - objective) * tally.minutes() ? BREACHED : AT_RISK;
    }

    /** The name in outputs and JSON. */
    @Override
    public String toString() {
        return text;
    }
}
