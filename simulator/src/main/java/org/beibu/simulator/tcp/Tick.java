package org.beibu.simulator.tcp;

/**
 * One value of a host's timestamp clock on one connection: all segments sent within it share the
 * object as they share the TSval. The fields are the truth's notes of what the capture point saw.
 */
final class Tick {
    /** The clock's value, not wrapped. */
    final long tsval;

    /** Whether any segment of this tick has passed the capture point. */
    boolean captured;

    /** When the first segment of this tick passed. */
    long firstNanos;

    /** End of the first segment in sequence space. */
    long firstEnd;

    /** Whether the first segment can be timed at all: its TSval was new, and it carried news. */
    boolean timeable;

    Tick(long tsval) {
        this.tsval = tsval;
    }
}
