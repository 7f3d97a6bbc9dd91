package org.beibu.probe.active;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.beibu.model.Address;
import org.beibu.model.Catalogue;
import org.beibu.model.Method;
import org.beibu.model.PathId;
import org.beibu.probe.ProbeConfig;
import org.beibu.probe.dns.DnsQuestion;
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

    @Test
    void eachMethodHasItsTargetsAndDefaults() throws ConfigException {
        String route = "route: " + ROUTE;
        String slow = "interval: 1s";
        SessionConfig connect =
                sessions(route, slow, "target: 192.0.2.1", "method: tcp-connect").get(0);
        assertEquals("192.0.2.1:443", connect.targetText());
        assertEquals(Method.TCP_CONNECT, connect.method());
        assertEquals(Duration.ofMillis(900), connect.stream().lossThreshold());

        SessionConfig echo =
                sessions(route, slow, "target: 2001:db8::1", "method: icmp-echo").get(0);
        assertEquals("2001:db8::1", echo.targetText());
        assertEquals(Method.ICMPV6_ECHO, echo.method());

        SessionConfig dns =
                sessions(route, slow, "target: 192.0.2.1", "method: dns", "query: example.com/SOA")
                        .get(0);
        assertEquals("192.0.2.1:53", dns.targetText());
        assertEquals(new Asking.Dns(new DnsQuestion("example.com", 6, false)), dns.asking());
    }

    @Test
    void whatDoesNotFitItsMethodIsRefused() {
        String route = "route: " + ROUTE;
        String target = "target: 192.0.2.1";
        assertTrue(refusal(route, target, "method: sonar").contains("not one of stamp"));
        assertTrue(refusal(route, target, "method: dns").contains("needs a name"));
        assertTrue(refusal(route, target, "query: example.com").contains("only method dns"));
        assertTrue(refusal(route, "target: 192.0.2.1:7", "method: icmp-echo").contains("no ports"));
        assertTrue(
                refusal(route, target, "method: tcp-connect", "octets: 100")
                        .contains("cannot be chosen"));
    }

    @Test
    void theRateToOneTargetIsOfAllItsSessionsButThoseOfStamp() throws ConfigException {
        String route = "route: " + ROUTE;
        SessionConfig echo =
                sessions(route, "target: 192.0.2.1", "method: icmp-echo", "interval: 50ms").get(0);
        SessionConfig connect =
                sessions(route, "target: 192.0.2.1", "method: tcp-connect", "interval: 50ms")
                        .get(0);
        SessionConfig stamp = sessions(route, "target: 192.0.2.1", "interval: 50ms").get(0);
        SessionRates rates = new SessionRates(1_000, 30);

        assertEquals(Optional.empty(), rates.add(echo));
        assertEquals(Optional.empty(), rates.add(stamp));
        assertEquals(
                Optional.of("probe.active.target_rate permits to 192.0.2.1"), rates.add(connect));
    }

    @Test
    void aGroupOfHostsIsNoTarget() {
        for (String group : new String[] {"224.0.0.1", "239.1.2.3", "ff02::1"}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            new SessionConfig(
                                    new PathId("sg", "-"),
                                    Address.parse(group),
                                    0,
                                    Steering.NONE,
                                    new Stream(
                                            Duration.ofSeconds(1), false, 0, Duration.ofSeconds(1)),
                                    new Asking.Echo()),
                    group);
        }
    }
}
