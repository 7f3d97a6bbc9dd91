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
import org.beibu.model.Address;
import org.beibu.router.bgp.transport.PeerConfig;
import org.beibu.router.guard.OwnMarks;
import org.beibu.router.rib.ExitCandidate.ExitRoute;
import org.beibu.router.steer.SteeringConfig;
import org.beibu.runtime.admin.AdminAddress;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.ConfigKey;
import org.beibu.runtime.config.ConfigSection;
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

    /**
     * Where recommendations and validated payloads come from.
     *
     * @param recommendations the analyzer's feed, empty for none
     * @param interval how often it is asked
     * @param vrps file of validated ROA payloads, empty for none
     * @param rtr cache of validated payloads instead of the file, empty for none
     * @param probes probes that the adapter listens to itself
     * @param probesInterval how often they are asked
     */
    record Sources(
            Optional<URI> recommendations,
            Duration interval,
            Optional<Path> vrps,
            Optional<InetSocketAddress> rtr,
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
        int marker = needed(section, RouterKeys.MARKER, Communities::plain);
        OwnMarks own = new OwnMarks(asNumber, bgpId, marker);
        List<RouterElement> elements = elements(section, own);
        Set<String> names = new HashSet<>();
        for (RouterElement element : elements) {
            names.add(element.peer().router());
        }
        ExitNextHops exits = ExitNextHops.of(section, shared, names);
        return new RouterAdapterConfig(
                shared,
                elements.stream().map(RouterElement::peer).toList(),
                section.listed(RouterKeys.LISTEN, RouterAdapterConfig::socket),
                section.optionalParsed(RouterKeys.BMP_LISTEN, RouterAdapterConfig::socket),
                SteeringSection.read(section, own, elements, exits, shared),
                exits.routes(),
                new Sources(
                        section.optionalParsed(RouterKeys.FEED, URI::create),
                        between(
                                section,
                                RouterKeys.FEED_INTERVAL,
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(1)),
                        section.optionalParsed(RouterKeys.VRPS, Path::of),
                        rtr(section),
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

    private static Optional<InetSocketAddress> rtr(ConfigSection section) throws ConfigException {
        Optional<InetSocketAddress> cache =
                section.optionalParsed(RouterKeys.RTR, RouterAdapterConfig::socket);
        if (cache.isPresent() && !section.text(RouterKeys.VRPS).isEmpty()) {
            throw section.error(RouterKeys.RTR, "either a cache or a file (vrps), not both");
        }
        return cache;
    }

    private static InetSocketAddress socket(String text) {
        AdminAddress address = AdminAddress.parse(text);
        return new InetSocketAddress(address.address().toString(), address.port());
    }
}
