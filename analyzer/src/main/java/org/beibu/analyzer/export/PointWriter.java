package org.beibu.analyzer.export;

import com.influxdb.client.write.Point;
import java.util.List;

/** The edge to the server: one attempt, whose failure is a result and not an exception. */
interface PointWriter extends AutoCloseable {
    /** Writes the points, waiting for the answer for a bounded time. */
    WriteOutcome write(List<Point> points);

    @Override
    void close();
}
