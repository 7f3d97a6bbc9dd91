package org.beibu.router.steer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.beibu.router.guard.GuardConfig;
import org.beibu.router.guard.OwnMarks;
import org.beibu.router.guard.SteeredExit;

/**
 * How steering is set up.
 *
 * @param on the switch that outranks all others
 * @param modes which mode holds where
 * @param exits exits that traffic may be steered to
 * @param routers routers that may be told
 * @param own by what our announcements are known
 * @param guards the limits of the guardrails
 * @param times how long things last
 */
public record SteeringConfig(
        boolean on,
        ModeRules modes,
        List<SteeredExit> exits,
        List<SteeredRouter> routers,
        OwnMarks own,
        GuardConfig guards,
        Times times) {

    public SteeringConfig {
        exits = List.copyOf(exits);
        routers = List.copyOf(routers);
    }

    /**
     * How long things last.
     *
     * @param lease how long a recommendation lives without being issued again
     * @param proposal how long a proposal waits for a person
     * @param confirm how soon a router has to be seen to use an override
     * @param hold how long a prefix is left alone after an override did not work
     * @param feed how long the feed may be silent
     * @param confirmationRequired whether an override of which nothing tells is withdrawn too
     */
    public record Times(
            Duration lease,
            Duration proposal,
            Duration confirm,
            Duration hold,
            Duration feed,
            boolean confirmationRequired) {
        /** The defaults. */
        public static final Times USUAL =
                new Times(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30),
                        false);
    }

    /** The exit with this name. */
    Optional<SteeredExit> exit(String name) {
        return exits.stream().filter(exit -> exit.name().equals(name)).findFirst();
    }

    /** The router with this name. */
    Optional<SteeredRouter> router(String name) {
        return routers.stream().filter(router -> router.name().equals(name)).findFirst();
    }
}
