package org.beibu.router.daemon;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.Family;
import org.beibu.router.bgp.session.SessionConfig;
import org.beibu.router.bgp.transport.Md5Key;
import org.beibu.router.bgp.transport.PeerConfig;
import org.beibu.router.guard.OwnMarks;
import org.beibu.router.steer.SteeredRouter;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigSection;

/**
 * One router of the configuration.
 *
 * @param peer how it is reached
 * @param steered how it is told
 */
record RouterElement(PeerConfig peer, SteeredRouter steered) {
    private static final Set<Family> FAMILIES = Set.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST);
    private static final long MOST_PATHS = 6_000_000;

    static RouterElement of(ConfigSection element, OwnMarks own) throws ConfigException {
        String name = element.text(RouterKeys.ROUTER_NAME);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,31}")) {
            throw element.error(
                    RouterKeys.ROUTER_NAME, "must be 1 to 32 letters, digits, '.', '_' and '-'");
        }
        Optional<Address> address =
                element.optionalParsed(RouterKeys.ROUTER_ADDRESS, Address::parse);
        if (address.isEmpty()) {
            throw element.error(RouterKeys.ROUTER_ADDRESS, "is needed");
        }
        PeerConfig.Protection protection =
                new PeerConfig.Protection(
                        element.optionalParsed(RouterKeys.ROUTER_KEY, RouterElement::key)
                                .orElse(null),
                        element.flag(RouterKeys.ROUTER_GTSM));
        PeerConfig peer =
                new PeerConfig(
                        name,
                        address.get(),
                        (int) element.integer(RouterKeys.ROUTER_PORT, 1, 65_535),
                        element.optionalParsed(RouterKeys.ROUTER_LOCAL, Address::parse)
                                .orElse(null),
                        protection,
                        session(element, own));
        SteeredRouter steered =
                new SteeredRouter(
                        name,
                        element.integer(RouterKeys.ROUTER_PREFERENCE, 0, 0xffff_ffffL),
                        element.flag(RouterKeys.ROUTER_FILTERS),
                        template(element));
        return new RouterElement(peer, steered);
    }

    private static SteeredRouter.Template template(ConfigSection element) throws ConfigException {
        Optional<Long> med =
                element.text(RouterKeys.ROUTER_MED).isEmpty()
                        ? Optional.empty()
                        : Optional.of(element.integer(RouterKeys.ROUTER_MED, 0, 0xffff_ffffL));
        return new SteeredRouter.Template(
                med,
                element.listed(RouterKeys.ROUTER_COMMUNITIES, Communities::plain),
                element.listed(RouterKeys.ROUTER_LARGE, Communities::large));
    }

    private static SessionConfig session(ConfigSection element, OwnMarks own)
            throws ConfigException {
        Duration hold = element.duration(RouterKeys.ROUTER_HOLD);
        SessionConfig.Timing usual = SessionConfig.Timing.DEFAULT;
        return element.parsed(
                RouterKeys.ROUTER_ROLE,
                role ->
                        new SessionConfig(
                                new SessionConfig.Speaker(own.asNumber(), own.bgpId()),
                                new SessionConfig.Offer(
                                        FAMILIES, FAMILIES, Set.of(), true, MOST_PATHS),
                                new SessionConfig.Timing(
                                        (int) Math.min(hold.toSeconds(), 0x1_0000),
                                        usual.connectRetry(),
                                        usual.firstRetry(),
                                        usual.longestRetry()),
                                SessionConfig.Role.valueOf(role.toUpperCase(Locale.ROOT))));
    }

    private static Md5Key key(String file) {
        try {
            return Md5Key.read(Path.of(file));
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
