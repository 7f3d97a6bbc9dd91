package org.beibu.analyzer.web;

import org.beibu.analyzer.live.LiveView;
import org.beibu.analyzer.publish.PublicationRule;
import org.beibu.analyzer.store.DelayStore;
import org.beibu.model.Catalogue;
import org.beibu.runtime.counters.Counters;

/**
 * Everything that the web server shows.
 *
 * @param live the snapshots
 * @param store the windows, through a connection that nobody else uses
 * @param traffic what paths carried, through the same connection
 * @param publication what of passive timings may be shown; the store above shows no more
 * @param catalogue the routes
 * @param counters the process' counters
 */
public record WebSources(
        LiveView live,
        DelayStore store,
        TrafficSources traffic,
        PublicationRule publication,
        Catalogue catalogue,
        Counters counters) {}
