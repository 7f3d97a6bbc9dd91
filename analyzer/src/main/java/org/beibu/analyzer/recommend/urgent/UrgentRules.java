package org.beibu.analyzer.recommend.urgent;

import java.time.Duration;

/**
 * What counts as urgent.
 *
 * @param after how long the exit in use must have been silent or lossy
 * @param usualLoss share of packets that an exit may lose, above 0; from 1 on loss is never urgent
 * @param stepMillis how much slower than another exit is urgent, milliseconds; 0 when nothing is
 * @param stepSeconds threshold of the e-detector: seconds between two false alarms on average
 */
public record UrgentRules(Duration after, double usualLoss, double stepMillis, double stepSeconds) {
    /** The rules of the design. */
    public static final UrgentRules USUAL =
            new UrgentRules(Duration.ofSeconds(2), 0.05, 15, 100_000);

    public UrgentRules {
        if (after.isNegative()
                || after.isZero()
                || !(usualLoss > 0)
                || !(stepMillis >= 0)
                || !(stepSeconds >= 1)) {
            throw new IllegalArgumentException(
                    "time and loss above 0, step from 0, seconds from 1: "
                            + after
                            + ", "
                            + usualLoss
                            + ", "
                            + stepMillis
                            + ", "
                            + stepSeconds);
        }
    }
}
