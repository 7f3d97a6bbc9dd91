package org.beibu.analyzer.detect;

/**
 * What a {@link PathWatch} has noticed.
 *
 * @param kind what happened
 * @param beganNanos when it began, epoch nanoseconds
 * @param saidNanos when enough of it was seen
 * @param before median in ms, or share of lost packets, of the time before
 * @param after the same since
 * @param evidence what it rests on
 */
public record PathAlarm(
        Kind kind,
        long beganNanos,
        long saidNanos,
        double before,
        double after,
        Evidence evidence) {

    /** An alarm that rests on nothing that can be counted: silence. */
    public PathAlarm(Kind kind, long beganNanos, long saidNanos, double before, double after) {
        this(kind, beganNanos, saidNanos, before, after, Evidence.NONE);
    }

    /**
     * What an alarm rests on.
     *
     * @param packets packets since it began
     * @param confidence how sure it is that this is no chance, 0 to 1; NaN where it is not reckoned
     */
    public record Evidence(int packets, double confidence) {
        /** Nothing that can be counted. */
        public static final Evidence NONE = new Evidence(0, Double.NaN);

        private static final double MOST_SURE = 0.999;

        /** Of this log likelihood ratio, or what comes near it; never quite 1. */
        static Evidence of(int packets, double logOdds) {
            return new Evidence(packets, Math.min(MOST_SURE, 1 / (1 + Math.exp(-logOdds))));
        }
    }

    /** What a path can do. */
    public enum Kind {
        /** Another delay, floor and median together: another way through the network. */
        ROUTING_STEP("routing step"),
        /** A higher median over the same floor, or its end. */
        CONGESTION("diurnal swing or congestion"),
        /** The one-way delays jumped against each other and the round trip stayed. */
        CLOCK("clock step"),
        /** They crept away from each other, further than the clocks' errors are said to be. */
        DRIFT("clock drift"),
        /** The clocks are back, or have stayed for an hour. */
        CLOCK_END("clocks agree"),
        /** No answer for a second. */
        OUTAGE("outage"),
        /** Answers come again. */
        OUTAGE_END("outage over"),
        /** Answers are missing here and there. */
        LOSS("loss"),
        /** And no longer. */
        LOSS_END("loss over");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The words in events. */
        public String words() {
            return words;
        }
    }

    /** Who is told; called by the thread that feeds the watch. */
    @FunctionalInterface
    public interface Listener {
        /** Something was noticed. */
        void onAlarm(PathAlarm alarm);
    }
}
