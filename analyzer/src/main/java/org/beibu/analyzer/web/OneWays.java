package org.beibu.analyzer.web;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;

/**
 * What STAMP sessions say of a path besides its round trip: one-way delays (RFC 7679) with the
 * error bound of the clocks, and IPDV (RFC 3393). Where replies came and the clocks permitted no
 * one-way delay it is <i>not determinable</i>, which is neither zero nor half of the round trip.
 *
 * @param paths by path; those without a reply are not in it
 */
record OneWays(Map<PathId, OneWay> paths) {
    static final OneWays NONE = new OneWays(Map.of());

    OneWays {
        paths = Map.copyOf(paths);
    }

    /** Figures of one path in one window, by metric. */
    static final class OneWay {
        private final Map<Metric, DelayFigures> figures = new EnumMap<>(Metric.class);
        private Optional<ClockDoubts.Doubt> doubt = Optional.empty();

        /** {@code timed}, {@code clocks-doubted} or {@code not-determinable}. */
        String state() {
            if (doubt.isPresent()) {
                return "clocks-doubted";
            }
            boolean timed =
                    of(Metric.FORWARD_ONE_WAY).count() + of(Metric.BACKWARD_ONE_WAY).count() > 0;
            return timed ? "timed" : "not-determinable";
        }

        /** Why the clocks are in doubt, and with them all figures of one direction. */
        Optional<ClockDoubts.Doubt> doubt() {
            return doubt;
        }

        /** Of a metric, {@link DelayFigures#NONE} without samples or with doubt of the clocks. */
        DelayFigures of(Metric metric) {
            if (doubt.isPresent() && metric.isOneWay()) {
                return DelayFigures.NONE;
            }
            return figures.getOrDefault(metric, DelayFigures.NONE);
        }
    }

    /** Those of all rows of a window, whatever rows will be shown. */
    static OneWays of(Collection<PathRow> rows) {
        Map<PathId, OneWay> paths = new HashMap<>();
        for (PathRow row : rows) {
            boolean concerns =
                    row.isTimed()
                            && row.method().equals(Optional.of(Method.STAMP))
                            && row.qualityClass().equals(Optional.of(QualityClass.CLEAN));
            if (concerns) {
                paths.computeIfAbsent(row.path(), path -> new OneWay())
                        .figures
                        .put(row.metric().orElseThrow(), row.figures());
            }
        }
        paths.values().removeIf(way -> way.of(Metric.FAR_ROUND_TRIP).count() == 0);
        return new OneWays(paths);
    }

    /** The same without what is in doubt. */
    OneWays with(ClockDoubts doubts) {
        Map<PathId, OneWay> all = new HashMap<>();
        paths.forEach(
                (path, way) -> {
                    OneWay copy = new OneWay();
                    copy.figures.putAll(way.figures);
                    copy.doubt = doubts.of(path);
                    all.put(path, copy);
                });
        return new OneWays(all);
    }

    Optional<OneWay> of(PathId path) {
        return Optional.ofNullable(paths.get(path));
    }
}
