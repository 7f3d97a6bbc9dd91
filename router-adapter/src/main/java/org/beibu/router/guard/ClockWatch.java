package org.beibu.router.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the wall clock with the monotonic one from round to round. After a step of the wall
 * clock nothing is believed until both have agreed for a while, because every age that was told
 * before may be wrong by the step. Owned by one thread.
 */
public final class ClockWatch {
    private final Duration mostStep;
    private final Duration calm;
    private @Nullable Instant wall;
    private long nanos;
    private long stepNanos;
    private @Nullable String fault;

    /** A watch that takes more than this for a step, and trusts again after so much calm. */
    public ClockWatch(Duration mostStep, Duration calm) {
        this.mostStep = mostStep;
        this.calm = calm;
    }

    /** Both clocks, read together. */
    public void tick(Instant nowWall, long nowNanos) {
        Instant before = wall;
        if (before != null) {
            Duration byWall = Duration.between(before, nowWall);
            Duration step = byWall.minusNanos(nowNanos - nanos);
            if (step.abs().compareTo(mostStep) > 0) {
                fault = "the clock stepped by " + step.toMillis() + " ms at " + nowWall;
                stepNanos = nowNanos;
            }
        }
        if (fault != null && nowNanos - stepNanos >= calm.toNanos()) {
            fault = null;
        }
        wall = nowWall;
        nanos = nowNanos;
    }

    /** Why the clock is not trusted, empty when it is. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }
}
