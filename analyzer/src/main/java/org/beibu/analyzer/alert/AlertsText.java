package org.beibu.analyzer.alert;

import java.util.List;
import java.util.Locale;

/** Alerts, receivers and maintenance as text for people. */
public final class AlertsText {
    private AlertsText() {}

    /** What fires, what may, what was lately resolved, and who was told. */
    public static String of(AlertsState state) {
        StringBuilder out = new StringBuilder();
        out.append("# at ").append(AlertText.time(state.timeNanos())).append('\n');
        for (Alert.State one :
                List.of(Alert.State.FIRING, Alert.State.PENDING, Alert.State.RESOLVED)) {
            state.alerts().stream()
                    .filter(alert -> alert.state() == one)
                    .forEach(alert -> line(out, state, alert));
        }
        if (state.alerts().isEmpty()) {
            out.append("no alerts\n");
        }
        for (Outbox.Status status : state.receivers()) {
            out.append("receiver ").append(status.receiver()).append(": ");
            out.append(status.waiting().size()).append(" waiting, ");
            out.append(status.dropped()).append(" dropped, last told ");
            out.append(
                    status.lastSuccessNanos() == 0
                            ? "never"
                            : AlertText.time(status.lastSuccessNanos()));
            out.append(status.lastFailure().isEmpty() ? "" : ", failing: " + status.lastFailure());
            out.append('\n');
        }
        return out.append(maintenance(state.maintenance(), state.timeNanos())).toString();
    }

    private static void line(StringBuilder out, AlertsState state, Alert alert) {
        String silenced = state.isSilenced(alert) ? " (silenced by maintenance)" : "";
        out.append(
                String.format(
                        Locale.ROOT,
                        "%-8s %-8s %-18s since %s%s  %s%n",
                        alert.state(),
                        alert.severity(),
                        alert.name(),
                        AlertText.time(alert.sinceNanos()),
                        silenced,
                        alert.summary()));
    }

    /** Maintenance that has not ended. */
    public static String maintenance(List<MaintenanceWindow> windows, long nowNanos) {
        StringBuilder out = new StringBuilder();
        for (MaintenanceWindow window : windows) {
            if (window.toNanos() > nowNanos) {
                out.append("maintenance ").append(window.id()).append(": ");
                out.append(window.isActive(nowNanos) ? "under way" : "planned");
                out.append(", ").append(AlertText.time(window.fromNanos()));
                out.append(" to ").append(AlertText.time(window.toNanos())).append(", ");
                out.append(window.concerned());
                out.append(window.comment().isEmpty() ? "" : ": " + window.comment());
                out.append('\n');
            }
        }
        return out.toString();
    }
}
