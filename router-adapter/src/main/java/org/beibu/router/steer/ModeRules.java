package org.beibu.router.steer;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.beibu.router.recommendation.Mode;
import org.beibu.router.recommendation.Recommendation;

/**
 * Which mode holds where. Where several of the three exceptions apply, the most cautious does; a
 * hint in the recommendation counts when it is more cautious still.
 *
 * @param general where no exception applies
 * @param routes exceptions by id of the AseanRoute
 * @param exits exceptions by name of the exit that is moved to
 * @param routers exceptions by name of the router
 */
public record ModeRules(
        Mode general,
        Map<String, Mode> routes,
        Map<String, Mode> exits,
        Map<String, Mode> routers) {

    /** Shadow everywhere, the default. */
    public static final ModeRules SHADOW = everywhere(Mode.SHADOW);

    public ModeRules {
        routes = Map.copyOf(routes);
        exits = Map.copyOf(exits);
        routers = Map.copyOf(routers);
    }

    /** The same mode everywhere. */
    public static ModeRules everywhere(Mode mode) {
        return new ModeRules(mode, Map.of(), Map.of(), Map.of());
    }

    /** The mode of this recommendation on this router. */
    public Mode of(Recommendation recommendation, String router) {
        Mode configured =
                Stream.of(
                                Optional.ofNullable(routes.get(recommendation.move().routeId())),
                                Optional.ofNullable(exits.get(recommendation.move().toExit())),
                                Optional.ofNullable(routers.get(router)))
                        .flatMap(Optional::stream)
                        .reduce(Mode::orMoreCautious)
                        .orElse(general);
        return recommendation.mode().map(configured::orMoreCautious).orElse(configured);
    }
}
