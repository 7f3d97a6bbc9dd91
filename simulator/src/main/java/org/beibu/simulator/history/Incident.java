package org.beibu.simulator.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Something that went wrong in a made-up past.
 *
 * @param kind what
 * @param exit where
 * @param start when it began
 * @param length how long it took
 */
public record Incident(Kind kind, String exit, Instant start, Duration length) {

    /** What may go wrong. */
    public enum Kind {
        /** Nothing was counted or timed there. */
        UNSEEN,
        /** Its traffic went through the next exit. */
        DIVERTED,
        /** Delays were 30 ms longer. */
        SLOW
    }

    /** Those that every history has, as far as it is long enough. */
    static List<Incident> of(HistoryConfig config) {
        String first = config.exits().get(0).name();
        String last = config.exits().get(config.exits().size() - 1).name();
        return List.of(
                before(config, Kind.UNSEEN, last, 160, Duration.ofHours(26)),
                before(config, Kind.DIVERTED, first, 95, Duration.ofHours(6)),
                before(config, Kind.SLOW, first, 40, Duration.ofHours(9)),
                before(config, Kind.UNSEEN, first, 12, Duration.ofHours(3)));
    }

    private static Incident before(
            HistoryConfig config, Kind kind, String exit, int days, Duration length) {
        return new Incident(
                kind, exit, config.until().minus(Duration.ofHours(24L * days + 10)), length);
    }

    /** Whether it is going on. */
    boolean holds(Instant moment) {
        return !moment.isBefore(start) && moment.isBefore(start.plus(length));
    }
}
