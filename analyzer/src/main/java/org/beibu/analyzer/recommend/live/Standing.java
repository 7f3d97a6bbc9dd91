package org.beibu.analyzer.recommend.live;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.beibu.analyzer.recommend.held.CandidateFeed;
import org.beibu.analyzer.recommend.held.Candidates;
import org.beibu.analyzer.recommend.held.Grouping;
import org.beibu.analyzer.recommend.held.Groups;
import org.beibu.analyzer.recommend.held.Traffic;
import org.beibu.model.Catalogue;
import org.beibu.model.Prefix;

/**
 * Which exit each group of prefixes takes now: by the router adapter's candidates where it is asked
 * for them, else by the traffic. Belongs to the agent's thread.
 */
final class Standing {
    private final Catalogue catalogue;
    private final Optional<CandidateFeed> feed;
    private Traffic traffic = Traffic.NONE;

    Standing(Catalogue catalogue, Optional<CandidateFeed> feed) {
        this.catalogue = catalogue;
        this.feed = feed;
    }

    void poll(long now) {
        feed.ifPresent(asked -> asked.poll(now));
    }

    void carries(Traffic newest) {
        traffic = newest;
    }

    Traffic traffic() {
        return traffic;
    }

    /** Why nothing is known; empty when it is. */
    Optional<String> complaint(long now) {
        return feed.filter(asked -> asked.newest(now).isEmpty()).map(CandidateFeed::complaint);
    }

    /**
     * The groups; none while the candidates are too old.
     *
     * @param now monotonic nanoseconds
     * @param kept prefixes of groups with a living offer
     */
    Groups groups(long now, Map<String, Set<Prefix>> kept) {
        if (feed.isEmpty()) {
            return Grouping.byTraffic(catalogue, traffic);
        }
        Optional<Candidates> newest = feed.get().newest(now);
        return newest.map(held -> Grouping.byCandidates(catalogue, traffic, held, kept))
                .orElse(Groups.NONE);
    }
}
