package org.beibu.router.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.beibu.model.Prefix;
import org.beibu.router.bgp.session.SessionConfig;
import org.beibu.router.recommendation.Mode;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterAdapterConfigTest {
    private static final String GOOD =
            """
            shared:
              exits:
                - {name: hk-1, router: pe1, next_hop: 192.0.2.34}
                - {name: sg-2, router: pe1, next_hop: 192.0.2.38}
                - {name: other, router: pe9, next_hop: 192.0.2.42}
                - {name: unknown}
            router_adapter:
              as_number: 64500
              bgp_id: 192.0.2.2
              marker: 64500:911
              allow: 198.51.100.0/24, 2001:db8::/32
              settle: 30s
              routers:
                - {name: pe1, address: 192.0.2.1, role: both, hold_time: 3s, gtsm: true}
            """;

    private static RouterAdapterConfig read(String text) throws ConfigException {
        ConfigFile file = ConfigFile.parse("beibu.yaml", text);
        return RouterAdapterConfig.from(file, SharedConfig.from(file));
    }

    @Test
    void theDefaultsAreCautious() throws ConfigException {
        RouterAdapterConfig config = read(GOOD);

        assertEquals(Mode.SHADOW, config.steering().modes().general());
        assertTrue(config.listen().isEmpty() && config.bmp().isEmpty());
        assertTrue(config.sources().recommendations().isEmpty());
        assertEquals(64500 << 16 | 911, config.steering().own().marker());
        assertEquals(Duration.ofSeconds(30), config.steering().guards().probes().window());
        assertEquals("127.0.0.1", config.web().getHostString());
        assertFalse(config.steering().routers().get(0).filtersByMarker());
    }

    @Test
    void onlyExitsWithANextHopAtOurRoutersAreSteeredTo() throws ConfigException {
        RouterAdapterConfig config = read(GOOD);

        assertEquals(2, config.exits().size());
        assertEquals("hk-1", config.steering().exits().get(0).name());
        assertEquals("sg-2", config.steering().exits().get(1).name());
    }

    @Test
    void aRouterIsReadWhole() throws ConfigException {
        var router = read(GOOD).routers().get(0);

        assertEquals("pe1", router.router());
        assertEquals(179, router.port());
        assertEquals(SessionConfig.Role.BOTH, router.session().role());
        assertEquals(3, router.session().timing().holdSeconds());
        assertTrue(router.protection().gtsm());
    }

    @Test
    void onlyAllowedPrefixesAreAllowed() throws ConfigException {
        assertTrue(
                read(GOOD)
                        .steering()
                        .guards()
                        .prefixes()
                        .allowed()
                        .contains(Prefix.parse("2001:db8::/32")));
        assertTrue(
                read(GOOD.replace("  allow: 198.51.100.0/24, 2001:db8::/32\n", ""))
                        .steering()
                        .guards()
                        .prefixes()
                        .allowed()
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "as_number: 64500, as_number: 0, not an AS number",
        "bgp_id: 192.0.2.2, bgp_id: 0.0.0.0, not a BGP Identifier",
        "marker: 64500:911, marker: 911, not a community",
        "role: both, role: passive, role",
        "hold_time: 3s, hold_time: 1s, hold time",
        "address: 192.0.2.1, address: pe1.example, not an IP address",
        "allow: 198.51.100.0/24, allow: 198.51.100.1/24, host bits",
        "settle: 30s, setle: 30s, settle",
        "as_number: 64500, mode: shadow, as_number"
    })
    void aMistakeIsNamedInOneLine(String right, String wrong, String named) {
        ConfigException e =
                assertThrows(ConfigException.class, () -> read(GOOD.replace(right, wrong)));

        String line = String.valueOf(e.getMessage());
        assertTrue(line.contains(named) && !line.contains("\n"), line);
        assertTrue(line.startsWith("beibu.yaml"), line);
    }

    @Test
    void twoRoutersOfOneAddressAreRefused() {
        String second = GOOD + "    - {name: pe2, address: 192.0.2.1}\n";

        assertTrue(
                String.valueOf(assertThrows(ConfigException.class, () -> read(second)).getMessage())
                        .contains("share a name or an address"));
    }

    @Test
    void aFileWithoutTheSectionHasNoMistake() throws ConfigException {
        ConfigFile file = ConfigFile.parse("beibu.yaml", "");

        RouterAdapterConfig.check(file, SharedConfig.from(file));
    }
}
