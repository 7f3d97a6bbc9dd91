package org.beibu.lab.bureau;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Beibu's own configuration in the lab: one file for all three daemons, as in production. */
public final class BeibuConfigs {
    private BeibuConfigs() {}

    /** The destinations, in the form of the catalogue that ships with Beibu. */
    public static String catalogue() {
        StringBuilder text =
                new StringBuilder("route_id\tiso2\tcountry\tdestination\tlat\tlon\tprefixes\n");
        for (LabDestination one : Topology.DESTINATIONS) {
            text.append(one.routeId())
                    .append('\t')
                    .append(one.row())
                    .append('\t')
                    .append(one.prefix())
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * The file of all daemons.
     *
     * @param data the data directory
     * @param catalogue the file of {@link #catalogue}
     * @param settings {@code mode} and the keys below {@code analyzer.recommend} and {@code
     *     router_adapter} that a run changes
     */
    public static String beibu(Path data, Path catalogue, LabSettings settings) {
        String exits =
                Topology.EXITS.stream()
                        .map(
                                exit ->
                                        "    - {name: %s, router: edge, next_hop: %s, mac: \"%s\","
                                                        .formatted(
                                                                exit.name(),
                                                                exit.address(),
                                                                exit.mac())
                                                + " upstream_as: %d}\n".formatted(exit.asNumber()))
                        .collect(Collectors.joining());
        return "shared:\n  data: %s\n  catalogue: %s\n  journal:\n".formatted(data, catalogue)
                + "    free_space_floor: 64MiB\n  exits:\n"
                + exits
                + probe(settings)
                + analyzer(settings)
                + adapter(settings);
    }

    private static String probe(LabSettings settings) {
        String sessions =
                Topology.DESTINATIONS.stream()
                        .flatMap(
                                to ->
                                        Topology.EXITS.stream()
                                                .map(exit -> session(to, exit, settings)))
                        .collect(Collectors.joining());
        return """
        probe:
          name: lab-probe
          interface: mirror
          flows: 65536
          buffer: 8MiB
          admin: {listen: "%s:%d"}
          active: {allow: %s}
          sessions:
        """
                        .formatted(Topology.PROBE, Topology.PROBE_PORT, Topology.DESTINATION_SPACE)
                + sessions;
    }

    private static String session(LabDestination to, LabExit exit, LabSettings settings) {
        return "    - {route: %s, exit: %s, method: stamp, target: %s, source: %s, interval: %dms}\n"
                .formatted(
                        to.routeId(),
                        exit.name(),
                        to.address(),
                        exit.probeSource(),
                        settings.probeIntervalMillis());
    }

    private static String analyzer(LabSettings settings) {
        return """
        analyzer:
          web: {address: %s, port: %d}
          recommend:
            enabled: true
            method: stamp
        """
                        .formatted(Topology.ANALYZER, Topology.PAGE_PORT)
                + keys("    ", settings.recommend());
    }

    private static String adapter(LabSettings settings) {
        return """
        router_adapter:
          as_number: %d
          bgp_id: %s
          marker: %s
          mode: %s
          allow: %s
          own: %s
          recommendations: http://%s:%d/api/v1/recommendations
          recommendations_interval: 1s
          probes: "%s:%d"
          web: {address: %s, port: %d}
          bmp: {listen: "%s:%d"}
          routers:
            - {name: edge, address: %s, local: %s, filters_by_marker: true}
        """
                        .formatted(
                                Topology.AS_NUMBER,
                                Topology.ADAPTER,
                                Topology.MARKER,
                                settings.mode(),
                                Topology.DESTINATION_SPACE,
                                Topology.BUREAU,
                                Topology.ANALYZER,
                                Topology.PAGE_PORT,
                                Topology.PROBE,
                                Topology.PROBE_PORT,
                                Topology.ADAPTER,
                                Topology.ADAPTER_PORT,
                                Topology.ADAPTER,
                                Topology.BMP_PORT,
                                Topology.EDGE_TO_ADAPTER,
                                Topology.ADAPTER)
                + keys("  ", settings.adapter());
    }

    private static String keys(String indent, Map<String, String> keys) {
        return keys.entrySet().stream()
                .map(key -> indent + key.getKey() + ": " + key.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
