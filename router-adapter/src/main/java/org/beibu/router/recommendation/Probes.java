package org.beibu.router.recommendation;

import java.time.Duration;
import java.time.Instant;

/**
 * The state of the probes through the other exit when the recommendation was issued.
 *
 * @param last when the latest answer came
 * @param interval how far apart they are sent
 * @param answering probes that had an answer
 * @param configured probes that should have one
 */
public record Probes(Instant last, Duration interval, int answering, int configured) {
    public Probes {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval must be longer than nothing");
        }
        if (answering < 0 || configured < 1 || answering > configured) {
            throw new IllegalArgumentException(
                    "answering is 0 to configured, configured at least 1: "
                            + answering
                            + " of "
                            + configured);
        }
    }
}
