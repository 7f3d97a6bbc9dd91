package org.beibu.analyzer.export;

import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import org.beibu.analyzer.traffic.ServiceClassNames;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficWindow;

/**
 * The point of one series and window.
 *
 * <pre>
 * beibu_traffic   tags route, exit, direction, class (its name), resolution (10s, 1m)
 *                 fields octets, packets (integers)
 * time            start of the window, seconds
 * </pre>
 */
final class TrafficPoints {
    static final String MEASUREMENT = "beibu_traffic";

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final ServiceClassNames names;

    TrafficPoints(ServiceClassNames names) {
        this.names = names;
    }

    Point point(TrafficWindow traffic) {
        TrafficSeries series = traffic.series();
        return Point.measurement(MEASUREMENT)
                .addTag("route", series.path().routeId())
                .addTag("exit", series.path().exit())
                .addTag("direction", series.direction().toString())
                .addTag("class", names.of(series.serviceClass()))
                .addTag("resolution", traffic.window().resolution().toString())
                .addField("octets", traffic.volume().octets())
                .addField("packets", traffic.volume().packets())
                .time(traffic.window().startNanos() / NANOS_PER_SECOND, WritePrecision.S);
    }
}
