package org.beibu.analyzer.web;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.events.TracedEvent;
import org.beibu.analyzer.store.EventStore;
import org.beibu.model.PathId;

/**
 * Paths whose one-way delays of a window are withheld, because the clocks of their ends were
 * further off than they said: from the begin that an event tells to the event that says they agree
 * again, an hour after the telling at most.
 *
 * @param paths the newest doubt of each
 */
public record ClockDoubts(Map<PathId, Doubt> paths) {
    /** Nothing is in doubt. */
    public static final ClockDoubts NONE = new ClockDoubts(Map.of());

    private static final List<String> KINDS = List.of("clock-step", "clock-drift", "clock-over");
    private static final String OVER = "clock-over";
    private static final long LASTING_NANOS = TimeUnit.HOURS.toNanos(1);

    /** The end of a window is heard of a little later, and so is what was wrong in it. */
    private static final long HEARD_NANOS = TimeUnit.MINUTES.toNanos(10);

    /**
     * Why they are withheld.
     *
     * @param kind the kind of the event
     * @param sinceNanos since when
     * @param offsetNanos by how much the one-way delays moved
     */
    public record Doubt(String kind, long sinceNanos, long offsetNanos) {}

    public ClockDoubts {
        paths = Map.copyOf(paths);
    }

    /** Those of a window; reads the store, so it must not run on the event loop. */
    public static ClockDoubts read(EventStore store, long fromNanos, long toNanos) {
        long first = Math.max(0, fromNanos - LASTING_NANOS);
        long last = Math.min(Moments.LATEST_NANOS, toNanos) + HEARD_NANOS;
        Map<PathId, Doubt> doubts = new HashMap<>();
        Map<PathId, Doubt> open = new HashMap<>();
        Map<PathId, Long> told = new HashMap<>();
        KINDS.stream()
                .flatMap(kind -> events(store, kind, first, last))
                .sorted(Comparator.comparingLong(PathEvent::epochNanos))
                .forEach(
                        event -> {
                            Doubt before = open.get(event.path());
                            if (event.kind().equals(OVER)) {
                                boolean within = event.epochNanos() > fromNanos;
                                if (before != null && within && before.sinceNanos < toNanos) {
                                    doubts.put(event.path(), before);
                                }
                                open.remove(event.path());
                            } else {
                                open.put(event.path(), before == null ? doubt(event) : before);
                                told.put(event.path(), event.epochNanos());
                            }
                        });
        open.forEach(
                (path, doubt) -> {
                    boolean lasts = told.getOrDefault(path, 0L) + LASTING_NANOS > fromNanos;
                    if (lasts && doubt.sinceNanos < toNanos) {
                        doubts.put(path, doubt);
                    }
                });
        return new ClockDoubts(doubts);
    }

    private static Stream<PathEvent> events(EventStore store, String kind, long from, long to) {
        EventQuery query =
                new EventQuery(from, to, Optional.empty(), Optional.empty(), Optional.of(kind));
        return store.events(query).stream()
                .map(TracedEvent::event)
                .filter(event -> event.kind().equals(kind));
    }

    private static Doubt doubt(PathEvent event) {
        JsonObject details = new JsonObject(event.details());
        Instant told = Instant.ofEpochSecond(0, event.epochNanos());
        Instant began = Instant.parse(details.getString("began", told.toString()));
        double millis =
                details.getDouble("offset_ms", 0.0) - details.getDouble("offset_before_ms", 0.0);
        return new Doubt(
                event.kind(),
                TimeUnit.SECONDS.toNanos(began.getEpochSecond()) + began.getNano(),
                Math.round(millis * TimeUnit.MILLISECONDS.toNanos(1)));
    }

    /** What is in doubt of a path. */
    public Optional<Doubt> of(PathId path) {
        return Optional.ofNullable(paths.get(path));
    }
}
