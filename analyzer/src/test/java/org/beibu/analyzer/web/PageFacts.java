package org.beibu.analyzer.web;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.events.TracedEvent;
import org.beibu.analyzer.recommend.live.RecommendState;
import org.beibu.analyzer.recommend.live.Recommendation;
import org.beibu.model.PathId;
import org.beibu.model.Prefix;

/** What happened and what is recommended on the fake bureau: made by hand, so that it is known. */
final class PageFacts {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    private PageFacts() {}

    /** Four events within the last quarter of an hour before a moment. */
    static List<TracedEvent> events(EventQuery query, long now) {
        return List.of(
                        event(now - 4 * MINUTE, "outage-over", "MM-RGN", "nn-2", "outage over", ""),
                        event(now - 6 * MINUTE, "outage", "MM-RGN", "nn-2", "outage", ""),
                        event(
                                now - 9 * MINUTE,
                                "level-shift",
                                "SG-SIN",
                                "nn-2",
                                "routing step",
                                ",\"before_ms\":36.2,\"after_ms\":42.4"),
                        event(
                                now - 12 * MINUTE,
                                "loss-rate",
                                "SG-SIN",
                                "hk-3",
                                "loss",
                                ",\"lost\":18,\"count\":600"))
                .stream()
                .filter(one -> isWanted(one.event(), query))
                .toList();
    }

    private static boolean isWanted(PathEvent event, EventQuery query) {
        return event.epochNanos() >= query.fromNanos()
                && event.epochNanos() < query.toNanos()
                && query.route().map(event.path().routeId()::equals).orElse(true)
                && query.exit().map(event.path().exit()::equals).orElse(true)
                && query.kind().map(event.kind()::equals).orElse(true);
    }

    private static TracedEvent event(
            long at, String kind, String route, String exit, String cause, String figures) {
        String details = "{\"cause\":\"" + cause + "\",\"scope\":\"path\"" + figures + "}";
        PathId path = new PathId(route, exit);
        return new TracedEvent(
                new PathEvent(kind, at, path, "analyzer", details), Optional.empty(), List.of());
    }

    /** Two recommendations, and one path that is not recommended with its reason. */
    static RecommendState recommendations(long now) {
        TreeMap<String, String> reasons = new TreeMap<>();
        reasons.put("TH-BKK/hk-3", "the gain of 0.4 ms is smaller than the least of 2 ms");
        reasons.put("MM-RGN/nn-2", "fewer than 30 paired minutes have been measured");
        TreeMap<String, Double> prices = new TreeMap<>();
        prices.put("gz-1", 0.0);
        prices.put("nn-2", 1.4);
        return new RecommendState(
                now,
                now + 60 * SECOND,
                List.of(
                        one("r-sg-1", "SG-SIN", 42_400_000, 30_600_000, now),
                        one("r-kl-1", "MY-KUL", 45_200_000, 39_100_000, now)),
                reasons,
                prices);
    }

    private static Recommendation one(String id, String route, long from, long to, long now) {
        long gain = from - to;
        return new Recommendation(
                id,
                route,
                List.of(Prefix.parse("203.0.113.0/24"), Prefix.parse("198.51.100.0/24")),
                "nn-2",
                "gz-1",
                new Recommendation.Evidence(
                        "latency",
                        "stamp",
                        7_200,
                        3_600,
                        from,
                        to,
                        gain - 900_000,
                        gain + 800_000,
                        0.001,
                        0.0002),
                0.083,
                new Recommendation.Probes(now - SECOND, 500, 3, 3),
                new Recommendation.Why(
                        "gz-1 is faster than nn-2 in 58 of 60 paired minutes, by "
                                + gain / 1_000_000
                                + " ms at the median, and has room for the traffic.",
                        "The gain falls below 2 ms, or gz-1 is loaded above 70 %.",
                        "Withdrawing it lets the routers choose by themselves again."));
    }
}
