package org.beibu.analyzer.slo;

import java.util.OptionalDouble;

/**
 * Minutes of a span, counted by what they were against one target.
 *
 * @param minutes length of the span, minutes
 * @param good within target
 * @param bad outside
 * @param excluded in planned maintenance; neither good nor bad, whatever they were
 * @param lossKnown of the good and bad ones, those with packets of active sessions
 * @param badByDelay of the bad ones, those with a p95 above its limit; this and the next overlap
 * @param badBySpread those with p95 - p50 above its limit
 * @param badByLoss those with too much loss
 * @param samples timings in the good and bad minutes
 */
public record Tally(
        long minutes,
        long good,
        long bad,
        long excluded,
        long lossKnown,
        long badByDelay,
        long badBySpread,
        long badByLoss,
        long samples) {

    /** Minutes that were measured: good or bad. */
    public long measured() {
        return good + bad;
    }

    /** Minutes of which nothing is known. */
    public long noData() {
        return minutes - good - bad - excluded;
    }

    /** Share of the span that was measured; what is excluded is not missing. */
    public OptionalDouble coverage() {
        return ratio(measured(), minutes - excluded);
    }

    /** Share of the measured minutes within target; empty when none was measured. */
    public OptionalDouble attainment() {
        return ratio(good, measured());
    }

    /** How many times faster than allowed the error budget is used up. */
    public OptionalDouble burnRate(double objective) {
        OptionalDouble missed = ratio(bad, measured());
        return missed.isPresent()
                ? OptionalDouble.of(missed.getAsDouble() / (1 - objective))
                : missed;
    }

    /** Bad minutes that the measured ones may hold. */
    public double budgetMinutes(double objective) {
        return (1 - objective) * measured();
    }

    /** Share of the budget that is left: 1 unused, 0 used up, negative when overdrawn. */
    public OptionalDouble budgetLeft(double objective) {
        OptionalDouble burnt = burnRate(objective);
        return burnt.isPresent() ? OptionalDouble.of(1 - burnt.getAsDouble()) : burnt;
    }

    private static OptionalDouble ratio(long part, long whole) {
        return whole <= 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }

    /** A tally that is being counted; belongs to one thread. */
    static final class Count {
        private final long minutes;
        private long good;
        private long bad;
        private long lossKnown;
        private long badByDelay;
        private long badBySpread;
        private long badByLoss;
        private long samples;

        Count(long minutes) {
            this.minutes = minutes;
        }

        void add(MinuteFact fact, MinuteVerdict verdict) {
            if (verdict.state() == MinuteVerdict.State.NO_DATA) {
                return;
            }
            good += verdict.state() == MinuteVerdict.State.GOOD ? 1 : 0;
            bad += verdict.state() == MinuteVerdict.State.BAD ? 1 : 0;
            lossKnown += fact.sent() > 0 ? 1 : 0;
            samples += fact.count();
            badByDelay += verdict.breaches().contains(Breach.DELAY) ? 1 : 0;
            badBySpread += verdict.breaches().contains(Breach.SPREAD) ? 1 : 0;
            badByLoss += verdict.breaches().contains(Breach.LOSS) ? 1 : 0;
        }

        Tally tally(long excluded) {
            return new Tally(
                    minutes,
                    good,
                    bad,
                    excluded,
                    lossKnown,
                    badByDelay,
                    badBySpread,
                    badByLoss,
                    samples);
        }
    }
}
