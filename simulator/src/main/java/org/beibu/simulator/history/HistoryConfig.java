package org.beibu.simulator.history;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;

/**
 * Which past is made up.
 *
 * @param seed equal seeds give equal histories
 * @param until its end, exclusive; brought to a whole hour
 * @param days how long it is
 * @param exits links out of the bureau
 * @param routes destinations, each through every exit
 */
public record HistoryConfig(
        long seed, Instant until, int days, List<HistoryExit> exits, List<AseanRoute> routes) {
    /** In which days and hours people live. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** How fast traffic grows on all exits together, a year. */
    public static final double USUAL_GROWTH = 0.35;

    public HistoryConfig {
        if (days < 1 || days > 800) {
            throw new IllegalArgumentException("a history has 1 to 800 days, not " + days);
        }
        long hour = Math.floorDiv(until.getEpochSecond(), 3600L) * 3600;
        until = Instant.ofEpochSecond(hour);
        exits = List.copyOf(exits);
        routes = List.copyOf(routes);
    }

    /** Four exits and the first routes of the catalogue, so many of them. */
    public static HistoryConfig usual(long seed, Instant until, int days, int routes) {
        List<AseanRoute> all = Catalogue.bundled().routes();
        return new HistoryConfig(
                seed, until, days, HistoryExit.FOUR, all.subList(0, Math.min(routes, all.size())));
    }
}
