package org.beibu.analyzer.report.facts;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.beibu.analyzer.report.PlannedLink;
import org.beibu.analyzer.report.ReportConfig;
import org.beibu.analyzer.report.ReportSpan;
import org.beibu.analyzer.report.maths.BusyHour;
import org.beibu.analyzer.report.maths.Demand;
import org.beibu.analyzer.report.maths.Exhaustion;
import org.beibu.analyzer.report.maths.Forecast;
import org.beibu.analyzer.report.maths.MonthDemand;
import org.beibu.analyzer.report.maths.RateSeries;
import org.beibu.analyzer.report.maths.Trend;
import org.beibu.model.TrafficDirection;

/** Makes the facts of a link out of its rates. */
final class LinkReader {
    /** How far months are forecast. */
    private static final int FORECAST_MONTHS = 12;

    private static final int LEAST_WEEKS = 8;

    /** An order that is due later than this is no decision of now. */
    private static final int DECISION_DAYS = 365;

    private static final List<Integer> BACKTEST_DAYS = List.of(30, 90);

    private final ReportConfig config;
    private final ReportSpan span;

    LinkReader(ReportConfig config, ReportSpan span) {
        this.config = config;
        this.span = span;
    }

    LinkFacts read(PlannedLink link, RateSeries in, RateSeries out) {
        long recent = span.daysBeforeEnd(BusyHour.DAYS).getEpochSecond();
        RateSeries lastIn = in.between(recent, Long.MAX_VALUE / 2);
        RateSeries lastOut = out.between(recent, Long.MAX_VALUE / 2);
        Demand demandIn = Demand.of(lastIn);
        Demand demandOut = Demand.of(lastOut);
        boolean inbound = demandIn.p95() > demandOut.p95();
        RateSeries rates = inbound ? in : out;
        Daily daily = Daily.of(rates, span.zone());
        List<MonthDemand> months = months(link, in, out);
        Optional<Forecast> forecast = Forecast.of(daily.logarithms());
        double above = aboveDaily(daily, months, inbound, Demand.of(inbound ? lastIn : lastOut));
        List<LinkFacts.Runout> runouts = new ArrayList<>();
        if (link.gbit().isPresent()) {
            double bits = link.gbit().getAsDouble() * 1e9;
            Demand now = inbound ? demandIn : demandOut;
            for (double limit : config.limits()) {
                runouts.add(
                        new LinkFacts.Runout(
                                limit,
                                limit * bits,
                                exhaustion(forecast, daily, above, now, limit * bits)));
            }
        }
        return new LinkFacts(
                link,
                demandIn,
                demandOut,
                inbound ? TrafficDirection.INBOUND : TrafficDirection.OUTBOUND,
                BusyHour.of(inbound ? lastIn : lastOut, span.zone()),
                months,
                growth(rates, daily, forecast, above),
                runouts,
                orderBy(link, inbound ? demandIn : demandOut, runouts));
    }

    /** The months of a link since its first; of a sum all that were asked for. */
    private List<MonthDemand> months(PlannedLink link, RateSeries in, RateSeries out) {
        List<MonthDemand> all = MonthDemand.of(in, out, span.zone());
        return link.exit().isEmpty()
                ? all
                : all.stream().dropWhile(month -> !month.counted()).toList();
    }

    private static Exhaustion exhaustion(
            Optional<Forecast> forecast, Daily daily, double above, Demand now, double limit) {
        if (now.p95() > limit) {
            return Exhaustion.now(YearMonth.from(daily.last()));
        }
        return forecast.map(f -> Exhaustion.of(f, daily.last(), above, Math.log(limit)))
                .orElseGet(Exhaustion::unknown);
    }

    /** By how much a month's 95th lies above its days, of whole months or else the last 30 days. */
    private double aboveDaily(
            Daily daily, List<MonthDemand> months, boolean inbound, Demand recent) {
        List<MonthDemand> whole = months.stream().filter(month -> !month.provisional()).toList();
        if (whole.isEmpty()) {
            LocalDate end = daily.last().plusDays(1);
            double mean = daily.mean(end.minusDays(BusyHour.DAYS), end);
            double above = Math.log(recent.p95()) - mean;
            return Double.isFinite(above) ? above : 0;
        }
        double[] logs =
                whole.stream()
                        .mapToDouble(m -> Math.log(inbound ? m.in().p95() : m.out().p95()))
                        .toArray();
        double[] means =
                whole.stream()
                        .mapToDouble(
                                m ->
                                        daily.mean(
                                                m.month().atDay(1),
                                                m.month().plusMonths(1).atDay(1)))
                        .toArray();
        return Exhaustion.aboveDaily(logs, means);
    }

    private LinkFacts.Growth growth(
            RateSeries rates, Daily daily, Optional<Forecast> forecast, double above) {
        double[] weekly = Daily.weekly(rates, daily, span.zone());
        int present = (int) Arrays.stream(weekly).filter(w -> !Double.isNaN(w)).count();
        boolean enough = present >= LEAST_WEEKS;
        LocalDate firstWeek = daily.last().plusDays(1).minusDays(weekly.length * 7L);
        return new LinkFacts.Growth(
                enough ? Math.expm1(Trend.of(weekly).slope() * 365 / 7) : Double.NaN,
                enough ? Trend.mannKendall(weekly) : Double.NaN,
                daily.present(),
                Arrays.stream(weekly).map(Math::exp).boxed().toList(),
                firstWeek,
                forecast.map(f -> months(f, daily, above)).orElse(List.of()),
                BACKTEST_DAYS.stream()
                        .map(days -> Forecast.backtest(daily.logarithms(), days))
                        .toList());
    }

    private static List<LinkFacts.ForecastMonth> months(
            Forecast forecast, Daily daily, double above) {
        YearMonth first = YearMonth.from(daily.last().plusDays(1));
        return IntStream.range(0, FORECAST_MONTHS)
                .mapToObj(
                        i -> {
                            YearMonth month = first.plusMonths(i);
                            long ahead =
                                    ChronoUnit.DAYS.between(daily.last(), month.atEndOfMonth())
                                            - 14;
                            Forecast.Band band =
                                    forecast.level(Math.toIntExact(Math.max(1, ahead)));
                            return new LinkFacts.ForecastMonth(
                                    month,
                                    Math.exp(band.centre() + above),
                                    Math.exp(band.low() + above),
                                    Math.exp(band.high() + above));
                        })
                .toList();
    }

    private LinkFacts.OrderBy orderBy(
            PlannedLink link, Demand demand, List<LinkFacts.Runout> runouts) {
        if (runouts.isEmpty() || demand.samples() == 0) {
            return new LinkFacts.OrderBy(LinkFacts.State.UNKNOWN, Optional.empty(), 0);
        }
        double bits = link.gbit().orElseThrow() * 1e9;
        LocalDate today = span.dayOf(span.asOf());
        boolean full = demand.p95() > runouts.get(runouts.size() - 1).bits();
        Optional<LocalDate> day =
                runouts.stream()
                        .filter(runout -> runout.limit() == config.decideAt())
                        .findFirst()
                        .flatMap(runout -> runout.exhaustion().orderBy(link.leadDays()));
        long late = day.map(d -> Math.max(0, ChronoUnit.DAYS.between(d, today))).orElse(0L);
        boolean silent =
                runouts.stream()
                        .allMatch(r -> r.exhaustion().why() == Exhaustion.Why.NOT_ENOUGH_HISTORY);
        LinkFacts.State state = LinkFacts.State.OK;
        if (full) {
            state = LinkFacts.State.FULL;
        } else if (day.filter(d -> d.isBefore(today.plusDays(DECISION_DAYS))).isPresent()) {
            state = late > 0 ? LinkFacts.State.LATE : LinkFacts.State.ORDER;
        } else if (demand.p95() > config.planAt() * bits) {
            state = LinkFacts.State.PLAN;
        } else if (silent) {
            state = LinkFacts.State.UNKNOWN;
        }
        return new LinkFacts.OrderBy(state, day, late);
    }
}
