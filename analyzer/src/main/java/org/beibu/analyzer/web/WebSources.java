package org.beibu.analyzer.web;

import java.util.Objects;
import java.util.Optional;
import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.analyzer.store.EventStore;
import org.beibu.analyzer.store.LossStore;
import org.beibu.model.Catalogue;
import org.beibu.runtime.counters.Counters;

/**
 * Everything that the web server shows.
 *
 * @param live the snapshots
 * @param store the windows, through a connection that nobody else uses
 * @param traffic what paths carried, through the same connection
 * @param losses what became of active packets, through the same connection
 * @param events what happened to paths, through the same connection
 * @param publication what of passive timings may be shown; the store above shows no more
 * @param catalogue the routes
 * @param counters the process' counters
 * @param levels service levels; empty where nobody tells them
 */
public record WebSources(
        LiveView live,
        DelayStore store,
        TrafficSources traffic,
        LossStore losses,
        EventStore events,
        PublicationRule publication,
        Catalogue catalogue,
        Counters counters,
        Optional<ServiceLevels> levels) {

    /** Without service levels. */
    public WebSources(
            LiveView live,
            DelayStore store,
            TrafficSources traffic,
            LossStore losses,
            EventStore events,
            PublicationRule publication,
            Catalogue catalogue,
            Counters counters) {
        this(
                live,
                store,
                traffic,
                losses,
                events,
                publication,
                catalogue,
                counters,
                Optional.empty());
    }

    public WebSources {
        Objects.requireNonNull(levels, "levels");
    }

    /** The windows, without one-way delays of clocks that were in doubt. */
    DelayStore checked() {
        return new ClockCheckedStore(store, events);
    }
}
