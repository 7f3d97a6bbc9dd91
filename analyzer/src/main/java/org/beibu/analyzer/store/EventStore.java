package org.beibu.analyzer.store;

import java.util.List;
import org.beibu.analyzer.events.EventQuery;
import org.beibu.analyzer.events.TracedEvent;

/**
 * Events of paths with their traces, written with the delays and the journal position in one
 * commit. All methods throw {@link StoreException} when the store fails.
 */
public interface EventStore {
    /** Events, the newest first; at most {@link EventQuery#MOST}. */
    List<TracedEvent> events(EventQuery query);
}
