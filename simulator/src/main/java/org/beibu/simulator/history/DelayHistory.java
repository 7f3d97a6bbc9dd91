package org.beibu.simulator.history;

import java.time.Instant;
import java.util.List;
import org.beibu.analyzer.delay.Series;
import org.beibu.analyzer.store.HistoryWriter;
import org.beibu.model.AseanRoute;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;
import org.beibu.model.Resolution;
import org.beibu.model.Window;
import org.beibu.runtime.histogram.DelayHistogram;
import org.beibu.simulator.event.Chance;

/**
 * Delays of a made-up past: {@code floor * factor + slope * u / (1 - u) + queue}, with {@code u}
 * the load of the hour, slope {@value #SLOPE_MILLIS} ms, and a log-normal queue. STAMP on each
 * path; beside it what probes elsewhere would have measured between Guangzhou, Shanghai, Beijing,
 * Nanning and the destinations, once an hour.
 */
final class DelayHistory {
    /** Delay that a link's queue adds at half load. */
    static final double SLOPE_MILLIS = 0.6;

    private static final int RECENT_HOURS = 28 * 24;
    private static final int AN_HOUR = 40;
    private static final int A_WINDOW = 24;
    private static final int WINDOWS_AN_HOUR = 12;
    private static final int ELSEWHERE_AN_HOUR = 12;
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long SLOW_NANOS = 30_000_000;

    private final HistoryConfig config;
    private final List<Incident> incidents;
    private final double[][] hourLoads;
    private final long startNanos;

    DelayHistory(HistoryConfig config, List<Incident> incidents, double[][] hourLoads) {
        this.config = config;
        this.incidents = incidents;
        this.hourLoads = hourLoads;
        this.startNanos =
                (config.until().getEpochSecond() - config.days() * 86_400L) * 1_000_000_000L;
    }

    void write(HistoryWriter writer) {
        for (int exit = 0; exit < config.exits().size(); exit++) {
            for (int route = 0; route < config.routes().size(); route++) {
                path(writer, exit, route);
            }
        }
        for (City city : City.values()) {
            new OfCity(city).write(writer);
        }
    }

    private void path(HistoryWriter writer, int exit, int route) {
        AseanRoute to = config.routes().get(route);
        String name = config.exits().get(exit).name();
        Series series =
                new Series(
                        new PathId(to.id(), name),
                        Method.STAMP,
                        Metric.FAR_ROUND_TRIP,
                        QualityClass.CLEAN);
        Chance chance = new Chance(Chance.mix(config.seed() * 1009 + exit * 101L + route));
        double base = to.fibreFloorNanos() * (1.15 + 0.5 * chance.uniform());
        Days days = new Days(writer, series);
        for (int hour = 0; hour < config.days() * 24; hour++) {
            long start = startNanos + hour * HOUR_NANOS;
            if (isIn(Incident.Kind.UNSEEN, name, start)) {
                continue;
            }
            double load = Math.min(0.97, hourLoads[exit][hour]);
            double delay =
                    base
                            + SLOPE_MILLIS * 1e6 * load / (1 - load)
                            + (isIn(Incident.Kind.SLOW, name, start) ? SLOW_NANOS : 0);
            DelayHistogram all = new DelayHistogram();
            if (hour >= config.days() * 24 - RECENT_HOURS) {
                for (int window = 0; window < WINDOWS_AN_HOUR; window++) {
                    DelayHistogram minute = draw(chance, delay, A_WINDOW);
                    long at = start + window * Resolution.FIVE_MINUTES.nanos();
                    writer.delays(series, new Window(at, Resolution.MINUTE), minute);
                    all.add(minute);
                }
            } else {
                all = draw(chance, delay, AN_HOUR);
            }
            days.add(start, all);
        }
        days.end();
    }

    private boolean isIn(Incident.Kind kind, String exit, long nanos) {
        Instant moment = Instant.ofEpochSecond(nanos / 1_000_000_000L);
        return incidents.stream()
                .anyMatch(i -> i.kind() == kind && i.exit().equals(exit) && i.holds(moment));
    }

    private static DelayHistogram draw(Chance chance, double nanos, int samples) {
        DelayHistogram histogram = new DelayHistogram();
        for (int i = 0; i < samples; i++) {
            histogram.record(Math.round(nanos + chance.lognormal(nanos * 0.004 + 60_000, 0.8)));
        }
        return histogram;
    }

    /** Writes hours, and days as their sums. */
    private static final class Days {
        private final HistoryWriter writer;
        private final Series series;
        private DelayHistogram day = new DelayHistogram();
        private long dayStart = Long.MIN_VALUE;

        Days(HistoryWriter writer, Series series) {
            this.writer = writer;
            this.series = series;
        }

        void add(long hourStart, DelayHistogram hour) {
            writer.delays(series, new Window(hourStart, Resolution.HOUR), hour);
            if (Resolution.DAY.startOf(hourStart) != dayStart) {
                end();
                dayStart = Resolution.DAY.startOf(hourStart);
                day = new DelayHistogram();
            }
            day.add(hour);
        }

        void end() {
            if (day.count() > 0) {
                writer.delays(series, new Window(dayStart, Resolution.DAY), day);
            }
        }
    }

    /** What was measured from a city: to Nanning, and past it to each destination. */
    private final class OfCity {
        private final City city;

        OfCity(City city) {
            this.city = city;
        }

        void write(HistoryWriter writer) {
            hours(writer, city.toNanning(), city.nanos(), 1);
            for (AseanRoute route : config.routes()) {
                hours(
                        writer,
                        city.past(route.id()),
                        city.nanos() * 0.95 + route.fibreFloorNanos() * city.detour(route),
                        2 + config.routes().indexOf(route));
            }
        }

        private void hours(HistoryWriter writer, String source, double nanos, int number) {
            Series series =
                    new Series(
                            new PathId(AseanRoute.UNROUTED, source),
                            Method.RIPE_ATLAS,
                            Metric.END_TO_END_ROUND_TRIP,
                            QualityClass.CLEAN);
            Chance chance =
                    new Chance(Chance.mix(config.seed() * 7919 + city.number() * 499L + number));
            Days days = new Days(writer, series);
            for (int hour = 0; hour < config.days() * 24; hour++) {
                days.add(startNanos + hour * HOUR_NANOS, draw(chance, nanos, ELSEWHERE_AN_HOUR));
            }
            days.end();
        }
    }
}
