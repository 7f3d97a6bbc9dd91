package org.beibu.analyzer.recommend.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Headlines;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LivePath;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.analyzer.recommend.RecommendConfig;
import org.beibu.analyzer.recommend.RecommendSettings;
import org.beibu.analyzer.recommend.held.Traffic;
import org.beibu.analyzer.recommend.urgent.SecondsWorld;
import org.beibu.analyzer.recommend.urgent.UrgentRules;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Prefix;
import org.beibu.model.QualityClass;
import org.beibu.runtime.counters.Counters;
import org.beibu.runtime.histogram.DelayHistogram;
import org.jspecify.annotations.Nullable;

/** A bureau of one route and some exits, a minute at a time, and the agent that watches it. */
final class OneRoute {
    static final PathId SLOW = new PathId("VN-HAN", "hk-1");
    static final PathId FAST = new PathId("VN-HAN", "sg-2");

    private static final long MINUTE = 60_000_000_000L;
    private static final long START = 29_000_000L;
    private static final AseanRoute HANOI =
            new AseanRoute(
                    "VN-HAN",
                    "VN",
                    "Viet Nam",
                    "Hanoi",
                    21.03,
                    105.85,
                    List.of(Prefix.parse("203.0.113.0/24")));

    final Map<PathId, Double> delays = new HashMap<>(Map.of(SLOW, 60.0, FAST, 50.0));
    Traffic traffic = Traffic.NONE;
    boolean isAnswering = true;
    RecommendAgent agent;

    private final Path data;
    private final SplittableRandom random = new SplittableRandom(1);
    private long minute = START;
    private long passedNanos;
    private @Nullable LiveSnapshot seconds;
    private long monotonic;

    OneRoute(Path data) throws IOException {
        this(data, Optional.empty());
    }

    OneRoute(Path data, Optional<URI> candidates) throws IOException {
        this.data = data;
        Files.createDirectories(data.resolve("store"));
        carries("hk-1");
        agent = agent(candidates);
    }

    RecommendAgent agent(Optional<URI> candidates) {
        return new RecommendAgent(
                new RecommendConfig(
                        true,
                        Method.STAMP,
                        candidates,
                        new TreeMap<>(),
                        UrgentRules.USUAL,
                        RecommendSettings.USUAL),
                new Catalogue(List.of(HANOI)),
                new RecommendAgent.Sources(new Minutes(), this::live, data),
                new RecommendAgent.Environment(() -> monotonic, this::now, new Counters()));
    }

    /** The route's traffic leaves by this exit. */
    void carries(String exit) {
        traffic = new Traffic(new TreeMap<>(Map.of("VN-HAN", new TreeMap<>(Map.of(exit, 2.0)))));
    }

    long now() {
        return (minute + 1) * MINUTE + 25_000_000_000L + passedNanos;
    }

    /** Half a second of this world passes; null for exits that simply answer. */
    void live(@Nullable SecondsWorld world) {
        seconds = world == null ? null : world.pass();
        passedNanos += SecondsWorld.STEP_NANOS;
        step(500);
    }

    /** The minutes are made when they are read. */
    private final class Minutes implements MinuteSource {
        @Override
        public void forEach(long fromMinute, long toMinute, Sink sink) {
            for (long at = fromMinute; at < toMinute; at++) {
                Map<PathId, PathMinute> paths = new HashMap<>();
                delays.forEach((path, delay) -> paths.put(path, probed(delay)));
                sink.minute(at, paths);
            }
        }

        @Override
        public Traffic traffic(long at) {
            return traffic;
        }
    }

    private PathMinute probed(double delay) {
        DelayHistogram histogram = new DelayHistogram();
        for (int i = 0; i < 60; i++) {
            histogram.record((long) ((delay + random.nextDouble()) * 1e6));
        }
        return new PathMinute(histogram, 60, 0);
    }

    private LiveSnapshot live() {
        LiveSnapshot made = seconds;
        if (made != null) {
            return made;
        }
        return new LiveSnapshot(
                now(),
                delays.keySet().stream()
                        .filter(path -> isAnswering || !path.equals(FAST))
                        .map(this::live)
                        .toList(),
                List.of(),
                new Headlines(Set.of(), Set.of()),
                List.of());
    }

    private LivePath live(PathId path) {
        Series series = new Series(path, Method.STAMP, Metric.FAR_ROUND_TRIP, QualityClass.CLEAN);
        long[] none = {};
        return new LivePath(
                series, 10, 10_000_000_000L, 1, 1, 1, 1, 1, now(), 10, none, none, none);
    }

    void pass(int minutes) {
        for (int i = 0; i < minutes; i++) {
            minute++;
            step();
        }
    }

    /** The next minute is whole; the agent sees it when it works again. */
    void nextMinute() {
        minute++;
    }

    /** Five seconds pass for the agent. */
    void step() {
        step(5_000);
    }

    void step(int milliseconds) {
        monotonic += milliseconds * 1_000_000L;
        agent.doWork();
    }

    JsonNode feed() {
        try {
            return new ObjectMapper().readTree(agent.state().feed()).path("recommendations");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
