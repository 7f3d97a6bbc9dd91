package org.beibu.router.recommendation;

import java.time.Duration;
import java.util.Locale;

/**
 * Why the other exit is thought to be better. Delays are medians of the window, nanoseconds.
 *
 * @param reason what is better there
 * @param method how it was measured, a name of {@link org.beibu.model.Method}
 * @param count delays measured, of the exit with fewer
 * @param window how long was measured
 * @param delays what was measured
 * @param loss what was lost
 */
public record Evidence(
        Reason reason, String method, long count, Duration window, Delays delays, Loss loss) {

    /** What is better at the other exit. */
    public enum Reason {
        /** The median delay. */
        LATENCY,
        /** The share of probes that come back. */
        LOSS,
        /** Room on the link, at about the same delay. */
        CAPACITY;

        /**
         * The reason with this name in lower case.
         *
         * @throws IllegalArgumentException when none has it
         */
        public static Reason parse(String text) {
            for (Reason reason : values()) {
                if (reason.toString().equals(text)) {
                    return reason;
                }
            }
            throw new IllegalArgumentException(
                    "must be latency, loss or capacity, not '" + text + "'");
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Delays by both exits.
     *
     * @param p50FromNanos median by the exit in use
     * @param p50ToNanos median by the other exit
     * @param gainLowNanos lower end of the 95 % interval of the gain, may be negative
     * @param gainHighNanos upper end of it
     */
    public record Delays(
            long p50FromNanos, long p50ToNanos, long gainLowNanos, long gainHighNanos) {
        public Delays {
            if (p50FromNanos < 0 || p50ToNanos < 0) {
                throw new IllegalArgumentException("a delay is not negative");
            }
            if (gainLowNanos > gainHighNanos) {
                throw new IllegalArgumentException(
                        "the interval of the gain ends before it begins: "
                                + gainLowNanos
                                + " > "
                                + gainHighNanos);
            }
        }

        /** By how much the other exit is faster. */
        public long gainNanos() {
            return p50FromNanos - p50ToNanos;
        }
    }

    /**
     * Losses by both exits.
     *
     * @param from share of probes lost by the exit in use, 0 to 1
     * @param to share lost by the other exit
     */
    public record Loss(double from, double to) {
        public Loss {
            if (!(from >= 0 && from <= 1 && to >= 0 && to <= 1)) {
                throw new IllegalArgumentException("a share of loss is 0 to 1");
            }
        }
    }

    public Evidence {
        if (count < 0) {
            throw new IllegalArgumentException("count is not negative: " + count);
        }
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("window must be longer than nothing: " + window);
        }
    }
}
