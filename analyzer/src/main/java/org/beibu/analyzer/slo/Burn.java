package org.beibu.analyzer.slo;

import java.util.OptionalDouble;

/**
 * How fast a path uses up its error budget, over the two spans of a window that end now.
 *
 * @param window rate and spans
 * @param objective share of minutes that must be good
 * @param overLong minutes of the long span
 * @param overShort minutes of the short span
 */
public record Burn(BurnWindow window, double objective, Tally overLong, Tally overShort) {

    /** The rate over the long span; empty when nothing was measured. */
    public OptionalDouble longRate() {
        return overLong.burnRate(objective);
    }

    /** The rate over the short span; empty when nothing was measured. */
    public OptionalDouble shortRate() {
        return overShort.burnRate(objective);
    }

    /** Whether both spans are above the rate, with at least two bad minutes. */
    public boolean isTooFast() {
        return overLong.bad() >= BurnWindow.FEWEST_BAD
                && longRate().orElse(0) >= window.rate()
                && shortRate().orElse(0) >= window.rate();
    }
}
