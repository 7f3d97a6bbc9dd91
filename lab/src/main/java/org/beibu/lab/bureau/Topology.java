package org.beibu.lab.bureau;

import java.util.ArrayList;
import java.util.List;

/**
 * What the lab consists of. Users, probe, analyzer and adapter hang on the edge router; the edge
 * and the exits share a switch that floods, so that the probe sees their packets as at a mirror
 * port. Documentation addresses and AS numbers inside, benchmarking addresses (RFC 2544) as
 * destinations.
 */
public final class Topology {
    /** The bureau's AS. */
    public static final int AS_NUMBER = 64500;

    /** The community of overrides. */
    public static final String MARKER = AS_NUMBER + ":911";

    /** The bureau's own prefix. */
    public static final String BUREAU = "198.51.100.0/24";

    /** All destinations are in here. */
    public static final String DESTINATION_SPACE = "198.18.0.0/16";

    /** The edge's address on the switch. */
    public static final String EDGE = "192.0.2.1";

    public static final String USERS = "198.51.100.18";
    public static final String PROBE = "198.51.100.34";
    public static final String ANALYZER = "198.51.100.50";
    public static final String ADAPTER = "198.51.100.66";

    /** The edge's address towards the adapter, where BGP and BMP meet. */
    public static final String EDGE_TO_ADAPTER = "198.51.100.65";

    /** The edge's address towards this machine itself. */
    public static final String EDGE_TO_HOST = "198.51.100.81";

    /** This machine's own end, to look at the page. */
    public static final String HOST = "198.51.100.82";

    public static final int PAGE_PORT = 8047;
    public static final int ADAPTER_PORT = 8048;
    public static final int PROBE_PORT = 8046;
    public static final int BMP_PORT = 1790;

    /** The interface of a delay line, at both ends. */
    public static final String LINE = "line";

    public static final List<LabExit> EXITS =
            List.of(
                    new LabExit(0, 64501, 64504, 0, true),
                    new LabExit(1, 64502, 64505, 1, false),
                    new LabExit(2, 64503, 64506, 2, true));

    public static final List<LabDestination> DESTINATIONS =
            List.of(
                    new LabDestination(
                            0,
                            "hanoi",
                            "VN-HAN",
                            "VN\tViet Nam\tHanoi\t21.0285\t105.8542",
                            64508,
                            List.of(5, 8, 12)),
                    new LabDestination(
                            1,
                            "singapore",
                            "SG-SIN",
                            "SG\tSingapore\tSingapore\t1.3521\t103.8198",
                            64509,
                            List.of(20, 24, 30)),
                    new LabDestination(
                            2,
                            "bangkok",
                            "TH-BKK",
                            "TH\tThailand\tBangkok\t13.7563\t100.5018",
                            64510,
                            List.of(17, 21, 26)),
                    new LabDestination(
                            3,
                            "jakarta",
                            "ID-JKT",
                            "ID\tIndonesia\tJakarta\t-6.2088\t106.8456",
                            64511,
                            List.of(25, 29, 36)));

    /** Nodes that hang on the edge, with the network between (a /28 each). */
    static final List<String> BUREAU_NODES = List.of("users", "probe", "analyzer", "adapter");

    private Topology() {}

    /** Every node, in the order in which they are made. */
    public static List<String> nodes() {
        List<String> nodes = new ArrayList<>(List.of("edge", "switch"));
        nodes.addAll(BUREAU_NODES);
        EXITS.forEach(exit -> nodes.add(exit.name()));
        EXITS.forEach(exit -> nodes.add(exit.upstream()));
        DESTINATIONS.forEach(destination -> nodes.add(destination.node()));
        return List.copyOf(nodes);
    }

    /** The exit whose packets come back with this TTL; "-" for none. */
    public static String exitOfTtl(int ttl) {
        return EXITS.stream()
                .filter(exit -> exit.replyTtl() == ttl)
                .map(LabExit::name)
                .findFirst()
                .orElse("-");
    }

    /** The exit with this next hop; "-" for none. */
    public static String exitOfNextHop(String address) {
        return EXITS.stream()
                .filter(exit -> exit.address().equals(address))
                .map(LabExit::name)
                .findFirst()
                .orElse("-");
    }
}
