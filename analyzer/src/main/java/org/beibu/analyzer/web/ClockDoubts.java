package org.beibu.analyzer.web;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
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
import org.jspecify.annotations.Nullable;

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

    /**
     * A doubt and how long it lasted.
     *
     * @param doubt since when and why
     * @param untilNanos up to when one-way delays are withheld
     */
    record Span(Doubt doubt, long untilNanos) {
        boolean overlaps(long fromNanos, long toNanos) {
            return doubt.sinceNanos < toNanos && untilNanos > fromNanos;
        }
    }

    /** Those of a window; reads the store, so it must not run on the event loop. */
    public static ClockDoubts read(EventStore store, long fromNanos, long toNanos) {
        Map<PathId, Doubt> doubts = new HashMap<>();
        spans(store, fromNanos, toNanos)
                .forEach((path, spans) -> doubts.put(path, spans.get(spans.size() - 1).doubt));
        return new ClockDoubts(doubts);
    }

    /** All that overlap a window, in order of time; reads the store. */
    static Map<PathId, List<Span>> spans(EventStore store, long fromNanos, long toNanos) {
        long first = Math.max(0, fromNanos - LASTING_NANOS);
        long last = Math.min(Moments.LATEST_NANOS, toNanos) + HEARD_NANOS;
        Map<PathId, Open> open = new HashMap<>();
        KINDS.stream()
                .flatMap(kind -> events(store, kind, first, last))
                .sorted(Comparator.comparingLong(PathEvent::epochNanos))
                .forEach(event -> open.computeIfAbsent(event.path(), p -> new Open()).hear(event));
        Map<PathId, List<Span>> spans = new HashMap<>();
        open.forEach(
                (path, one) -> {
                    List<Span> within =
                            one.finish().stream()
                                    .filter(span -> span.overlaps(fromNanos, toNanos))
                                    .toList();
                    if (!within.isEmpty()) {
                        spans.put(path, within);
                    }
                });
        return spans;
    }

    /** The doubts of one path, event by event. */
    private static final class Open {
        private final List<Span> spans = new ArrayList<>();
        private @Nullable Doubt doubt;
        private long toldNanos;

        void hear(PathEvent event) {
            long now = event.epochNanos();
            if (doubt != null && now > toldNanos + LASTING_NANOS) {
                finish();
            }
            if (event.kind().equals(OVER)) {
                end(now);
                return;
            }
            if (doubt == null) {
                doubt = doubt(event);
            }
            toldNanos = now;
        }

        private void end(long untilNanos) {
            if (doubt != null) {
                spans.add(new Span(doubt, untilNanos));
            }
            doubt = null;
        }

        List<Span> finish() {
            end(toldNanos + LASTING_NANOS);
            return spans;
        }
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
