package org.beibu.simulator.bureau;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Everything a simulation depends on.
 *
 * @param seed equal configurations with equal seeds give equal packets
 * @param startEpochNanos when the capture begins
 * @param traffic how much traffic there is
 * @param impairments what is unusual in it
 */
public record SimulationConfig(
        long seed, long startEpochNanos, Traffic traffic, Impairments impairments) {
    /** When a simulated capture file begins unless told otherwise: a time of no meaning. */
    public static final long START_EPOCH_NANOS =
            Instant.parse("2026-01-05T08:00:00Z").getEpochSecond() * 1_000_000_000L;

    public SimulationConfig {
        if (startEpochNanos < 0) {
            throw new IllegalArgumentException("start before 1970: " + startEpochNanos);
        }
        Objects.requireNonNull(traffic, "traffic");
        Objects.requireNonNull(impairments, "impairments");
    }

    /** A plain run with this seed: 2000 browsing connections in a minute, mild impairments. */
    public static SimulationConfig of(long seed) {
        return new SimulationConfig(
                seed,
                START_EPOCH_NANOS,
                new Traffic(Traffic.Kind.BROWSING, 2000 / 60.0, 2000, Duration.ofSeconds(2)),
                Impairments.mild());
    }

    /** This configuration with other impairments. */
    public SimulationConfig with(Impairments others) {
        return new SimulationConfig(seed, startEpochNanos, traffic, others);
    }

    /** This configuration with other traffic. */
    public SimulationConfig with(Traffic other) {
        return new SimulationConfig(seed, startEpochNanos, other, impairments);
    }
}
