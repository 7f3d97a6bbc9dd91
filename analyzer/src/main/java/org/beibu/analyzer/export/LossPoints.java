package org.beibu.analyzer.export;

import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.analyzer.loss.LossWindow;

/**
 * The point of one series and window.
 *
 * <pre>
 * beibu_loss   tags route, exit, method, metric, resolution (10s, 1m)
 *              fields sent, lost, late, duplicate, reordered (integers); episodes, longest, noticeable
 *              (integers, where they were counted); loss_ratio, loss_low, loss_high (floats, 0 to 1,
 *              where packets were sent; the interval is Wilson's of 95 %)
 * time         start of the window, seconds
 * </pre>
 */
final class LossPoints {
    static final String MEASUREMENT = "beibu_loss";

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private LossPoints() {}

    static Point point(LossWindow loss) {
        LossSeries series = loss.series();
        LossCounts counts = loss.counts();
        Point point =
                Point.measurement(MEASUREMENT)
                        .addTag("route", series.path().routeId())
                        .addTag("exit", series.path().exit())
                        .addTag("method", series.method().toString())
                        .addTag("metric", series.metric().toString())
                        .addTag("resolution", loss.window().resolution().toString())
                        .addField("sent", counts.sent())
                        .addField("lost", counts.lost())
                        .addField("late", counts.late())
                        .addField("duplicate", counts.duplicate())
                        .addField("reordered", counts.reordered());
        counts.countedEpisodes()
                .ifPresent(
                        episodes ->
                                point.addField("episodes", episodes.count())
                                        .addField("longest", episodes.longest())
                                        .addField("noticeable", episodes.noticeable()));
        counts.interval()
                .ifPresent(
                        interval ->
                                point.addField("loss_ratio", counts.ratio().orElseThrow())
                                        .addField("loss_low", interval.low())
                                        .addField("loss_high", interval.high()));
        return point.time(loss.window().startNanos() / NANOS_PER_SECOND, WritePrecision.S);
    }
}
