package org.beibu.analyzer.events;

import java.util.List;

/**
 * What one commit adds. Hops may come before their trace, or with another commit.
 *
 * @param events events
 * @param traces traces
 * @param hops hops of traces
 */
public record EventAdditions(List<PathEvent> events, List<PathTrace> traces, List<TraceHop> hops) {
    /** Nothing. */
    public static final EventAdditions NONE = new EventAdditions(List.of(), List.of(), List.of());

    public EventAdditions {
        events = List.copyOf(events);
        traces = List.copyOf(traces);
        hops = List.copyOf(hops);
    }
}
