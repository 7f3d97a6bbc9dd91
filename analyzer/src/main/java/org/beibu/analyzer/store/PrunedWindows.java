package org.beibu.analyzer.store;

import java.util.EnumMap;
import java.util.Map;
import org.beibu.model.Resolution;

/**
 * What retention has deleted.
 *
 * @param deleted windows, of delays, traffic and losses, and events
 * @param needed of these, windows that start at or after the moment from which on somebody still
 *     needed them, by resolution; without those that have none
 */
public record PrunedWindows(long deleted, Map<Resolution, Long> needed) {
    /** Nothing. */
    public static final PrunedWindows NONE = new PrunedWindows(0, Map.of());

    public PrunedWindows {
        needed = needed.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(needed));
    }
}
