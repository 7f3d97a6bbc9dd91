package org.beibu.lab.measure;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that was seen in a run.
 *
 * @param pings packets by prefix of their destination
 * @param routes changes of the edge's kernel routes
 * @param updates what the adapter told the edge
 * @param events what the run did itself
 */
public record Timeline(
        SortedMap<String, List<PingPacket>> pings,
        List<RouteChange> routes,
        List<BgpUpdate> updates,
        List<Event> events) {
    /**
     * Something that the run did.
     *
     * @param micros when, epoch microseconds
     * @param what in a few words
     */
    public record Event(long micros, String what) {}

    public Timeline {
        pings = Collections.unmodifiableSortedMap(new TreeMap<>(pings));
        routes = List.copyOf(routes);
        updates = List.copyOf(updates);
        events = List.copyOf(events);
    }

    /** When the first packet was sent. */
    public long begin() {
        return pings.values().stream()
                .filter(packets -> !packets.isEmpty())
                .mapToLong(packets -> packets.get(0).sentMicros())
                .min()
                .orElse(0);
    }

    /** When the last packet was sent. */
    public long end() {
        return pings.values().stream()
                .filter(packets -> !packets.isEmpty())
                .mapToLong(packets -> packets.get(packets.size() - 1).sentMicros())
                .max()
                .orElse(0);
    }

    /** When the run did that; an error when it did not. */
    public long at(String what) {
        return events.stream()
                .filter(event -> event.what().equals(what))
                .mapToLong(Event::micros)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no event: " + what));
    }
}
