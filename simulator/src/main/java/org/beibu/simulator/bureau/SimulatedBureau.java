package org.beibu.simulator.bureau;

import java.util.ArrayList;
import java.util.List;
import org.beibu.model.Address;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Exit;
import org.beibu.model.Prefix;

/**
 * The simulated bureau: every route of the catalogue through every one of three exits. Route number
 * i (from 1) has the prefixes 198.51.100.(16 i)/28 and 2001:db8:i::/48; hosts of the bureau are in
 * 192.0.2.0/24 and 2001:db8:ffff::/48; forged sources are in 203.0.113.0/24.
 */
public final class SimulatedBureau {
    private static final int MOST_ROUTES = 15; // that many /28 behind the first fit in a /24
    private static final long IPV6_HIGH = 0x2001_0db8_0000_0000L;

    private final List<SimulatedExit> simulatedExits;
    private final Catalogue catalogue;
    private final List<SimulatedPath> paths;
    private final AddedDelays addedDelays;

    /** The bureau with the bundled catalogue's routes. */
    public SimulatedBureau() {
        simulatedExits =
                List.of(
                        new SimulatedExit(
                                new Exit("gz-1", "edge-1", "192.0.2.251", "gz-1", 64501), 101, 0),
                        new SimulatedExit(
                                new Exit("nn-2", "edge-2", "192.0.2.252", "nn-2", 64502), 102, 1),
                        new SimulatedExit(
                                new Exit("hk-3", "edge-3", "192.0.2.253", "hk-3", 64503), 103, 2));
        catalogue = documentationCatalogue(Catalogue.bundled());
        addedDelays = new AddedDelays(exits().stream().map(Exit::name).toList());
        List<SimulatedPath> all = new ArrayList<>();
        for (int i = 0; i < catalogue.routes().size(); i++) {
            for (SimulatedExit exit : simulatedExits) {
                all.add(new SimulatedPath(catalogue.routes().get(i), i + 1, exit, addedDelays));
            }
        }
        paths = List.copyOf(all);
    }

    /** The routes with their documentation prefixes. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** The exits. */
    public List<Exit> exits() {
        return simulatedExits.stream().map(SimulatedExit::exit).toList();
    }

    /** The exits with their VLAN ids. */
    public List<SimulatedExit> simulatedExits() {
        return simulatedExits;
    }

    /** Every route through every exit. */
    public List<SimulatedPath> paths() {
        return paths;
    }

    /** The delays that can be added while the simulation runs. */
    public AddedDelays addedDelays() {
        return addedDelays;
    }

    /** The host with this number (1 to 14) behind a route. */
    public static Address aseanHost(int routeNumber, int host, boolean ipv6) {
        return ipv6
                ? new Address(IPV6_HIGH | (long) routeNumber << 16, host)
                : new Address(0, Address.ipv4Low(0xc633_6400 + 16 * routeNumber + host));
    }

    /** The bureau's host with this number (1 to 250). */
    public static Address bureauHost(int host, boolean ipv6) {
        return ipv6
                ? new Address(IPV6_HIGH | 0xffff_0000L, host)
                : new Address(0, Address.ipv4Low(0xc000_0200 + host));
    }

    /** A forged source address, by number (1 to 254). */
    public static Address forgedHost(int host) {
        return new Address(0, Address.ipv4Low(0xcb00_7100 + host));
    }

    private static Catalogue documentationCatalogue(Catalogue real) {
        List<AseanRoute> routes = new ArrayList<>();
        for (AseanRoute route : real.routes()) {
            int number = routes.size() + 1;
            if (number > MOST_ROUTES) {
                throw new IllegalStateException(
                        "the catalogue has more routes than documentation prefixes: "
                                + real.routes().size());
            }
            routes.add(
                    new AseanRoute(
                            route.id(),
                            route.countryCode(),
                            route.country(),
                            route.destination(),
                            route.latitude(),
                            route.longitude(),
                            List.of(
                                    Prefix.containing(aseanHost(number, 0, false), 28),
                                    Prefix.containing(aseanHost(number, 0, true), 48))));
        }
        return new Catalogue(routes);
    }
}
