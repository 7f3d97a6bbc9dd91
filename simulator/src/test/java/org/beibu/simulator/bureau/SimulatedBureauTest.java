package org.beibu.simulator.bureau;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.beibu.model.Address;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Exit;
import org.beibu.model.Prefix;
import org.junit.jupiter.api.Test;

class SimulatedBureauTest {
    private final SimulatedBureau bureau = new SimulatedBureau();

    @Test
    void routesAreTheCataloguesWithDocumentationPrefixes() {
        List<AseanRoute> real = Catalogue.bundled().routes();
        List<AseanRoute> simulated = bureau.catalogue().routes();

        assertEquals(15, simulated.size());
        for (int i = 0; i < real.size(); i++) {
            assertEquals(real.get(i).id(), simulated.get(i).id());
            assertEquals(real.get(i).fibreFloorNanos(), simulated.get(i).fibreFloorNanos());
        }
        assertEquals(
                List.of(Prefix.parse("198.51.100.32/28"), Prefix.parse("2001:db8:2::/48")),
                simulated.get(1).prefixes());
        assertEquals(
                List.of(Prefix.parse("198.51.100.240/28"), Prefix.parse("2001:db8:f::/48")),
                simulated.get(14).prefixes());
    }

    @Test
    void hostsBelongToTheirRouteAndTheBureausToNone() {
        for (SimulatedPath path : bureau.paths()) {
            for (int host = 1; host <= 14; host++) {
                assertEquals(path.route(), route(path.routeNumber(), host, false));
                assertEquals(path.route(), route(path.routeNumber(), host, true));
            }
        }
        for (Address address :
                List.of(
                        SimulatedBureau.bureauHost(250, false),
                        SimulatedBureau.bureauHost(250, true),
                        SimulatedBureau.forgedHost(254))) {
            assertNull(bureau.catalogue().lookup(address.high(), address.low()));
        }
        assertEquals("192.0.2.7", SimulatedBureau.bureauHost(7, false).toString());
        assertEquals("2001:db8:ffff::7", SimulatedBureau.bureauHost(7, true).toString());
        assertEquals("203.0.113.9", SimulatedBureau.forgedHost(9).toString());
    }

    private AseanRoute route(int routeNumber, int host, boolean ipv6) {
        Address address = SimulatedBureau.aseanHost(routeNumber, host, ipv6);
        AseanRoute route = bureau.catalogue().lookup(address.high(), address.low());
        assertNotNull(route);
        return route;
    }

    @Test
    void everyRouteGoesThroughEveryExit() {
        Set<String> paths = new TreeSet<>();
        for (SimulatedPath path : bureau.paths()) {
            paths.add(path.route().id() + "/" + path.exit().exit().name());
            assertTrue(path.roundTripNanos() > path.route().fibreFloorNanos());
            assertTrue(path.roundTripNanos() < 2 * path.route().fibreFloorNanos());
        }

        assertEquals(45, paths.size());
        assertEquals(
                List.of("gz-1", "nn-2", "hk-3"), bureau.exits().stream().map(Exit::name).toList());
        assertEquals(
                List.of(101, 102, 103),
                bureau.simulatedExits().stream().map(SimulatedExit::vlan).toList());
    }

    @Test
    void noExitIsBestForAllRoutes() {
        Set<String> best =
                bureau.catalogue().routes().stream()
                        .map(
                                route ->
                                        bureau.paths().stream()
                                                .filter(path -> path.route().equals(route))
                                                .min(
                                                        (a, b) ->
                                                                Long.compare(
                                                                        a.roundTripNanos(),
                                                                        b.roundTripNanos()))
                                                .orElseThrow()
                                                .exit()
                                                .exit()
                                                .name())
                        .collect(Collectors.toSet());

        assertEquals(Set.of("gz-1", "nn-2", "hk-3"), best);
    }

    @Test
    void addedDelayCountsAtOnceAndForItsExitOnly() {
        long[] before = bureau.paths().stream().mapToLong(SimulatedPath::roundTripNanos).toArray();

        bureau.addedDelays().setAdded("hk-3", Duration.ofMillis(30));

        for (int i = 0; i < before.length; i++) {
            SimulatedPath path = bureau.paths().get(i);
            long added = path.exit().vlan() == 103 ? 30_000_000 : 0;
            assertEquals(before[i] + added, path.roundTripNanos());
        }
        assertEquals(Duration.ofMillis(30), bureau.addedDelays().added("hk-3"));
    }
}
