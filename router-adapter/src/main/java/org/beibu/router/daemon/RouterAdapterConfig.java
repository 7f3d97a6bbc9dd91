package org.beibu.router.daemon;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beibu.model.Address;
import org.beibu.model.Exit;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.transport.PeerConfig;
import org.beibu.router.guard.GuardConfig;
import org.beibu.router.guard.OwnMarks;
import org.beibu.router.guard.SteeredExit;
import org.beibu.router.recommendation.Mode;
import org.beibu.router.rib.ExitCandidate.ExitRoute;
import org.beibu.router.steer.ModeRules;
import org.beibu.router.steer.SteeredRouter;
import org.beibu.router.steer.SteeringConfig;
import org.beibu.runtime.admin.AdminAddress;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;
import org.beibu.runtime.config.ExitConfig;
import org.beibu.runtime.config.SharedConfig;

/**
 * The router adapter's configuration: sections {@code shared} and {@code router_adapter}.
 *
 * @param shared data directory, exits, catalogue
 * @param routers the routers, each with a session
 * @param listen where connections of routers are awaited
 * @param bmp where routers bring BMP, empty for nowhere
 * @param steering how steering is set up
 * @param exits by what the paths of an exit are known
 * @param sources where recommendations and validated payloads come from
 * @param web the candidate feed and the commands
 */
public record RouterAdapterConfig(
        SharedConfig shared,
        List<PeerConfig> routers,
        List<InetSocketAddress> listen,
        Optional<InetSocketAddress> bmp,
        SteeringConfig steering,
        List<ExitRoute> exits,
        Sources sources,
        InetSocketAddress web) {

    /** All keys of section {@code router_adapter}. */
    public static final List<ConfigKey> KEYS = RouterKeys.ALL;

    private static final Pattern COMMUNITY = Pattern.compile("([0-9]{1,5}):([0-9]{1,5})");

    /**
     * Where recommendations and validated payloads come from.
     *
     * @param recommendations the analyzer's feed, empty for none
     * @param interval how often it is asked
     * @param vrps file of validated ROA payloads, empty for none
     * @param probes probes that the adapter listens to itself
     * @param probesInterval how often they are asked
     */
    record Sources(
            Optional<URI> recommendations,
            Duration interval,
            Optional<Path> vrps,
            List<PulseSource> probes,
            Duration probesInterval) {}

    public RouterAdapterConfig {
        routers = List.copyOf(routers);
        listen = List.copyOf(listen);
        exits = List.copyOf(exits);
    }

    /**
     * The configuration of a file.
     *
     * @throws ConfigException naming line and column
     */
    public static RouterAdapterConfig from(ConfigFile file, SharedConfig shared)
            throws ConfigException {
        ConfigSection section = file.section("router_adapter", KEYS);
        long asNumber = needed(section, RouterKeys.AS_NUMBER, RouterAdapterConfig::asNumber);
        Address bgpId = needed(section, RouterKeys.BGP_ID, RouterAdapterConfig::bgpId);
        int marker = needed(section, RouterKeys.MARKER, RouterAdapterConfig::community);
        OwnMarks own = new OwnMarks(asNumber, bgpId, marker);
        List<RouterElement> elements = elements(section, own);
        Set<String> names = new HashSet<>();
        for (RouterElement element : elements) {
            names.add(element.peer().router());
        }
        List<Exit> exits = exits(shared, names);
        return new RouterAdapterConfig(
                shared,
                elements.stream().map(RouterElement::peer).toList(),
                section.listed(RouterKeys.LISTEN, RouterAdapterConfig::socket),
                section.optionalParsed(RouterKeys.BMP_LISTEN, RouterAdapterConfig::socket),
                steering(section, own, elements, exits),
                exits.stream().map(RouterAdapterConfig::exitRoute).toList(),
                new Sources(
                        section.optionalParsed(RouterKeys.FEED, URI::create),
                        between(
                                section,
                                RouterKeys.FEED_INTERVAL,
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(1)),
                        section.optionalParsed(RouterKeys.VRPS, Path::of),
                        section.listed(
                                RouterKeys.PROBES, text -> PulseSource.parse(text, shared.data())),
                        between(
                                section,
                                RouterKeys.PROBES_INTERVAL,
                                Duration.ofMillis(20),
                                Duration.ofSeconds(2))),
                new InetSocketAddress(
                        section.text(RouterKeys.WEB_ADDRESS),
                        (int) section.integer(RouterKeys.WEB_PORT, 0, 65_535)));
    }

    /**
     * Finds mistakes in a file; one without the section has none.
     *
     * @throws ConfigException naming line and column
     */
    public static void check(ConfigFile file, SharedConfig shared) throws ConfigException {
        ConfigSection section = file.section("router_adapter", KEYS);
        if (!section.list("routers").isEmpty() || !section.text(RouterKeys.AS_NUMBER).isEmpty()) {
            from(file, shared);
        }
    }

    private static <T> T needed(ConfigSection section, ConfigKey key, Function<String, T> parser)
            throws ConfigException {
        Optional<T> value = section.optionalParsed(key, parser);
        if (value.isEmpty()) {
            throw section.error(key, "is needed");
        }
        return value.get();
    }

    private static List<RouterElement> elements(ConfigSection section, OwnMarks own)
            throws ConfigException {
        List<RouterElement> elements = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ConfigSection one : section.list("routers")) {
            RouterElement element = RouterElement.of(one, own);
            if (!seen.add(element.peer().router())
                    || !seen.add(element.peer().address().toString())) {
                throw one.error(RouterKeys.ROUTER_NAME, "two routers share a name or an address");
            }
            elements.add(element);
        }
        if (elements.isEmpty()) {
            throw section.error(RouterKeys.ROUTER_NAME, "router_adapter.routers names no router");
        }
        return elements;
    }

    /** Exits that have a next hop at one of our routers; others cannot be steered to. */
    private static List<Exit> exits(SharedConfig shared, Set<String> routers) {
        return shared.exits().stream()
                .map(ExitConfig::exit)
                .filter(exit -> !exit.nextHop().isEmpty() && routers.contains(exit.router()))
                .toList();
    }

    private static ExitRoute exitRoute(Exit exit) {
        return new ExitRoute(exit.name(), exit.router(), Set.of(Address.parse(exit.nextHop())));
    }

    private static SteeringConfig steering(
            ConfigSection section, OwnMarks own, List<RouterElement> elements, List<Exit> exits)
            throws ConfigException {
        List<String> routers = elements.stream().map(e -> e.peer().router()).toList();
        List<SteeredRouter> steered = elements.stream().map(RouterElement::steered).toList();
        return new SteeringConfig(
                section.flag(RouterKeys.STEERING),
                ModeRules.everywhere(section.parsed(RouterKeys.MODE, Mode::parse)),
                exits.stream()
                        .map(
                                exit ->
                                        new SteeredExit(
                                                exit.name(),
                                                routers,
                                                List.of(Address.parse(exit.nextHop()))))
                        .toList(),
                steered,
                own,
                guards(section),
                SteeringConfig.Times.USUAL);
    }

    private static GuardConfig guards(ConfigSection section) throws ConfigException {
        GuardConfig usual = GuardConfig.defaults();
        GuardConfig.Prefixes allowing =
                GuardConfig.Prefixes.allowing(section.listed(RouterKeys.ALLOW, Prefix::parse));
        GuardConfig.Pace pace = usual.pace();
        return new GuardConfig(
                new GuardConfig.Prefixes(
                        allowing.allowed(),
                        section.listed(RouterKeys.OWN, Prefix::parse),
                        allowing.ipv4(),
                        allowing.ipv6()),
                usual.recommendations(),
                usual.evidence(),
                new GuardConfig.Probes(
                        usual.probes().quorum(),
                        usual.probes().mostIntervals(),
                        section.duration(RouterKeys.SETTLE)),
                new GuardConfig.Pace(
                        (int) section.integer(RouterKeys.PER_MINUTE, 1, 100_000),
                        (int) section.integer(RouterKeys.PER_HOUR, 1, 100_000),
                        section.share(RouterKeys.STEP_SHARE),
                        pace.step(),
                        section.duration(RouterKeys.DWELL),
                        (int) section.integer(RouterKeys.MOST_OVERRIDES, 1, 100_000),
                        Math.min(
                                pace.mostPerExit(),
                                (int) section.integer(RouterKeys.MOST_OVERRIDES, 1, 100_000))),
                List.of());
    }

    private static Duration between(
            ConfigSection section, ConfigKey key, Duration shortest, Duration longest)
            throws ConfigException {
        Duration value = section.duration(key);
        if (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0) {
            throw section.error(key, "must be " + shortest + " to " + longest);
        }
        return value;
    }

    private static long asNumber(String text) {
        if (!text.matches("[1-9][0-9]{0,9}") || Long.parseLong(text) > 0xffff_ffffL) {
            throw new IllegalArgumentException("not an AS number: '" + text + "'");
        }
        return Long.parseLong(text);
    }

    private static Address bgpId(String text) {
        Address id = Address.parse(text);
        if (!id.isIpv4() || id.low() == Address.ipv4Low(0)) {
            throw new IllegalArgumentException("not a BGP Identifier: '" + text + "'");
        }
        return id;
    }

    private static int community(String text) {
        Matcher matcher = COMMUNITY.matcher(text);
        int high = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        int low = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
        if (high < 1 || high > 0xffff || low > 0xffff) {
            throw new IllegalArgumentException("not a community, AS:VALUE: '" + text + "'");
        }
        return high << 16 | low;
    }

    private static InetSocketAddress socket(String text) {
        AdminAddress address = AdminAddress.parse(text);
        return new InetSocketAddress(address.address().toString(), address.port());
    }
}
