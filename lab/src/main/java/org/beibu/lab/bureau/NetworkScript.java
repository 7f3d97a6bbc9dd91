package org.beibu.lab.bureau;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Namespaces, cables, addresses and routes: one batch for {@code ip} as a whole, one for each node,
 * and rules for {@code nft}. The delay lines' own interfaces come between the two.
 */
public final class NetworkScript {
    private static final String SWITCH = "switch";

    private final String prefix;

    /** For nodes whose namespaces begin with this. */
    public NetworkScript(String prefix) {
        this.prefix = prefix;
    }

    /** The namespace of a node. */
    public String namespace(String node) {
        return prefix + node;
    }

    /** Makes namespaces and cables. */
    public List<String> cables() {
        List<String> lines = new ArrayList<>();
        Topology.nodes().forEach(node -> lines.add("netns add " + namespace(node)));
        for (String node : Topology.BUREAU_NODES) {
            lines.add(cable("edge", node, node, "edge"));
        }
        lines.add(cable("edge", "ix", SWITCH, "edge"));
        lines.add(cable("probe", "mirror", SWITCH, "mirror"));
        for (LabExit exit : Topology.EXITS) {
            lines.add(cable(exit.name(), "ix", SWITCH, exit.name()));
            for (LabDestination destination : Topology.DESTINATIONS) {
                lines.add(
                        cable(
                                exit.upstream(),
                                destination.node(),
                                destination.node(),
                                exit.upstream()));
            }
        }
        return lines;
    }

    private String cable(String one, String nameThere, String other, String nameHere) {
        return "link add name %s netns %s type veth peer name %s netns %s"
                .formatted(nameThere, namespace(one), nameHere, namespace(other));
    }

    /** What {@code ip} does in each node, once the delay lines are there. */
    public Map<String, List<String>> nodes() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("edge", edge());
        all.put(SWITCH, floodingSwitch());
        for (int i = 0; i < Topology.BUREAU_NODES.size(); i++) {
            all.put(Topology.BUREAU_NODES.get(i), bureauNode(i));
        }
        for (LabExit exit : Topology.EXITS) {
            all.put(exit.name(), exit(exit));
            all.put(exit.upstream(), upstream(exit));
        }
        for (LabDestination destination : Topology.DESTINATIONS) {
            all.put(destination.node(), destination(destination));
        }
        return all;
    }

    private static List<String> edge() {
        List<String> lines = new ArrayList<>(List.of("link set lo up"));
        for (int i = 0; i < Topology.BUREAU_NODES.size(); i++) {
            String node = Topology.BUREAU_NODES.get(i);
            lines.add("addr add 198.51.100.%d/28 dev %s".formatted(17 + 16 * i, node));
            lines.add("link set " + node + " up");
        }
        lines.add("addr add " + Topology.EDGE + "/28 dev ix");
        lines.add("link set ix address 02:00:00:00:00:01");
        lines.add("link set ix up");
        for (LabExit exit : Topology.EXITS) {
            lines.add("rule add from " + exit.probeSource() + " lookup " + exit.table());
            lines.add("route add default via " + exit.address() + " table " + exit.table());
            // Even by that table the bureau's own networks are near.
            lines.add(
                    "rule add from "
                            + exit.probeSource()
                            + " to "
                            + Topology.BUREAU
                            + " lookup main prio 10");
        }
        return lines;
    }

    /** A bridge that learns no addresses sends every frame to every port. */
    private static List<String> floodingSwitch() {
        List<String> lines = new ArrayList<>(List.of("link set lo up"));
        lines.add("link add hub type bridge ageing_time 0 stp_state 0 mcast_snooping 0");
        lines.add("link set hub up");
        List<String> ports = new ArrayList<>(List.of("edge", "mirror"));
        Topology.EXITS.forEach(exit -> ports.add(exit.name()));
        for (String port : ports) {
            lines.add("link set " + port + " master hub");
            lines.add("link set " + port + " up");
        }
        return lines;
    }

    private static List<String> bureauNode(int index) {
        List<String> lines = new ArrayList<>(List.of("link set lo up"));
        int host = 18 + 16 * index;
        lines.add("addr add 198.51.100.%d/28 dev edge".formatted(host));
        if (Topology.BUREAU_NODES.get(index).equals("probe")) {
            Topology.EXITS.forEach(
                    exit -> lines.add("addr add " + exit.probeSource() + "/28 dev edge"));
            lines.add("link set mirror up");
        }
        lines.add("link set edge up");
        lines.add("route add default via 198.51.100.%d".formatted(host - 1));
        return lines;
    }

    private static List<String> exit(LabExit exit) {
        return List.of(
                "link set lo up",
                "addr add " + exit.address() + "/28 dev ix",
                "link set ix address " + exit.mac(),
                "link set ix up",
                "addr add " + exit.lineNear() + "/30 dev " + Topology.LINE,
                "link set " + Topology.LINE + " txqueuelen 10000 up");
    }

    private static List<String> upstream(LabExit exit) {
        List<String> lines = new ArrayList<>(List.of("link set lo up"));
        lines.add("addr add " + exit.lineFar() + "/30 dev " + Topology.LINE);
        lines.add("link set " + Topology.LINE + " txqueuelen 10000 up");
        for (LabDestination destination : Topology.DESTINATIONS) {
            lines.add(
                    "addr add " + destination.upstreamEnd(exit) + "/30 dev " + destination.node());
            lines.add("link set " + destination.node() + " up");
        }
        return lines;
    }

    private static List<String> destination(LabDestination destination) {
        List<String> lines = new ArrayList<>(List.of("link set lo up"));
        lines.add("addr add " + destination.address() + "/24 dev lo");
        for (LabExit exit : Topology.EXITS) {
            lines.add("addr add " + destination.ownEnd(exit) + "/30 dev " + exit.upstream());
            lines.add("link set " + exit.upstream() + " up");
            lines.add("rule add fwmark " + exit.table() + " lookup " + exit.table());
            lines.add(
                    "route add default via "
                            + destination.upstreamEnd(exit)
                            + " table "
                            + exit.table());
        }
        return lines;
    }

    /** What {@code nft} does in a node; empty for most. */
    public static String filter(String node) {
        for (LabExit exit : Topology.EXITS) {
            if (exit.name().equals(node)) {
                return replyTtl(exit);
            }
        }
        return Topology.DESTINATIONS.stream().anyMatch(one -> one.node().equals(node))
                ? answerWhereItCameFrom()
                : "";
    }

    /** Packets that come back by an exit carry its TTL: so a receiver knows the exit. */
    private static String replyTtl(LabExit exit) {
        return """
        table inet tag {
          chain f { type filter hook forward priority 0; policy accept;
            iifname "%s" oifname "ix" ip ttl set %d
          }
        }
        """
                .formatted(Topology.LINE, exit.replyTtl() + 1);
    }

    /** A host answers each flow by the exit through which its last packet came. */
    private static String answerWhereItCameFrom() {
        StringBuilder in = new StringBuilder();
        StringBuilder out = new StringBuilder();
        for (LabExit exit : Topology.EXITS) {
            in.append(
                    "    iifname \"%s\" ct mark set %d\n".formatted(exit.upstream(), exit.table()));
            out.append("    ct mark %1$d meta mark set %1$d\n".formatted(exit.table()));
        }
        return "table inet symmetric {\n"
                + "  chain in { type filter hook prerouting priority mangle; policy accept;\n"
                + in
                + "  }\n"
                + "  chain out { type route hook output priority mangle; policy accept;\n"
                + out
                + "  }\n}\n";
    }
}
