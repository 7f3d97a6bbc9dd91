package org.beibu.analyzer.export;

import com.influxdb.client.write.Point;
import java.util.List;

/**
 * Points of one request, kept until they are confirmed or refused for good.
 *
 * @param points the points
 * @param windows number of windows they stem from
 * @param earliestStartNanos start of the earliest of these windows
 * @param latestStartNanos start of the latest of these windows
 */
record Batch(List<Point> points, int windows, long earliestStartNanos, long latestStartNanos) {
    Batch {
        points = List.copyOf(points);
    }

    /** The same points in two requests. Windows are counted with the second. */
    List<Batch> halves() {
        int middle = points.size() / 2;
        return List.of(
                new Batch(points.subList(0, middle), 0, earliestStartNanos, latestStartNanos),
                new Batch(
                        points.subList(middle, points.size()),
                        windows,
                        earliestStartNanos,
                        latestStartNanos));
    }
}
