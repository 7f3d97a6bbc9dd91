package org.beibu.router.steer;

import java.time.Instant;

/**
 * Both clocks, read together.
 *
 * @param wall the wall clock, for stamps
 * @param nanos the monotonic clock, for intervals
 */
public record Moment(Instant wall, long nanos) {}
