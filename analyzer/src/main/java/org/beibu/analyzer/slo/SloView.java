package org.beibu.analyzer.slo;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.beibu.analyzer.delay.TimingKind;
import org.beibu.model.AseanRoute;

/**
 * Service levels of a span.
 *
 * @param fromNanos start
 * @param toNanos end, exclusive; burn rates and fits are those of this moment
 * @param config what was asked for
 * @param routes every route of the catalogue, in its order
 */
public record SloView(long fromNanos, long toNanos, SloConfig config, List<RouteLevels> routes) {

    public SloView {
        routes = List.copyOf(routes);
    }

    /**
     * One route.
     *
     * @param route which
     * @param paths its exits that were ever timed, by name
     */
    public record RouteLevels(AseanRoute route, List<PathLevels> paths) {
        public RouteLevels {
            paths = List.copyOf(paths);
        }

        /** The exit that stands worst against a class: the cell of the matrix names it. */
        public Optional<PathLevels> worst(int target) {
            return paths.stream()
                    .min(
                            Comparator.comparing(
                                            (PathLevels path) -> path.levels.get(target).state())
                                    .thenComparing(
                                            path ->
                                                    path.levels
                                                            .get(target)
                                                            .tally()
                                                            .attainment()
                                                            .orElse(2)));
        }
    }

    /**
     * One route through one exit.
     *
     * @param exit which
     * @param figures the last minutes
     * @param kinds how the delays were timed: minutes of the span by method and class
     * @param levels one for each target of the configuration, in its order
     */
    public record PathLevels(
            String exit, PathFigures figures, Map<TimingKind, Long> kinds, List<Level> levels) {
        public PathLevels {
            kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
            levels = List.copyOf(levels);
        }
    }

    /**
     * A path against one target.
     *
     * @param target what is asked for
     * @param delayLimitNanos limit of the p95; empty when not attainable
     * @param state how it stands
     * @param tally the minutes
     * @param burns one for each window of the configuration, in its order
     * @param fit whether it can carry the class now
     */
    public record Level(
            SloTarget target,
            OptionalLong delayLimitNanos,
            SloState state,
            Tally tally,
            List<Burn> burns,
            Fit fit) {
        public Level {
            burns = List.copyOf(burns);
        }
    }
}
