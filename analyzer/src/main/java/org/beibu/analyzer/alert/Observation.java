package org.beibu.analyzer.alert;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.beibu.analyzer.events.PathEvent;
import org.beibu.analyzer.live.LiveSnapshot;
import org.beibu.analyzer.slo.SloView;

/**
 * Everything that rules look at, of one moment.
 *
 * @param nowNanos the moment, epoch nanoseconds
 * @param levels the newest service levels; empty before the first
 * @param live the newest live figures
 * @param events what happened to paths lately, the newest first
 * @param journalFreeOctets free on the journal's file system; empty when it cannot be asked
 * @param storeFailing whether commits to the store have been failing since the moment before
 */
record Observation(
        long nowNanos,
        Optional<SloView> levels,
        LiveSnapshot live,
        List<PathEvent> events,
        OptionalLong journalFreeOctets,
        boolean storeFailing) {
    Observation {
        events = List.copyOf(events);
        Objects.requireNonNull(levels, "levels");
        Objects.requireNonNull(journalFreeOctets, "journalFreeOctets");
    }
}
