package org.beibu.analyzer.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook: a POST for each turn of an alert, in the shape of Alertmanager's own webhooks (version
 * 4), signed. The receiver computes {@code HMAC-SHA-256(secret, timestamp + "." + body)}, compares
 * it with the header {@code Beibu-Signature: v1=HEX} in constant time, and refuses timestamps
 * ({@code Beibu-Timestamp}, Unix seconds) that are old. {@code Beibu-Notification-Id} is the same
 * for each repetition of one turn, so that a receiver can take it once.
 */
final class WebhookReceiver implements Receiver {
    private static final String ALGORITHM = "HmacSHA256";

    private final String name;
    private final HttpPost post;
    private final SecretFile secret;
    private final String page;

    /** A webhook; page is the address of our page, empty for no links. */
    WebhookReceiver(URI uri, SecretFile secret, String page) {
        String query = uri.getRawQuery() == null ? "" : "?...";
        this.name =
                "webhook " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath() + query;
        this.post = new HttpPost(uri);
        this.secret = secret;
        this.page = page;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void tell(List<Alert> alerts, long nowNanos) throws IOException {
        for (Alert alert : alerts) {
            byte[] body = body(alert);
            String timestamp = Long.toString(nowNanos / 1_000_000_000L);
            post.send(
                    body,
                    Map.of(
                            "Beibu-Timestamp",
                            timestamp,
                            "Beibu-Signature",
                            "v1=" + signature(secret.read(), timestamp, body),
                            "Beibu-Notification-Id",
                            AlertText.fingerprint(alert.occurrence())));
        }
    }

    static String signature(String secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private byte[] body(Alert alert) throws IOException {
        String status = alert.state() == Alert.State.RESOLVED ? "resolved" : "firing";
        ObjectNode json = AlertText.JSON.createObjectNode();
        json.put("version", "4");
        json.put("groupKey", alert.key());
        json.put("truncatedAlerts", 0);
        json.put("status", status);
        json.put("receiver", "beibu");
        json.putObject("groupLabels").put("alertname", alert.name());
        ObjectNode labels = json.putObject("commonLabels");
        AlertText.labels(alert).forEach(labels::put);
        json.putObject("commonAnnotations").put("summary", alert.summary());
        json.put("externalURL", page);
        ObjectNode one = AlertText.object(alert, page);
        one.put("status", status);
        one.put(
                "endsAt",
                alert.endedNanos() == 0
                        ? "0001-01-01T00:00:00Z"
                        : AlertText.time(alert.endedNanos()));
        one.put("fingerprint", AlertText.fingerprint(alert.key()));
        json.putArray("alerts").add(one);
        return AlertText.JSON.writeValueAsBytes(json);
    }
}
