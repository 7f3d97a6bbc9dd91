package org.beibu.simulator.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZonedDateTime;
import org.beibu.simulator.event.Chance;

/**
 * The rates of one exit: {@code base * exp(growth * years + noise) * hour * weekday * feast}, the
 * noise of days being autoregressive (0.8 from day to day, 5 % wide) and that of windows 3 %. What
 * an hour or a weekday is worth is known and the same for all exits.
 */
final class TrafficWorld {
    private static final double[] HOURS = {
        0.62, 0.50, 0.42, 0.37, 0.34, 0.35, 0.40, 0.48, 0.60, 0.70, 0.76, 0.79,
        0.77, 0.75, 0.76, 0.78, 0.80, 0.83, 0.87, 0.93, 0.98, 1.00, 0.93, 0.78
    };
    private static final double[] WEEKDAYS = {1.0, 1.02, 1.02, 1.03, 1.04, 0.94, 0.95};
    private static final double DAY_RHO = 0.8;
    private static final double DAY_SD = 0.05;
    private static final double WINDOW_SD = 0.03;
    private static final double INBOUND = 0.62;
    private static final LocalDate FEAST = LocalDate.of(2026, 2, 17);

    private final HistoryExit exit;
    private final Instant end;
    private final Chance chance;
    private LocalDate day = LocalDate.MIN;
    private double daily;
    private double logNoise;

    TrafficWorld(HistoryExit exit, Instant end, Chance chance) {
        this.exit = exit;
        this.end = end;
        this.chance = chance;
        this.logNoise = DAY_SD * gaussian();
    }

    /** Outbound and inbound bit/s of the window that begins then; windows come in rising order. */
    double[] rates(Instant start) {
        ZonedDateTime local = start.atZone(HistoryConfig.ZONE);
        if (!local.toLocalDate().equals(day)) {
            day = local.toLocalDate();
            logNoise = DAY_RHO * logNoise + Math.sqrt(1 - DAY_RHO * DAY_RHO) * DAY_SD * gaussian();
            daily =
                    exit.gbit()
                            * 1e9
                            * exit.share()
                            / 0.97
                            * Math.exp(Math.log1p(exit.growth()) * years(start) + logNoise)
                            * WEEKDAYS[day.getDayOfWeek().getValue() - 1]
                            * feast(day);
        }
        double out = daily * hour(local) * Math.exp(WINDOW_SD * gaussian());
        return new double[] {out, out * INBOUND * Math.exp(WINDOW_SD * gaussian())};
    }

    private double years(Instant start) {
        return (start.getEpochSecond() - end.getEpochSecond()) / (365 * 86_400.0);
    }

    private static double hour(ZonedDateTime local) {
        double part = local.getMinute() / 60.0;
        double now = HOURS[local.getHour()];
        return now + (HOURS[(local.getHour() + 1) % HOURS.length] - now) * part;
    }

    /** Spring Festival takes 12 % for ten days; the sales of November and December add a fifth. */
    private static double feast(LocalDate day) {
        if (!day.isBefore(FEAST) && day.isBefore(FEAST.plusDays(10))) {
            return 0.88;
        }
        MonthDay date = MonthDay.from(day);
        return date.equals(MonthDay.of(11, 11)) || date.equals(MonthDay.of(12, 12)) ? 1.2 : 1;
    }

    private double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - chance.uniform()));
        return radius * StrictMath.cos(2 * Math.PI * chance.uniform());
    }
}
