package org.beibu.analyzer.recommend.urgent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beibu.analyzer.delay.Headlines;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.live.LivePath;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.analyzer.recommend.held.GroupState;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.Prefix;
import org.beibu.model.QualityClass;

/**
 * One route by some exits, ten probes a second each, in steps of half a second as the live view is
 * made. Delays are those of the peek world: {@code 45 + extra + 3 exp(0.5 z) exp(0.8 e)}, where z
 * remembers itself from minute to minute.
 */
public final class SecondsWorld {
    public static final long STEP_NANOS = 500_000_000L;

    private static final long SECOND = 1_000_000_000L;
    private static final int SECONDS = 120;
    private static final int PROBES_A_STEP = 5;

    private final SortedMap<String, Line> lines = new TreeMap<>();
    private final Random random;
    private final double memory;
    private long step = 2_000_000_000L;

    /** What happens to one exit. */
    public static final class Line {
        public double extra;
        public double loss;
        boolean isProbed = true;

        private final long[] counts = new long[SECONDS];
        private final long[] medians = new long[SECONDS];
        private final List<Double> running = new ArrayList<>();
        private double weather;
        private long last;
    }

    /** Exits that are well. */
    public SecondsWorld(long seed, double memory, String... exits) {
        random = new Random(seed);
        this.memory = memory;
        for (String exit : exits) {
            Line line = new Line();
            line.weather = random.nextGaussian();
            Arrays.fill(line.medians, -1);
            lines.put(exit, line);
        }
    }

    /** What happens to an exit. */
    public Line line(String exit) {
        return Optional.ofNullable(lines.get(exit)).orElseThrow();
    }

    /** The next half second begins at about this time. */
    public SecondsWorld at(long epochNanos) {
        step = epochNanos / STEP_NANOS;
        return this;
    }

    /** Half a second passes. */
    public LiveSnapshot pass() {
        step++;
        long start = (step - 1) * STEP_NANOS;
        for (Line line : lines.values()) {
            if (start % SECOND == 0) {
                shift(line);
            }
            if (start % (60 * SECOND) == 0) {
                line.weather =
                        memory * line.weather
                                + Math.sqrt(1 - memory * memory) * random.nextGaussian();
            }
            probe(line, start);
        }
        return snapshot();
    }

    private static void shift(Line line) {
        System.arraycopy(line.counts, 1, line.counts, 0, SECONDS - 1);
        System.arraycopy(line.medians, 1, line.medians, 0, SECONDS - 1);
        line.counts[SECONDS - 1] = 0;
        line.medians[SECONDS - 1] = -1;
        line.running.clear();
    }

    private void probe(Line line, long start) {
        for (int i = 0; i < PROBES_A_STEP; i++) {
            if (line.isProbed && random.nextDouble() >= line.loss) {
                line.running.add(
                        45
                                + line.extra
                                + 3
                                        * Math.exp(0.5 * line.weather)
                                        * Math.exp(0.8 * random.nextGaussian()));
                line.last = start + i * STEP_NANOS / PROBES_A_STEP;
            }
        }
        if (!line.running.isEmpty()) {
            double[] sorted = line.running.stream().mapToDouble(one -> one).sorted().toArray();
            line.counts[SECONDS - 1] = sorted.length;
            line.medians[SECONDS - 1] = (long) (sorted[sorted.length / 2] * 1e6);
        }
    }

    private LiveSnapshot snapshot() {
        long running = Math.floorDiv(step * STEP_NANOS - 1, SECOND);
        long[] starts = new long[SECONDS];
        for (int i = 0; i < SECONDS; i++) {
            starts[i] = (running - (SECONDS - 1 - i)) * SECOND;
        }
        List<LivePath> paths = new ArrayList<>();
        lines.forEach((exit, line) -> paths.add(path(exit, line, starts)));
        return new LiveSnapshot(
                step * STEP_NANOS, paths, List.of(), new Headlines(Set.of(), Set.of()), List.of());
    }

    private static LivePath path(String exit, Line line, long[] starts) {
        Series series =
                new Series(
                        new PathId("VN-HAN", exit),
                        Method.STAMP,
                        Metric.FAR_ROUND_TRIP,
                        QualityClass.CLEAN);
        return new LivePath(
                series,
                100,
                10 * SECOND,
                1,
                1,
                1,
                1,
                1,
                line.last,
                100,
                starts,
                line.medians.clone(),
                line.counts.clone());
    }

    /** The route as a group that takes this exit. */
    static GroupState group(String current) {
        return new GroupState(
                "VN-HAN",
                "VN-HAN",
                List.of(Prefix.parse("203.0.113.0/24")),
                current,
                current,
                Optional.empty(),
                1);
    }

    /** Half seconds until the watch first raises an alarm, -1 when it does not. */
    static int stepsToAlarm(SecondsWorld world, UrgentWatch watch, int most, List<Alarm> seen) {
        for (int i = 1; i <= most; i++) {
            List<Alarm> alarms = watch.look(List.of(group("hk")), world.pass());
            if (!alarms.isEmpty()) {
                seen.addAll(alarms);
                return i;
            }
        }
        return -1;
    }

    /** All exits get worse or better alike. */
    void all(Map<String, Double> extra) {
        extra.forEach((exit, more) -> line(exit).extra = more);
    }
}
