package org.beibu.router.pulse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.beibu.model.PathId;

/**
 * Reads {@code beibu/pulse/v1}. Fields that are not known are passed over: a newer probe may tell
 * more, and nothing here can speak for a move.
 */
public final class PulseJson {
    /** The schema that is understood. */
    public static final String SCHEMA = "beibu/pulse/v1";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_SESSIONS = 100_000;

    private PulseJson() {}

    /**
     * The sessions in these octets.
     *
     * @throws MalformedPulseException naming the field that is wrong
     */
    public static List<SessionPulse> read(byte[] octets) throws MalformedPulseException {
        JsonNode top;
        try {
            top = JSON.readTree(octets);
        } catch (IOException e) {
            throw new MalformedPulseException("not JSON");
        }
        if (!top.path("schema").asText().equals(SCHEMA)) {
            throw new MalformedPulseException("schema: must be " + SCHEMA);
        }
        JsonNode sessions = top.path("sessions");
        if (!sessions.isArray() || sessions.size() > MOST_SESSIONS) {
            throw new MalformedPulseException(
                    "sessions: must be a list of at most " + MOST_SESSIONS);
        }
        List<SessionPulse> pulses = new ArrayList<>(sessions.size());
        for (JsonNode session : sessions) {
            pulses.add(session(session));
        }
        return pulses;
    }

    private static SessionPulse session(JsonNode node) throws MalformedPulseException {
        try {
            return new SessionPulse(
                    new PathId(text(node, "route"), text(node, "exit")),
                    number(node, "due"),
                    number(node, "overdue"),
                    number(node, "run"),
                    number(node, "run_age_ns"));
        } catch (IllegalArgumentException e) {
            throw new MalformedPulseException("sessions: " + e.getMessage());
        }
    }

    private static String text(JsonNode node, String field) throws MalformedPulseException {
        if (!node.path(field).isTextual()) {
            throw new MalformedPulseException("sessions." + field + ": must be a text");
        }
        return node.get(field).textValue();
    }

    private static long number(JsonNode node, String field) throws MalformedPulseException {
        if (!node.path(field).isIntegralNumber()) {
            throw new MalformedPulseException("sessions." + field + ": must be a whole number");
        }
        return node.get(field).longValue();
    }
}
