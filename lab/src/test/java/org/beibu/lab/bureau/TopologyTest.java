package org.beibu.lab.bureau;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beibu.analyzer.AnalyzerConfig;
import org.beibu.probe.ProbeConfig;
import org.beibu.router.daemon.RouterAdapterConfig;
import org.beibu.runtime.config.ConfigFile;
import org.beibu.runtime.config.SharedConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyTest {
    private static final Pattern ADDRESS = Pattern.compile("addr add ([0-9.]+)/\\d+ dev");
    private final NetworkScript network = new NetworkScript("t-");

    @TempDir Path folder;

    @Test
    void noAddressIsGivenTwice() {
        Set<String> seen = new HashSet<>();
        network.nodes()
                .values()
                .forEach(
                        lines -> {
                            Matcher matcher = ADDRESS.matcher(String.join("\n", lines));
                            while (matcher.find()) {
                                assertTrue(seen.add(matcher.group(1)), matcher.group());
                            }
                        });

        assertTrue(seen.size() > 40, "only " + seen.size());
    }

    @Test
    void everyNodeIsMadeAndSetUp() {
        String cables = String.join("\n", network.cables());

        for (String node : Topology.nodes()) {
            assertTrue(cables.contains("netns add t-" + node), node);
            assertTrue(network.nodes().containsKey(node), node);
        }
    }

    @Test
    void exitsAreKnownByTheTtlOfAnswersAndByNextHop() {
        for (LabExit exit : Topology.EXITS) {
            assertEquals(exit.name(), Topology.exitOfTtl(exit.replyTtl()));
            assertEquals(exit.name(), Topology.exitOfNextHop(exit.address()));
            String rule = NetworkScript.filter(exit.name());
            assertTrue(rule.contains("ip ttl set " + (exit.replyTtl() + 1)), rule);
        }
        assertEquals("-", Topology.exitOfTtl(64));
    }

    @Test
    void answersGoBackWhereTheQuestionCameFrom() {
        String rules = NetworkScript.filter("hanoi");

        assertTrue(rules.contains("iifname \"up-b\" ct mark set 102"), rules);
        String routes = String.valueOf(network.nodes().get("hanoi"));
        assertTrue(routes.contains("route add default via 192.0.2.81 table 102"), routes);
        assertEquals("", NetworkScript.filter("users"));
    }

    @Test
    void theEdgeTakesOnlyMarkedOverridesOfKnownPrefixesAndKeepsThemInside() {
        String edge = RouterConfigs.edge(Path.of("/tmp/bgpd.log"));

        assertTrue(edge.contains("match ip next-hop prefix-list BEIBU-EXITS"), edge);
        assertTrue(edge.contains("route-map EXIT-OUT deny 5\n match community BEIBU-MARK"), edge);
        for (LabExit exit : Topology.EXITS) {
            assertTrue(edge.contains("permit " + exit.address() + "/32"), edge);
            assertTrue(edge.contains("  neighbor " + exit.address() + " route-map EXIT-OUT out"));
        }
    }

    @Test
    void upstreamsMakeTheBgpOrderOfTheExits() {
        List<Integer> prepends =
                Topology.EXITS.stream()
                        .map(
                                exit ->
                                        RouterConfigs.upstream(exit, folder)
                                                        .split("bgp_path.prepend", -1)
                                                        .length
                                                - 1)
                        .toList();

        assertEquals(List.of(0, 1, 2), prepends);
    }

    @Test
    void allThreeDaemonsAcceptTheirConfiguration() throws Exception {
        ConfigFile file = file(LabSettings.usual("auto"));
        SharedConfig shared = SharedConfig.from(file);

        assertEquals(3, shared.exits().size());
        ProbeConfig.from(file);
        AnalyzerConfig.from(file, shared);
        RouterAdapterConfig.from(file, shared);
    }

    private ConfigFile file(LabSettings settings) throws Exception {
        Path catalogue = Files.writeString(folder.resolve("catalogue"), BeibuConfigs.catalogue());
        Path data = Files.createDirectories(folder.resolve("data"));
        Path config = folder.resolve("beibu.yaml");
        Files.writeString(config, BeibuConfigs.beibu(data, catalogue, settings));
        return ConfigFile.read(config);
    }

    @Test
    void onlyDocumentationAndBenchmarkingAddressesAreUsed() throws IOException {
        String all = network.nodes() + network.cables().toString() + BeibuConfigs.catalogue();
        Matcher matcher = Pattern.compile("\\b(\\d+\\.\\d+\\.\\d+)\\.\\d+").matcher(all);
        while (matcher.find()) {
            String net = matcher.group(1);
            assertTrue(
                    net.equals("192.0.2") || net.equals("198.51.100") || net.startsWith("198.18."),
                    matcher.group());
        }
    }
}
