package org.beibu.analyzer.traffic;

import java.util.Comparator;
import java.util.Objects;
import org.beibu.model.PathId;
import org.beibu.model.TrafficDirection;

/**
 * What one row of volumes is about.
 *
 * @param path the AseanRoute and exit
 * @param direction which way
 * @param serviceClass number of the service class, 0 to 127, 0 = other
 */
public record TrafficSeries(PathId path, TrafficDirection direction, int serviceClass)
        implements Comparable<TrafficSeries> {
    private static final Comparator<TrafficSeries> ORDER =
            Comparator.comparing(TrafficSeries::path)
                    .thenComparing(TrafficSeries::direction)
                    .thenComparingInt(TrafficSeries::serviceClass);

    public TrafficSeries {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(direction, "direction");
        if (serviceClass < 0 || serviceClass > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("service class out of 0 to 127: " + serviceClass);
        }
    }

    @Override
    public int compareTo(TrafficSeries other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return path + " " + direction + " class " + serviceClass;
    }
}
