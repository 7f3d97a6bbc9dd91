package org.beibu.router.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.beibu.model.Address;
import org.beibu.model.Prefix;
import org.beibu.router.rib.LearnedPath;
import org.junit.jupiter.api.Test;

/** An exit at pe: pe has the exit's own next hop, pe2 that of pe (next-hop-self). */
class SupportTest {
    private static final OwnMarks OWN =
            new OwnMarks(64500, Address.parse("192.0.2.9"), 64500 << 16 | 911);
    private static final String FOUR = "203.0.113.0/24";
    private static final String SIX = "2001:db8:1::/48";
    private static final SteeredExit EXIT =
            new SteeredExit(
                    "exit-b",
                    Map.of(
                            "pe",
                            List.of(Address.parse("198.51.100.2"), Address.parse("2001:db8:b::2")),
                            "pe2",
                            List.of(Address.parse("192.0.2.250"))));

    private final FakeRib rib = new FakeRib();

    private List<String> nextHops(String router, String prefix) {
        return Support.of(rib, router, Prefix.parse(prefix), EXIT, OWN).byNextHop().stream()
                .map(LearnedPath::nextHop)
                .map(Address::toString)
                .toList();
    }

    @Test
    void aPathSupportsOnlyByTheNextHopsOfItsOwnRouter() {
        for (String router : List.of("pe", "pe2")) {
            rib.add(FakeRib.path(router, FOUR, "198.51.100.2", 64510L));
            rib.add(FakeRib.path(router, FOUR, "192.0.2.250", 64510L));
        }

        assertEquals(List.of("198.51.100.2"), nextHops("pe", FOUR));
        assertEquals(List.of("192.0.2.250"), nextHops("pe2", FOUR));
    }

    @Test
    void bothFamiliesOfAnExitAreKnown() {
        rib.add(FakeRib.path("pe", SIX, "2001:db8:b::2", 64510L));
        rib.add(FakeRib.path("pe2", SIX, "2001:db8:b::2", 64510L));

        assertEquals(List.of("2001:db8:b::2"), nextHops("pe", SIX));
        assertTrue(nextHops("pe2", SIX).isEmpty());
    }

    @Test
    void aRouterWithoutNextHopsForTheExitHasNoSupport() {
        rib.add(FakeRib.path("pe3", FOUR, "198.51.100.2", 64510L));

        assertTrue(nextHops("pe3", FOUR).isEmpty());
        assertEquals(List.of("pe", "pe2"), EXIT.routers());
    }
}
