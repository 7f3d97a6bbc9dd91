package org.beibu.analyzer.slo;

import java.util.EnumSet;
import java.util.Set;

/**
 * One minute against one target. A minute is bad as soon as anything that was measured is outside,
 * good when its delays are inside, and without data otherwise: packets that all came back in time
 * say nothing about delay.
 *
 * @param state what it is
 * @param breaches which targets it missed; empty unless bad
 */
public record MinuteVerdict(State state, Set<Breach> breaches) {

    /** What a minute may be. */
    public enum State {
        GOOD,
        BAD,
        NO_DATA
    }

    private static final MinuteVerdict GOOD = new MinuteVerdict(State.GOOD, Set.of());
    private static final MinuteVerdict NO_DATA = new MinuteVerdict(State.NO_DATA, Set.of());

    public MinuteVerdict {
        breaches = Set.copyOf(breaches);
    }

    /** The verdict; the limit is that of the p95 on this route. */
    public static MinuteVerdict of(MinuteFact fact, SloTarget target, long delayLimitNanos) {
        boolean timed = fact.kind().isPresent();
        boolean late = timed && fact.p95Nanos() > delayLimitNanos;
        boolean wide = timed && fact.p95Nanos() - fact.p50Nanos() > target.spreadNanos();
        boolean lossy = LossChance.isExceeded(fact.sent(), fact.lost(), target.lossRatio());
        if (!late && !wide && !lossy) {
            return timed ? GOOD : NO_DATA;
        }
        Set<Breach> breaches = EnumSet.noneOf(Breach.class);
        if (late) {
            breaches.add(Breach.DELAY);
        }
        if (wide) {
            breaches.add(Breach.SPREAD);
        }
        if (lossy) {
            breaches.add(Breach.LOSS);
        }
        return new MinuteVerdict(State.BAD, breaches);
    }
}
