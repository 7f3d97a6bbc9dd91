package org.beibu.analyzer.loss;

import java.util.Comparator;
import java.util.Objects;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;

/**
 * Whose packets are counted together.
 *
 * @param path the AseanRoute and exit
 * @param method the active method
 * @param metric the way on which packets may be lost: round trip, forward or backward
 */
public record LossSeries(PathId path, Method method, Metric metric)
        implements Comparable<LossSeries> {
    private static final Comparator<LossSeries> ORDER =
            Comparator.comparing(LossSeries::path)
                    .thenComparing(LossSeries::method)
                    .thenComparing(LossSeries::metric);

    public LossSeries {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(metric, "metric");
    }

    /** The same packets on another way. */
    public LossSeries on(Metric other) {
        return new LossSeries(path, method, other);
    }

    @Override
    public int compareTo(LossSeries other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return path + " " + method + " " + metric;
    }
}
