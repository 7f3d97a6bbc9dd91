package org.beibu.router.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;

/** What the control endpoint answers, as a person reads it. */
public final class ControlText {
    private ControlText() {}

    /** {@code beibu/steering/v1}. */
    public static String recommendations(String json) throws IOException {
        StringBuilder text = new StringBuilder();
        for (JsonNode one : read(json).path("recommendations")) {
            text.append(one.path("id").asText())
                    .append("  ")
                    .append(one.path("route").asText())
                    .append("  ")
                    .append(one.path("from_exit").asText())
                    .append(" -> ")
                    .append(one.path("to_exit").asText());
            if (!one.path("approved_by").isNull()) {
                text.append("  approved by ").append(one.path("approved_by").asText());
            }
            text.append('\n');
            for (JsonNode prefix : one.path("prefixes")) {
                text.append("  ")
                        .append(prefix.path("router").asText())
                        .append("  ")
                        .append(prefix.path("prefix").asText())
                        .append("  ")
                        .append(prefix.path("state").asText())
                        .append(" (")
                        .append(prefix.path("mode").asText())
                        .append("): ")
                        .append(prefix.path("verdict").asText())
                        .append('\n');
            }
        }
        return text.length() == 0 ? "no recommendation is alive\n" : text.toString();
    }

    /** {@code beibu/peers/v1}. */
    public static String peers(String json) throws IOException {
        StringBuilder text = new StringBuilder();
        for (JsonNode peer : read(json).path("sessions")) {
            text.append(peer.path("router").asText())
                    .append("  ")
                    .append(peer.path("phase").asText())
                    .append(" since ")
                    .append(time(peer.path("since_ns").asLong()))
                    .append(peer.path("complete").asBoolean() ? ", complete" : ", not complete")
                    .append(", ")
                    .append(peer.path("announced").asInt())
                    .append(" overrides; ")
                    .append(peer.path("last").asText())
                    .append('\n');
        }
        return text.toString();
    }

    /** {@code beibu/rib/v1}. */
    public static String rib(String json) throws IOException {
        JsonNode top = read(json);
        StringBuilder text = new StringBuilder();
        for (JsonNode path : top.path("paths")) {
            text.append(path.path("router").asText())
                    .append("  ")
                    .append(path.path("source").asText())
                    .append("  peer ")
                    .append(path.path("peer").asText())
                    .append("  next hop ")
                    .append(path.path("next_hop").asText())
                    .append("  AS_PATH ")
                    .append(path.path("as_path").asText())
                    .append("  LOCAL_PREF ")
                    .append(path.path("local_pref").asText())
                    .append("  since ")
                    .append(time(path.path("since_ns").asLong()))
                    .append('\n');
        }
        return text.length() == 0
                ? "no router holds " + top.path("prefix").asText() + "\n"
                : text.toString();
    }

    private static JsonNode read(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(nanos / 1_000_000_000L).toString();
    }
}
