package org.beibu.analyzer.segments;

/**
 * A figure with the interval that holds the true one in 95 of 100 cases.
 *
 * @param nanos the figure, nanoseconds; may be negative where it is a difference
 * @param lowNanos the interval's lower end
 * @param highNanos the interval's upper end
 */
public record Estimate(double nanos, double lowNanos, double highNanos) {

    public Estimate {
        if (!(lowNanos <= nanos && nanos <= highNanos)) {
            throw new IllegalArgumentException(
                    "not within its interval: " + lowNanos + " " + nanos + " " + highNanos);
        }
    }

    /**
     * This less another that was found independently. The intervals are joined by MOVER (Zou and
     * Donner 2008): with {@code d = a - b} the lower end is {@code d - sqrt((a - low(a))^2 +
     * (high(b) - b)^2)}, and the upper one likewise. So skewed intervals stay skewed.
     */
    Estimate minus(Estimate other) {
        double difference = nanos - other.nanos;
        return new Estimate(
                difference,
                difference - Math.hypot(nanos - lowNanos, other.highNanos - other.nanos),
                difference + Math.hypot(highNanos - nanos, other.nanos - other.lowNanos));
    }
}
