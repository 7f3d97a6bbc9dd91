package org.beibu.analyzer.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Whether a path can carry a service class now.
 *
 * @param state whether
 * @param excesses what is too much; empty unless exceeded
 */
public record Fit(State state, List<Excess> excesses) {

    /** What can be said. */
    public enum State {
        /** Delay, spread and loss are within target. */
        CARRIES("carries"),
        /** Delay and spread are; nothing is known of loss. */
        DELAY_ONLY("delay-only"),
        /** Something is outside. */
        EXCEEDS("exceeds"),
        /** Too little was measured to say. */
        NO_DATA("no-data"),
        /** The cap is closer to the fibre floor than any network could be. */
        NOT_ATTAINABLE("not-attainable");

        private final String text;

        State(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * One target that is missed.
     *
     * @param what which
     * @param value what was measured: nanoseconds, or a share for loss
     * @param limit what is allowed, in the same unit
     */
    public record Excess(Breach what, double value, double limit) {}

    public Fit {
        excesses = List.copyOf(excesses);
    }

    /** Judges figures; the limit is empty where the target is not attainable. */
    public static Fit of(PathFigures figures, SloTarget target, OptionalLong delayLimitNanos) {
        if (delayLimitNanos.isEmpty()) {
            return new Fit(State.NOT_ATTAINABLE, List.of());
        }
        List<Excess> excesses = new ArrayList<>();
        boolean timed = figures.kind().isPresent();
        long limit = delayLimitNanos.getAsLong();
        long spread = figures.p95Nanos() - figures.p50Nanos();
        if (timed && figures.p95Nanos() > limit) {
            excesses.add(new Excess(Breach.DELAY, figures.p95Nanos(), limit));
        }
        if (timed && spread > target.spreadNanos()) {
            excesses.add(new Excess(Breach.SPREAD, spread, target.spreadNanos()));
        }
        if (LossChance.isExceeded(figures.sent(), figures.lost(), target.lossRatio())) {
            double ratio = (double) figures.lost() / figures.sent();
            excesses.add(new Excess(Breach.LOSS, ratio, target.lossRatio()));
        }
        if (!excesses.isEmpty()) {
            return new Fit(State.EXCEEDS, excesses);
        }
        if (!timed) {
            return new Fit(State.NO_DATA, List.of());
        }
        return new Fit(figures.sent() > 0 ? State.CARRIES : State.DELAY_ONLY, List.of());
    }
}
