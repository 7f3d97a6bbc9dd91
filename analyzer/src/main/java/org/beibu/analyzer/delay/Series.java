package org.beibu.analyzer.delay;

import java.util.Comparator;
import java.util.Objects;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;

/**
 * What one row of histograms is about. Timings of different methods, metrics or quality classes are
 * never merged.
 *
 * @param path the AseanRoute and exit
 * @param method how the delays were observed
 * @param metric what the delays span
 * @param qualityClass what they may hold besides the delay of the network
 */
public record Series(PathId path, Method method, Metric metric, QualityClass qualityClass)
        implements Comparable<Series> {
    private static final Comparator<Series> ORDER =
            Comparator.comparing(Series::path)
                    .thenComparing(Series::method)
                    .thenComparing(Series::metric)
                    .thenComparing(Series::qualityClass);

    public Series {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(qualityClass, "qualityClass");
    }

    /** How it was timed, by which paths are compared. */
    public TimingKind kind() {
        return new TimingKind(method, qualityClass);
    }

    @Override
    public int compareTo(Series other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return path + " " + method + " " + metric + " " + qualityClass;
    }
}
