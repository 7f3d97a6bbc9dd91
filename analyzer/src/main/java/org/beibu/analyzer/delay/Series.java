package org.beibu.analyzer.delay;

import java.util.Comparator;
import java.util.Objects;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;

/**
 * What one row of histograms is about. Timings of different methods or metrics are never merged.
 *
 * @param path the AseanRoute and exit
 * @param method how the delays were observed
 * @param metric what the delays span
 */
public record Series(PathId path, Method method, Metric metric) implements Comparable<Series> {
    private static final Comparator<Series> ORDER =
            Comparator.comparing(Series::path)
                    .thenComparing(Series::method)
                    .thenComparing(Series::metric);

    public Series {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(metric, "metric");
    }

    @Override
    public int compareTo(Series other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return path + " " + method + " " + metric;
    }
}
