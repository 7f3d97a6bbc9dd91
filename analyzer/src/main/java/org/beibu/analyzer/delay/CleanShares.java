package org.beibu.analyzer.delay;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;

/**
 * How many of a method's samples on a path are clean: {@code clean / all classes}. Unknown without
 * samples, and where none was classified.
 */
public final class CleanShares {
    private final Map<Key, Counts> counts = new HashMap<>();

    private record Key(PathId path, Method method, Metric metric) {
        static Key of(Series series) {
            return new Key(series.path(), series.method(), series.metric());
        }
    }

    private static final class Counts {
        long clean;
        long classified;
        long all;
    }

    /** The shares of these numbers of samples. */
    public CleanShares(Map<Series, Long> samples) {
        samples.forEach(
                (series, count) -> {
                    Counts sums = counts.computeIfAbsent(Key.of(series), key -> new Counts());
                    QualityClass quality = series.qualityClass();
                    sums.clean += quality == QualityClass.CLEAN ? count : 0;
                    sums.classified += quality == QualityClass.UNCLASSIFIED ? 0 : count;
                    sums.all += count;
                });
    }

    /** The share of the path, method and metric of a series, 0 to 1. */
    public OptionalDouble of(Series series) {
        Counts sums = counts.get(Key.of(series));
        return sums == null || sums.classified == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) sums.clean / sums.all);
    }
}
