package org.beibu.router.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.beibu.model.Address;
import org.beibu.router.bgp.message.LargeCommunity;
import org.beibu.router.guard.SteeredExit;
import org.beibu.router.recommendation.Mode;
import org.beibu.router.steer.ModeRules;
import org.beibu.router.steer.SteeredRouter;
import org.beibu.runtime.config.ConfigException;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exceptions, templates, next hops, windows, probes and caches in the configuration. */
class SteeringSectionTest {
    private static final String GOOD =
            """
            shared:
              exits:
                - {name: hk-1, router: pe1, next_hop: 192.0.2.34}
                - {name: sg-2, router: pe2}
            router_adapter:
              as_number: 64500
              bgp_id: 192.0.2.2
              marker: 64500:911
              mode: auto
              change_windows: 'mon-fri 02:00-05:00 Asia/Shanghai, sat-sun 00:00-06:00 UTC'
              probes: local, 127.0.0.1:9600
              probes_interval: 50ms
              rtr: '192.0.2.20:3323'
              modes:
                - {router: pe2, mode: shadow}
                - {exit: sg-2, mode: approve}
                - {route: SG-SIN, mode: approve}
              next_hops:
                - {exit: hk-1, addresses: '2001:db8::34'}
                - {exit: hk-1, router: pe2, addresses: '192.0.2.250, 2001:db8::250'}
                - {exit: sg-2, router: pe2, addresses: 192.0.2.38}
              routers:
                - {name: pe1, address: 192.0.2.1, med: 50, communities: '64500:7, 64501:8'}
                - {name: pe2, address: 192.0.2.3, large_communities: '64500:1:4294967295'}
            """;

    private static RouterAdapterConfig read(String text) throws ConfigException {
        ConfigFile file = ConfigFile.parse("beibu.yaml", text);
        return RouterAdapterConfig.from(file, SharedConfig.from(file));
    }

    private static List<Address> addresses(String... texts) {
        return List.of(texts).stream().map(Address::parse).toList();
    }

    @Test
    void modesHaveExceptionsByRouteExitAndRouter() throws ConfigException {
        ModeRules modes = read(GOOD).steering().modes();

        assertEquals(
                new ModeRules(
                        Mode.AUTO,
                        Map.of("SG-SIN", Mode.APPROVE),
                        Map.of("sg-2", Mode.APPROVE),
                        Map.of("pe2", Mode.SHADOW)),
                modes);
    }

    @Test
    void eachRouterHasItsTemplate() throws ConfigException {
        List<SteeredRouter> routers = read(GOOD).steering().routers();

        assertEquals(
                new SteeredRouter.Template(
                        Optional.of(50L), List.of(64500 << 16 | 7, 64501 << 16 | 8), List.of()),
                routers.get(0).template());
        assertEquals(
                List.of(new LargeCommunity(64500, 1, 4_294_967_295L)),
                routers.get(1).template().large());
    }

    @Test
    void anExitHasNextHopsOfItsOwnOnEachRouter() throws ConfigException {
        Map<String, SteeredExit> exits =
                read(GOOD).steering().exits().stream()
                        .collect(Collectors.toMap(SteeredExit::name, exit -> exit));

        assertEquals(
                new SteeredExit(
                        "hk-1",
                        Map.of(
                                "pe1",
                                addresses("192.0.2.34", "2001:db8::34"),
                                "pe2",
                                addresses("192.0.2.250", "2001:db8::250"))),
                exits.get("hk-1"));
        assertEquals(
                new SteeredExit("sg-2", Map.of("pe2", addresses("192.0.2.38"))), exits.get("sg-2"));
    }

    @Test
    void candidatesOfAnExitAreLookedForWhereItsNextHopsAreNamed() throws ConfigException {
        List<String> places =
                read(GOOD).exits().stream().map(e -> e.name() + " at " + e.router()).toList();

        assertEquals(List.of("hk-1 at pe1", "hk-1 at pe2", "sg-2 at pe2"), places);
    }

    @Test
    void windowsProbesAndCacheAreRead() throws ConfigException {
        RouterAdapterConfig config = read(GOOD);

        assertEquals(
                "[mon-fri 02:00-05:00 Asia/Shanghai, sat-sun 00:00-06:00 UTC]",
                config.steering().guards().windows().toString());
        assertEquals(
                List.of("local", "127.0.0.1:9600"),
                config.sources().probes().stream().map(PulseSource::name).toList());
        assertEquals(50, config.sources().probesInterval().toMillis());
        assertEquals(
                Optional.of(new InetSocketAddress("192.0.2.20", 3323)), config.sources().rtr());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{router: pe2, mode: shadow}|{router: pe3, mode: shadow}|'pe3' is not known",
                "{router: pe2, mode: shadow}|{exit: hk-9, mode: shadow}|'hk-9' is not known",
                "{router: pe2, mode: shadow}|{route: XX-YY, mode: shadow}|'XX-YY' is not known",
                "{router: pe2, mode: shadow}|{mode: shadow}|one of route, exit and router is needed",
                "{router: pe2, mode: shadow}|{router: pe2, exit: hk-1, mode: shadow}|not two",
                "{router: pe2, mode: shadow}|{router: pe2}|mode must be shadow",
                "{router: pe2, mode: shadow}|{exit: sg-2, mode: shadow}|two elements name sg-2",
                "mon-fri 02:00|fun-fri 02:00|a change window is written like",
                "probes: local|probes: nowhere|not an address with a port",
                "probes_interval: 50ms|probes_interval: 1ms|must be",
                "rtr: '192.0.2.20:3323'|rtr: '192.0.2.20'|not an address with a port",
                "med: 50|med: -1|med",
                "64501:8|64501:65536|not a community",
                "64500:1:4294967295|64500:1|not a large community",
                "64500:1:4294967295|64500:1:4294967296|not a large community",
                "{exit: sg-2, router: pe2, addr|{exit: no, router: pe2, addr|is no exit",
                "{exit: sg-2, router: pe2, addr|{exit: sg-2, router: pe7, addr|is no router",
                "{exit: sg-2, router: pe2, addr|{exit: hk-1, router: pe2, addr|two elements name hk-1",
                ", addresses: 192.0.2.38}|}|next_hops[2].addresses: is needed",
                "addresses: 192.0.2.38|addresses: 192.0.2.380|not an IP address",
            })
    void aMistakeIsNamedInOneLine(String right, String wrong, String named) {
        ConfigException e =
                assertThrows(ConfigException.class, () -> read(GOOD.replace(right, wrong)));

        String line = String.valueOf(e.getMessage());
        assertTrue(line.contains(named == null ? "" : named) && !line.contains("\n"), line);
        assertTrue(line.startsWith("beibu.yaml"), line);
    }

    @Test
    void aCacheAndAFileAreOneTooMany() {
        String both = GOOD.replace("  rtr:", "  vrps: vrps.json\n  rtr:");

        assertTrue(
                String.valueOf(assertThrows(ConfigException.class, () -> read(both)).getMessage())
                        .contains("not both"));
    }
}
