package org.beibu.analyzer.events;

import java.util.List;
import java.util.Optional;

/**
 * An event with the trace that was made for it.
 *
 * @param event what happened
 * @param trace the trace; empty when none was made
 * @param hops its hops in order
 */
public record TracedEvent(PathEvent event, Optional<PathTrace> trace, List<TraceHop> hops) {
    public TracedEvent {
        hops = List.copyOf(hops);
    }
}
