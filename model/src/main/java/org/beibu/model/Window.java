package org.beibu.model;

/**
 * The half-open time interval {@code [start, end)} of one histogram.
 *
 * @param startNanos first moment inside, epoch nanoseconds, aligned to the resolution
 * @param resolution the length
 */
public record Window(long startNanos, Resolution resolution) {

    public Window {
        if (resolution.startOf(startNanos) != startNanos) {
            throw new IllegalArgumentException(
                    "window start " + startNanos + " is not aligned to " + resolution);
        }
    }

    /** The window of this resolution that holds the moment. */
    public static Window holding(long epochNanos, Resolution resolution) {
        return new Window(resolution.startOf(epochNanos), resolution);
    }

    /** First moment after the window, epoch nanoseconds. */
    public long endNanos() {
        return startNanos + resolution.nanos();
    }
}
