package org.beibu.probe.sessions;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.beibu.probe.active.SessionConfig;
import org.beibu.probe.active.metrics.SessionPulse;

/**
 * How the sessions do right now as JSON, schema {@code beibu/pulse/v1}. All names in it are of a
 * safe alphabet, so nothing needs quoting.
 */
public final class PulseJson {
    private PulseJson() {}

    /**
     * The text.
     *
     * @param sessions the sessions of the configuration
     * @param pulses of these, in their order; fewer when they are about to begin or have ended
     */
    public static String text(
            List<SessionConfig> sessions, List<SessionPulse> pulses, long epochNanos) {
        String elements =
                IntStream.range(0, Math.min(sessions.size(), pulses.size()))
                        .mapToObj(i -> element(sessions.get(i), pulses.get(i)))
                        .collect(Collectors.joining(",\n"));
        return "{\"schema\":\"beibu/pulse/v1\",\"time_ns\":%d,\"window_ns\":%d,\"sessions\":[\n%s]}\n"
                .formatted(epochNanos, SessionPulse.WINDOW_NANOS, elements);
    }

    private static String element(SessionConfig session, SessionPulse pulse) {
        long age = pulse.answerAgeNanos();
        return ("{\"route\":\"%s\",\"exit\":\"%s\",\"target\":\"%s\",\"method\":\"%s\","
                        + "\"interval_ns\":%d,\"due\":%d,\"overdue\":%d,\"run\":%d,"
                        + "\"run_age_ns\":%d,\"answer_age_ns\":%s,\"patience_ns\":%d}")
                .formatted(
                        session.path().routeId(),
                        session.path().exit(),
                        session.targetText(),
                        session.method(),
                        session.stream().interval().toNanos(),
                        pulse.due(),
                        pulse.overdue(),
                        pulse.run(),
                        pulse.runAgeNanos(),
                        age == SessionPulse.NONE ? "null" : Long.toString(age),
                        pulse.patienceNanos());
    }
}
