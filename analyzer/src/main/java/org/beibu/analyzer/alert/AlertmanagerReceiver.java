package org.beibu.analyzer.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Alertmanager, by its API v2. It is told again and again of what fires, each time with an end
 * some way ahead, so that alerts end by themselves when we do; what is resolved is told with the
 * end that it had.
 */
final class AlertmanagerReceiver implements Receiver {
    private final String name;
    private final HttpPost post;
    private final Optional<SecretFile> token;
    private final long aheadNanos;
    private final String page;

    /**
     * @param resend how often it is told
     * @param page address of our page, empty for no links
     */
    AlertmanagerReceiver(URI server, Optional<SecretFile> token, Duration resend, String page) {
        String base = server.toString().replaceAll("/+$", "");
        this.name = "alertmanager " + base;
        this.post = new HttpPost(URI.create(base + "/api/v2/alerts"));
        this.token = token;
        this.aheadNanos = Math.max(4 * resend.toNanos(), Duration.ofMinutes(5).toNanos());
        this.page = page;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean wantsState() {
        return true;
    }

    @Override
    public void tell(List<Alert> alerts, long nowNanos) throws IOException {
        if (alerts.isEmpty()) {
            return;
        }
        ArrayNode all = AlertText.JSON.createArrayNode();
        for (Alert alert : alerts) {
            ObjectNode one = AlertText.object(alert, page);
            boolean resolved = alert.state() == Alert.State.RESOLVED;
            long end = resolved ? alert.endedNanos() : nowNanos + aheadNanos;
            all.add(one.put("endsAt", AlertText.time(end)));
        }
        Map<String, String> headers =
                token.isEmpty()
                        ? Map.of()
                        : Map.of("Authorization", "Bearer " + token.get().read());
        post.send(AlertText.JSON.writeValueAsBytes(all), headers);
    }
}
