package org.beibu.analyzer.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Alerts in the words that Alertmanager and its webhooks use. */
final class AlertText {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final int FINGERPRINT_OCTETS = 8;

    private AlertText() {}

    /** The labels with the alert's name and severity. */
    static Map<String, String> labels(Alert alert) {
        Map<String, String> labels = new TreeMap<>(alert.labels());
        labels.put("alertname", alert.name());
        labels.put("severity", alert.severity().toString());
        return labels;
    }

    static String time(long epochNanos) {
        return Instant.ofEpochSecond(0, epochNanos / 1_000_000 * 1_000_000).toString();
    }

    /** An alert as Alertmanager's API v2 takes it, but for its end. */
    static ObjectNode object(Alert alert, String page) {
        ObjectNode json = JSON.createObjectNode();
        ObjectNode labels = json.putObject("labels");
        labels(alert).forEach(labels::put);
        json.putObject("annotations")
                .put("summary", alert.summary())
                .put("runbook", "docs/operate.md, part On call: " + alert.name());
        json.put("startsAt", time(alert.sinceNanos()));
        if (!page.isEmpty()) {
            json.put("generatorURL", link(alert, page));
        }
        return json;
    }

    private static String link(Alert alert, String page) {
        String base = page.endsWith("/") ? page : page + "/";
        String route = alert.labels().get("route");
        return route == null ? base : base + "routes/" + route;
    }

    /** Sixteen hexadecimal digits of a text. */
    static String fingerprint(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, FINGERPRINT_OCTETS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
