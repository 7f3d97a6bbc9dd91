package org.beibu.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.beibu.model.Address;
import org.beibu.model.AseanRoute;
import org.beibu.model.Catalogue;
import org.beibu.model.Prefix;
import org.beibu.simulator.bureau.Impairments;
import org.beibu.simulator.bureau.SimulatedBureau;
import org.beibu.simulator.bureau.SimulatedExit;
import org.beibu.simulator.bureau.SimulationConfig;
import org.beibu.simulator.bureau.Traffic;
import org.beibu.simulator.bureau.TrafficPlan;
import org.beibu.simulator.file.CaptureFormat;
import org.beibu.simulator.file.SimulationFiles;

/** The simulated bureau as files: configuration, catalogue, captures and what is true of them. */
final class SimulatedInput {
    private static final int WHOLE_FRAMES = 65_535;

    private final Path directory;
    private final SimulatedBureau bureau = new SimulatedBureau();

    SimulatedInput(Path directory) {
        this.directory = directory;
    }

    /** A configuration file that knows the bureau's exits and destinations. */
    Path config() throws IOException {
        Path catalogue = directory.resolve("catalogue.tsv");
        StringBuilder lines =
                new StringBuilder("route_id\tiso2\tcountry\tdestination\tlat\tlon\tprefixes\n");
        for (AseanRoute route : bureau.catalogue().routes()) {
            lines.append(
                    String.join(
                                    "\t",
                                    route.id(),
                                    route.countryCode(),
                                    route.country(),
                                    route.destination(),
                                    Double.toString(route.latitude()),
                                    Double.toString(route.longitude()),
                                    route.prefixes().stream()
                                            .map(Prefix::toString)
                                            .collect(Collectors.joining(";")))
                            + "\n");
        }
        Files.writeString(catalogue, lines);
        StringBuilder yaml =
                new StringBuilder("shared:\n  catalogue: " + catalogue + "\n  exits:\n");
        for (SimulatedExit exit : bureau.simulatedExits()) {
            yaml.append("    - {name: " + exit.exit().name() + ", vlan: " + exit.vlan() + "}\n");
        }
        return Files.writeString(directory.resolve("beibu.yaml"), yaml);
    }

    /** A capture of browsing connections without any impairment, with the truth beside it. */
    Path browsing(long seed, long packets) throws IOException {
        TrafficPlan plan = TrafficPlan.of(null, packets, null, Duration.ZERO);
        return write("browsing-" + seed, seed, plan);
    }

    /** A capture of whole handshakes, each of a connection of its own. */
    Path handshakes(long seed, long connections) throws IOException {
        TrafficPlan plan =
                TrafficPlan.distinct(
                        Traffic.Kind.HANDSHAKE_ONLY, connections, Duration.ofSeconds(1));
        return write("handshakes-" + seed, seed, plan);
    }

    private Path write(String name, long seed, TrafficPlan plan) throws IOException {
        Path capture = directory.resolve(name + ".pcap");
        new SimulationFiles(capture, truthFile(capture), null, CaptureFormat.PCAP, WHOLE_FRAMES)
                .write(
                        new SimulationConfig(
                                seed,
                                SimulationConfig.START_EPOCH_NANOS,
                                plan.traffic(),
                                Impairments.none()),
                        plan.mostPackets(),
                        plan.mostNanos());
        return capture;
    }

    /** The true number of handshake halves of all captures, by route, method and metric. */
    Map<String, Long> handshakes(List<Path> captures) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        for (Path capture : captures) {
            try (Stream<String> lines = Files.lines(truthFile(capture))) {
                lines.skip(1)
                        .map(line -> line.split("\t"))
                        .filter(cells -> cells[1].equals("handshake"))
                        .forEach(cells -> counts.merge(name(cells), 1L, Long::sum));
            }
        }
        return counts;
    }

    private static Path truthFile(Path capture) {
        return capture.resolveSibling(capture.getFileName() + ".truth.tsv");
    }

    /** Columns: time, method, rtt_ns, host, host_port, peer, peer_port. */
    private String name(String[] cells) {
        String far = route(cells[3]);
        if (!far.isEmpty()) {
            return far + " " + cells[1] + " far";
        }
        String near = route(cells[5]);
        return near.isEmpty() ? "- " + cells[1] + " far" : near + " " + cells[1] + " near";
    }

    private String route(String host) {
        Catalogue catalogue = bureau.catalogue();
        Address address = Address.parse(host);
        AseanRoute route = catalogue.lookup(address.high(), address.low());
        return route == null ? "" : route.id();
    }
}
