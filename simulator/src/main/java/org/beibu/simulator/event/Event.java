package org.beibu.simulator.event;

/** Something that happens at a time of the {@link Timeline}. */
@FunctionalInterface
public interface Event {
    /** Called once for each time that it was put on the timeline. */
    void happen(long nowNanos);
}
