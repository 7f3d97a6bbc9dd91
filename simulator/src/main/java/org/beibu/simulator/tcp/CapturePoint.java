package org.beibu.simulator.tcp;

/** The place between the bureau's hosts and the exits where packets are captured. */
@FunctionalInterface
public interface CapturePoint {
    /**
     * A segment passes.
     *
     * @param copy whether this is the tap's second delivery of a segment that passed before
     */
    void onSegment(long epochNanos, Segment segment, boolean copy);
}
