package org.beibu.analyzer.report.facts;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.beibu.analyzer.report.PlannedLink;
import org.beibu.analyzer.report.maths.BusyHour;
import org.beibu.analyzer.report.maths.Demand;
import org.beibu.analyzer.report.maths.Exhaustion;
import org.beibu.analyzer.report.maths.Forecast;
import org.beibu.analyzer.report.maths.MonthDemand;
import org.beibu.model.TrafficDirection;

/**
 * A link, or all of them together, as planners look at it.
 *
 * @param link what was planned; of all together the sums
 * @param in demand towards the bureau of the last 30 days
 * @param out demand away from it of the last 30 days
 * @param direction the one with the higher 95th, which everything below is of
 * @param busyHour of the last 30 days
 * @param months by calendar month
 * @param growth what became of it
 * @param runouts when each limit is crossed
 * @param orderBy what to order and when
 */
public record LinkFacts(
        PlannedLink link,
        Demand in,
        Demand out,
        TrafficDirection direction,
        Optional<BusyHour> busyHour,
        List<MonthDemand> months,
        Growth growth,
        List<Runout> runouts,
        OrderBy orderBy) {

    public LinkFacts {
        months = List.copyOf(months);
        runouts = List.copyOf(runouts);
    }

    /**
     * Growth, past and to come.
     *
     * @param year change of the weekly 95th in a year, 0.25 for a quarter more; NaN when unknown
     * @param mannKendall p of the order of the weeks; NaN when unknown
     * @param days days with a value
     * @param weeks the 95th of each week, bit/s; NaN where there is none
     * @param firstWeek first day of the first of these
     * @param months what comes, by month
     * @param backtests how such forecasts came out
     */
    public record Growth(
            double year,
            double mannKendall,
            int days,
            List<Double> weeks,
            LocalDate firstWeek,
            List<ForecastMonth> months,
            List<Forecast.Backtest> backtests) {
        public Growth {
            weeks = List.copyOf(weeks);
            months = List.copyOf(months);
            backtests = List.copyOf(backtests);
        }
    }

    /**
     * The 95th percentile of a month to come, bit/s.
     *
     * @param month which
     * @param p95 what is expected
     * @param low lower end of the 95 % band
     * @param high its upper end
     */
    public record ForecastMonth(YearMonth month, double p95, double low, double high) {}

    /**
     * A limit and when it is crossed.
     *
     * @param limit share of the capacity; above 1 stands for none
     * @param bits the limit, bit/s
     * @param exhaustion when
     */
    public record Runout(double limit, double bits, Exhaustion exhaustion) {}

    /**
     * What to do about a link.
     *
     * @param state in a word
     * @param day the latest day to order, empty when nothing is to be ordered
     * @param daysLate how many days ago that was, 0 when it is still to come
     */
    public record OrderBy(State state, Optional<LocalDate> day, long daysLate) {}

    /** How a link stands. The worst comes last. */
    public enum State {
        UNKNOWN("unknown"),
        OK("ok"),
        /** Above the share at which planning begins. */
        PLAN("plan"),
        /** There is a day by which to order. */
        ORDER("order"),
        /** That day has passed. */
        LATE("late"),
        /** The 95th is above the highest limit now. */
        FULL("full");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** The name in JSON. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** The demand of the direction that is planned by. */
    public Demand demand() {
        return direction == TrafficDirection.INBOUND ? in : out;
    }

    /** The same with another capacity and what follows from the old one left as it is. */
    LinkFacts withGbit(double gbit) {
        return new LinkFacts(
                link.withGbit(gbit),
                in,
                out,
                direction,
                busyHour,
                months,
                growth,
                runouts,
                orderBy);
    }

    /** 95th over capacity; empty when either is not known. */
    public OptionalDouble utilisation() {
        return link.gbit().isEmpty() || Double.isNaN(demand().p95())
                ? OptionalDouble.empty()
                : OptionalDouble.of(demand().p95() / (link.gbit().getAsDouble() * 1e9));
    }
}
