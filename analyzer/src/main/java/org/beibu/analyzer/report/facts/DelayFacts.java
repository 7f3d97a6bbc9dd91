package org.beibu.analyzer.report.facts;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.beibu.analyzer.delay.TimingKind;
import org.beibu.analyzer.report.maths.LoadCurve;
import org.beibu.model.PathId;

/**
 * Delays of the span.
 *
 * @param paths every path that was timed, by route and exit
 * @param curves delay against load, one path for each exit whose capacity is known
 */
public record DelayFacts(SortedMap<PathId, OfPath> paths, List<ExitCurve> curves) {

    public DelayFacts {
        curves = List.copyOf(curves);
    }

    /**
     * A percentile pair.
     *
     * @param count timings
     * @param p50 median, ms
     * @param p95 95th percentile, ms
     */
    public record Figures(long count, double p50, double p95) {}

    /**
     * One path.
     *
     * @param path which
     * @param kind how it was timed
     * @param floorMillis fibre floor
     * @param recent the last 28 days; empty with fewer than 20 timings
     * @param months by calendar month of the zone that days fall in
     * @param withheldDays days with timings of too few networks to be shown
     */
    public record OfPath(
            PathId path,
            TimingKind kind,
            double floorMillis,
            Optional<Figures> recent,
            SortedMap<YearMonth, Figures> months,
            long withheldDays) {}

    /**
     * Delay against load on one exit.
     *
     * @param path the busiest path that was timed on it
     * @param kind how it was timed
     * @param window length of the windows, seconds
     * @param curve what fits; empty when too little is known
     * @param steps what was seen, by tenths of load
     * @param points how many windows had both load and delay
     */
    public record ExitCurve(
            PathId path,
            TimingKind kind,
            long window,
            Optional<LoadCurve> curve,
            List<LoadCurve.Step> steps,
            int points) {
        public ExitCurve {
            steps = List.copyOf(steps);
        }
    }
}
