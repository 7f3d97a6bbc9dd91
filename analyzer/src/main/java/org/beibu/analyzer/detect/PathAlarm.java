package org.beibu.analyzer.detect;

/**
 * What a {@link PathWatch} has noticed.
 *
 * @param kind what happened
 * @param beganNanos when it began, epoch nanoseconds
 * @param saidNanos when enough of it was seen
 * @param before median in ms, or share of lost packets, of the time before
 * @param after the same since
 */
public record PathAlarm(Kind kind, long beganNanos, long saidNanos, double before, double after) {
    /** What a path can do. */
    public enum Kind {
        /** Another delay, floor and median together: another way through the network. */
        ROUTING_STEP("routing step"),
        /** A higher median over the same floor, or its end. */
        CONGESTION("diurnal swing or congestion"),
        /** The one-way delays moved against each other and the round trip stayed. */
        CLOCK("clock"),
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
