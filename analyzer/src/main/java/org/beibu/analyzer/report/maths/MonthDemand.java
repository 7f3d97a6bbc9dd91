package org.beibu.analyzer.report.maths;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The demand of one calendar month of the billing time zone.
 *
 * @param month which
 * @param in towards the bureau
 * @param out away from it
 * @param whole whether all of the month was asked for
 */
public record MonthDemand(YearMonth month, Demand in, Demand out, boolean whole) {

    /** The months that the series touch, oldest first; both cover the same windows. */
    public static List<MonthDemand> of(RateSeries in, RateSeries out, ZoneId zone) {
        List<MonthDemand> months = new ArrayList<>();
        if (in.size() == 0) {
            return months;
        }
        long end = in.secondAt(in.size());
        YearMonth month = YearMonth.from(Instant.ofEpochSecond(in.startSecond()).atZone(zone));
        while (startOf(month, zone) < end) {
            long from = startOf(month, zone);
            long to = startOf(month.plusMonths(1), zone);
            long expected = windows(from, to);
            boolean whole = from >= in.startSecond() && to <= end;
            long asked = windows(Math.max(from, in.startSecond()), Math.min(to, end));
            months.add(
                    new MonthDemand(
                            month,
                            Demand.of(in.between(from, to), whole ? expected : asked),
                            Demand.of(out.between(from, to), whole ? expected : asked),
                            whole));
            month = month.plusMonths(1);
        }
        return months;
    }

    /** How many windows start in a span. */
    private static long windows(long from, long to) {
        return Math.max(
                0, -Math.floorDiv(-to, RateSeries.STEP) + Math.floorDiv(-from, RateSeries.STEP));
    }

    private static long startOf(YearMonth month, ZoneId zone) {
        return month.atDay(1).atStartOfDay(zone).toEpochSecond();
    }

    /** What is billed: the greater of both 95th percentiles; NaN when either is missing. */
    public double billed() {
        return Math.max(in.p95(), out.p95());
    }

    /** Whether anything was counted in it. */
    public boolean counted() {
        return in.samples() > 0 || out.samples() > 0;
    }

    /** Whether the billed value is not final. */
    public boolean provisional() {
        return !whole || in.provisional() || out.provisional();
    }
}
