package org.beibu.analyzer.alert;

import org.beibu.runtime.counters.Counter;

/** What the alerts count. */
public enum AlertCounter implements Counter {
    FIRED("alerts_fired", "Alerts that began to fire, silenced ones included."),
    RESOLVED("alerts_resolved", "Alerts that were resolved."),
    CONDITIONS_REFUSED(
            "alert_conditions_refused",
            "Conditions not followed since there were too many alerts."),
    DELIVERED("alert_deliveries", "Messages that a receiver of alerts has taken."),
    FAILED("alert_delivery_failures", "Attempts to tell a receiver that failed; all are retried."),
    REFUSED(
            "alert_notifications_refused",
            "Notifications given up since the receiver refuses them for what they are."),
    DROPPED(
            "alert_notifications_dropped",
            "Notifications given up since too many waited for a receiver, the oldest first."),
    STATE_FAILURES("alert_state_failures", "Times that the state of alerts could not be written."),
    ERRORS("alert_errors", "Unexpected errors of the threads of alerts.");

    private final String label;
    private final String help;

    AlertCounter(String label, String help) {
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
