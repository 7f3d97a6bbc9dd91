package org.beibu.analyzer.export;

import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;

/**
 * Which windows of the store are exported to a file.
 *
 * @param fromNanos windows that start at or after this, epoch nanoseconds
 * @param toNanos and before this
 * @param resolution length of the windows
 * @param path only this path, empty for all
 * @param method only this method, empty for all
 * @param metric only this metric, empty for all
 * @param qualityClass only this class, empty for all
 */
public record WindowChoice(
        long fromNanos,
        long toNanos,
        Resolution resolution,
        Optional<PathId> path,
        Optional<Method> method,
        Optional<Metric> metric,
        Optional<QualityClass> qualityClass) {

    List<Series> series(DelayStore store) {
        return store.series().stream()
                .filter(series -> path.map(series.path()::equals).orElse(true))
                .filter(series -> method.map(series.method()::equals).orElse(true))
                .filter(series -> metric.map(series.metric()::equals).orElse(true))
                .filter(series -> qualityClass.map(series.qualityClass()::equals).orElse(true))
                .toList();
    }
}
