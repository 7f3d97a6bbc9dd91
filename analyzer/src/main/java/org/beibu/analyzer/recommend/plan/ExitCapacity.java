package org.beibu.analyzer.recommend.plan;

/**
 * An exit's link.
 *
 * @param exit the exit's name
 * @param gbit what the link carries at most, Gbit/s
 * @param fixedGbit traffic on it that belongs to no group, Gbit/s
 */
public record ExitCapacity(String exit, double gbit, double fixedGbit) {
    public ExitCapacity {
        if (!(gbit > 0) || !(fixedGbit >= 0)) {
            throw new IllegalArgumentException(
                    exit + ": capacity above 0 and load from 0: " + gbit + ", " + fixedGbit);
        }
    }
}
