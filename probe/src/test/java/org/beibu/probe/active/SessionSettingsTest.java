package org.beibu.probe.active;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.model.Catalogue;
import org.beibu.model.PathId;
import org.beibu.probe.ProbeConfig;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.junit.jupiter.api.Test;

class SessionSettingsTest {
    private static final String ROUTE = Catalogue.bundled().routes().get(0).id();
    private static final String HEAD =
            """
            shared:
              exits:
                - name: hk-3
                  vlan: 100
            probe:
              active:
                allow: 192.0.2.0/24, 2001:db8::/32
                rate: 100
              sessions:
            """;

    private static List<SessionConfig> sessions(String... lines) throws ConfigException {
        String list = "    - " + String.join("\n      ", lines) + "\n";
        return ProbeConfig.from(ConfigFile.parse("beibu.yaml", HEAD + list)).sessions();
    }

    private static String refusal(String... lines) {
        return String.valueOf(
                assertThrows(ConfigException.class, () -> sessions(lines)).getMessage());
    }

    @Test
    void aSessionIsReadWithItsDefaults() throws ConfigException {
        SessionConfig session = sessions("route: " + ROUTE, "target: 192.0.2.1").get(0);

        assertEquals(new PathId(ROUTE, "-"), session.path());
        assertEquals("192.0.2.1:862", session.targetText());
        assertEquals(Steering.NONE, session.steering());
        assertEquals(
                new Stream(Duration.ofMillis(100), false, 0, Duration.ofSeconds(3)),
                session.stream());
    }

    @Test
    void everythingCanBeSet() throws ConfigException {
        SessionConfig session =
                sessions(
                                "route: " + ROUTE,
                                "exit: hk-3",
                                "target: '[2001:db8::1]:8620'",
                                "source: 2001:db8::2",
                                "dscp: 46",
                                "mark: 7",
                                "interval: 20ms",
                                "schedule: poisson",
                                "octets: 100",
                                "loss_threshold: 1s")
                        .get(0);

        assertEquals("[2001:db8::1]:8620", session.targetText());
        assertEquals(
                new Steering(Optional.of(Address.parse("2001:db8::2")), 46, 7), session.steering());
        assertEquals(
                new Stream(Duration.ofMillis(20), true, 100, Duration.ofSeconds(1)),
                session.stream());
    }

    @Test
    void targetsOutsideTheAllowListAreRefused() {
        String why = refusal("route: " + ROUTE, "target: 198.51.100.1");

        assertTrue(why.contains("probe.sessions[0].target"), why);
        assertTrue(why.contains("probe.active.allow"), why);
    }

    @Test
    void morePacketsThanTheRateAreRefused() {
        String why = refusal("route: " + ROUTE, "target: 192.0.2.1", "interval: 9ms");

        assertTrue(why.contains("probe.active.rate"), why);
    }

    @Test
    void namesThatNobodyKnowsAreRefused() {
        assertTrue(refusal("route: atlantis", "target: 192.0.2.1").contains("'atlantis'"));
        assertTrue(
                refusal("route: " + ROUTE, "exit: gz-9", "target: 192.0.2.1").contains("'gz-9'"));
        assertTrue(refusal("route: " + ROUTE).contains("is missing"));
        assertTrue(
                refusal("route: " + ROUTE, "target: 192.0.2.1", "source: 2001:db8::1")
                        .contains("address family"));
        assertTrue(
                refusal("route: " + ROUTE, "target: 192.0.2.1", "octets: 46").contains("octets"));
    }
}
