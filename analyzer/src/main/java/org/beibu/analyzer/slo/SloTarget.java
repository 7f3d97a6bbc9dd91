package org.beibu.analyzer.slo;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a service class asks of a path. The limit of the delay is {@code min(cap, factor * floor)}.
 *
 * @param name the class: 1 to 24 of a-z, 0-9 and '-'
 * @param delayFactor the p95 of the round trip may be so many times the fibre floor; 0 = no matter
 * @param delayCapNanos the p95 of the round trip may be so long; 0 = no matter
 * @param spreadNanos p95 - p50 may be so long
 * @param lossRatio so large a share of the packets may be lost
 * @param objective share of the minutes that must be within all of these, such as 0.999
 */
public record SloTarget(
        String name,
        double delayFactor,
        long delayCapNanos,
        long spreadNanos,
        double lossRatio,
        double objective) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,23}");

    /** A cap closer to the floor than this is no target but a distance. */
    private static final double ATTAINABLE = 1.2;

    private static final long MS = 1_000_000;

    /** What the bureau is for. Our choice, no standard: operators should edit it. */
    public static final List<SloTarget> DEFAULTS =
            List.of(
                    new SloTarget("e-sports", 1.8, 60 * MS, 8 * MS, 0.001, 0.999),
                    new SloTarget("finance", 2, 80 * MS, 15 * MS, 0.000_5, 0.999_5),
                    new SloTarget("ai-compute", 2.5, 0, 20 * MS, 0.000_5, 0.999),
                    new SloTarget("e-commerce", 0, 150 * MS, 30 * MS, 0.005, 0.999),
                    new SloTarget("logistics", 0, 250 * MS, 50 * MS, 0.01, 0.995));

    public SloTarget {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a class is named with 1 to 24 of a-z, 0-9 and '-': '" + name + "'");
        }
        if (delayFactor == 0 && delayCapNanos == 0) {
            throw new IllegalArgumentException(name + " needs delay_factor or delay_cap");
        }
        if (delayFactor != 0 && !(delayFactor >= ATTAINABLE && delayFactor <= 100)) {
            throw new IllegalArgumentException(
                    "delay_factor must be 1.2 to 100 times the floor: " + delayFactor);
        }
        if (delayCapNanos < 0 || spreadNanos <= 0) {
            throw new IllegalArgumentException(name + ": delays must be more than nothing");
        }
        if (!(lossRatio >= 0 && lossRatio < 1)) {
            throw new IllegalArgumentException("loss must be 0% to less than 100%: " + lossRatio);
        }
        if (!(objective > 0 && objective < 1)) {
            throw new IllegalArgumentException(
                    "objective must be more than 0% and less than 100%: " + objective);
        }
    }

    /**
     * The limit of the p95 over this fibre floor; empty when no path of that length can hold it.
     */
    public OptionalLong delayLimitNanos(long floorNanos) {
        if (delayCapNanos != 0 && delayCapNanos < ATTAINABLE * floorNanos) {
            return OptionalLong.empty();
        }
        long byFloor = delayFactor == 0 ? Long.MAX_VALUE : Math.round(delayFactor * floorNanos);
        return OptionalLong.of(delayCapNanos == 0 ? byFloor : Math.min(byFloor, delayCapNanos));
    }
}
