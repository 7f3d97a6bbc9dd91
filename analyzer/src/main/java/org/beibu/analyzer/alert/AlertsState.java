package org.beibu.analyzer.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All alerts and what receivers were told, as JSON of schema {@code beibu/alerts/v1}: what the file
 * in the data directory holds, what the API answers and what {@code beibu alerts} prints.
 *
 * @param timeNanos when it was so
 * @param alerts by key
 * @param receivers in the order of the configuration
 * @param maintenance planned, under way, and lately ended
 */
public record AlertsState(
        long timeNanos,
        List<Alert> alerts,
        List<Outbox.Status> receivers,
        List<MaintenanceWindow> maintenance) {
    /** Where the file lies in the data directory. */
    public static final String FILE_NAME = "store/alerts.json";

    static final String SCHEMA = "beibu/alerts/v1";

    private static final long SHOWN_NANOS = 86_400_000_000_000L;

    /** Reads the file; empty when there is none. */
    public static Optional<AlertsState> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = AlertText.JSON.readTree(file.toFile());
            List<Outbox.Status> receivers = new ArrayList<>();
            root.path("receivers").forEach(node -> receivers.add(receiver(node)));
            return Optional.of(
                    new AlertsState(
                            root.path("time_ns").asLong(),
                            alerts(root.path("alerts")),
                            receivers,
                            List.of()));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<Alert> alerts(JsonNode nodes) {
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode node : nodes) {
            Map<String, String> labels = new TreeMap<>();
            node.path("labels")
                    .properties()
                    .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
            alerts.add(
                    new Alert(
                            node.path("name").asText(),
                            labels,
                            Severity.parse(node.path("severity").asText()),
                            node.path("summary").asText(),
                            Alert.State.valueOf(
                                    node.path("state").asText().toUpperCase(java.util.Locale.ROOT)),
                            node.path("since_ns").asLong(),
                            node.path("seen_ns").asLong(),
                            node.path("ended_ns").asLong()));
        }
        return alerts;
    }

    private static Outbox.Status receiver(JsonNode node) {
        Map<String, Long> told = new TreeMap<>();
        node.path("told")
                .properties()
                .forEach(entry -> told.put(entry.getKey(), entry.getValue().asLong()));
        return new Outbox.Status(
                node.path("receiver").asText(),
                alerts(node.path("waiting")),
                told,
                node.path("dropped").asLong(),
                node.path("last_success_ns").asLong(),
                node.path("last_failure").asText(""));
    }

    /** The same with other maintenance. */
    public AlertsState with(List<MaintenanceWindow> other) {
        return new AlertsState(timeNanos, alerts, receivers, other);
    }

    /** As JSON, on several lines. */
    public String json() {
        try {
            return AlertText.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(object());
        } catch (IOException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private ObjectNode object() {
        ObjectNode root = AlertText.JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("time", AlertText.time(timeNanos));
        root.put("time_ns", timeNanos);
        ArrayNode all = root.putArray("alerts");
        alerts.forEach(alert -> write(all.addObject(), alert));
        ArrayNode told = root.putArray("receivers");
        receivers.forEach(status -> write(told.addObject(), status));
        ArrayNode planned = root.putArray("maintenance");
        maintenance.stream()
                .filter(window -> window.toNanos() > timeNanos - SHOWN_NANOS)
                .forEach(window -> write(planned.addObject(), window));
        return root;
    }

    private void write(ObjectNode node, Alert alert) {
        node.put("name", alert.name());
        ObjectNode labels = node.putObject("labels");
        alert.labels().forEach(labels::put);
        node.put("severity", alert.severity().toString());
        node.put("state", alert.state().toString());
        node.put("silenced", isSilenced(alert));
        node.put("summary", alert.summary());
        node.put("since", AlertText.time(alert.sinceNanos()));
        node.put("ended", alert.endedNanos() == 0 ? null : AlertText.time(alert.endedNanos()));
        node.put("since_ns", alert.sinceNanos());
        node.put("seen_ns", alert.seenNanos());
        node.put("ended_ns", alert.endedNanos());
    }

    /** Whether planned maintenance keeps an alert from its receivers. */
    public boolean isSilenced(Alert alert) {
        return maintenance.stream()
                .anyMatch(window -> window.isActive(timeNanos) && window.concerns(alert));
    }

    private void write(ObjectNode node, Outbox.Status status) {
        node.put("receiver", status.receiver());
        node.put("dropped", status.dropped());
        node.put("last_success_ns", status.lastSuccessNanos());
        node.put("last_failure", status.lastFailure());
        ObjectNode told = node.putObject("told");
        status.told().forEach(told::put);
        ArrayNode waiting = node.putArray("waiting");
        status.waiting().forEach(alert -> write(waiting.addObject(), alert));
    }

    private static void write(ObjectNode node, MaintenanceWindow window) {
        node.put("id", window.id());
        node.put("from", AlertText.time(window.fromNanos()));
        node.put("to", AlertText.time(window.toNanos()));
        ObjectNode matchers = node.putObject("matchers");
        window.matchers().forEach(matchers::put);
        node.put("comment", window.comment());
    }
}
