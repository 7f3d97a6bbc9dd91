package org.beibu.analyzer.report.maths;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rates out of readings of an interface's octet counter. A counter that went back has wrapped or
 * was reset: nobody can tell which, so what lies between those two readings is an event and no
 * sample. The same holds where the interface's speed changed, and between readings that lie more
 * than 15 minutes apart. Nothing is ever cut to the interface's speed.
 *
 * <p>Between two good readings the octets are spread evenly; a 5-minute window counts only when
 * good readings cover all of it.
 */
public final class CounterReadings {
    private static final long MOST_APART_SECONDS = 900;

    /**
     * One reading.
     *
     * @param second when, epoch seconds
     * @param octets what the counter said
     * @param speed the interface's speed, bit/s; 0 when not known
     */
    public record Reading(long second, long octets, long speed) {
        public Reading {
            if (octets < 0) {
                throw new IllegalArgumentException("a counter is never negative: " + octets);
            }
        }
    }

    /**
     * What readings say.
     *
     * @param rates the 5-minute windows from the first reading to the last
     * @param events moments at which the counter went back, the speed changed or readings were
     *     missing, epoch seconds
     */
    public record Outcome(RateSeries rates, List<Long> events) {
        public Outcome {
            events = List.copyOf(events);
        }
    }

    private CounterReadings() {}

    /** The rates of readings in rising order of time. */
    public static Outcome rates(List<Reading> readings) {
        if (readings.size() < 2) {
            return new Outcome(new RateSeries(0, new double[0]), List.of());
        }
        long start = Math.floorDiv(readings.get(0).second(), RateSeries.STEP) * RateSeries.STEP;
        long last = readings.get(readings.size() - 1).second();
        int windows = Math.toIntExact(-Math.floorDiv(start - last, RateSeries.STEP));
        double[] octets = new double[windows];
        long[] covered = new long[windows];
        List<Long> events = new ArrayList<>();
        for (int i = 1; i < readings.size(); i++) {
            Reading before = readings.get(i - 1);
            Reading now = readings.get(i);
            if (now.second() <= before.second()) {
                throw new IllegalArgumentException("readings must rise in time: " + now);
            }
            if (now.octets() < before.octets()
                    || now.speed() != before.speed()
                    || now.second() - before.second() > MOST_APART_SECONDS) {
                events.add(now.second());
            } else {
                spread(before, now, start, octets, covered);
            }
        }
        double[] rates = new double[windows];
        Arrays.setAll(
                rates,
                i -> covered[i] == RateSeries.STEP ? octets[i] * 8 / RateSeries.STEP : Double.NaN);
        return new Outcome(new RateSeries(start, rates), events);
    }

    private static void spread(
            Reading before, Reading now, long start, double[] octets, long[] covered) {
        long seconds = now.second() - before.second();
        double rate = (double) (now.octets() - before.octets()) / seconds;
        long at = before.second();
        while (at < now.second()) {
            int window = (int) ((at - start) / RateSeries.STEP);
            long end = Math.min(now.second(), start + (window + 1) * RateSeries.STEP);
            octets[window] += rate * (end - at);
            covered[window] += end - at;
            at = end;
        }
    }
}
