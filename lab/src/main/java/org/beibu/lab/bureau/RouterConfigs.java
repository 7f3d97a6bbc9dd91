package org.beibu.lab.bureau;

import java.nio.file.Path;

/** Configuration of the lab's routers: FRR at the edge, FRR and BIRD elsewhere. */
public final class RouterConfigs {
    private static final String FRR_TIMERS =
            """
             neighbor %1$s timers 3 9
             neighbor %1$s timers connect 1
             neighbor %1$s advertisement-interval 0
            """;

    private RouterConfigs() {}

    /** The edge: what docs/steering.md asks of a router, as far as a bureau with one has it. */
    public static String edge(Path log) {
        StringBuilder text = new StringBuilder("log file " + log + " debugging\n");
        text.append(EDGE_POLICY);
        int number = 5;
        for (LabExit exit : Topology.EXITS) {
            text.append(
                    "ip prefix-list BEIBU-EXITS seq %d permit %s/32\n"
                            .formatted(number++, exit.address()));
        }
        text.append("router bgp %d\n".formatted(Topology.AS_NUMBER));
        text.append(" bgp router-id ").append(Topology.EDGE).append('\n');
        text.append(" no bgp default ipv4-unicast\n no bgp network import-check\n");
        for (LabExit exit : Topology.EXITS) {
            text.append(" neighbor %s remote-as %d\n".formatted(exit.address(), exit.asNumber()));
            text.append(FRR_TIMERS.formatted(exit.address()));
        }
        text.append(EDGE_TO_ADAPTER);
        text.append(" address-family ipv4 unicast\n  network 198.51.100.0/24\n");
        for (LabExit exit : Topology.EXITS) {
            text.append(
                    """
                      neighbor %1$s activate
                      neighbor %1$s soft-reconfiguration inbound
                      neighbor %1$s route-map EXIT-IN in
                      neighbor %1$s route-map EXIT-OUT out
                    """
                            .formatted(exit.address()));
        }
        return text.append(EDGE_ADAPTER_FAMILY).append(EDGE_BMP).toString();
    }

    private static final String EDGE_POLICY =
            """
            hostname edge
            log timestamp precision 6
            debug bgp updates in %1$s
            ip prefix-list BEIBU-PFX seq 5 permit 198.18.0.0/16 ge 24 le 24
            ip prefix-list BUREAU seq 5 permit 198.51.100.0/24
            bgp community-list standard BEIBU-MARK seq 5 permit 64500:911
            bgp route-map delay-timer 0
            route-map BEIBU-IN permit 10
             match ip address prefix-list BEIBU-PFX
             match ip next-hop prefix-list BEIBU-EXITS
             match community BEIBU-MARK
             set local-preference 200
            route-map BEIBU-IN deny 99
            route-map EXIT-IN permit 10
             set local-preference 100
            route-map EXIT-OUT deny 5
             match community BEIBU-MARK
            route-map EXIT-OUT permit 10
             match ip address prefix-list BUREAU
            route-map EXIT-OUT deny 99
            """
                    .formatted(Topology.ADAPTER);

    private static final String EDGE_TO_ADAPTER =
            """
             neighbor %1$s remote-as 64500
             neighbor %1$s passive
             neighbor %1$s timers 3 9
            """
                    .formatted(Topology.ADAPTER);

    private static final String EDGE_ADAPTER_FAMILY =
            """
              neighbor %1$s activate
              neighbor %1$s soft-reconfiguration inbound
              neighbor %1$s route-map BEIBU-IN in
              neighbor %1$s route-reflector-client
              neighbor %1$s addpath-tx-all-paths
              neighbor %1$s maximum-prefix 1000 restart 1 force
             exit-address-family
             !
            """
                    .formatted(Topology.ADAPTER);

    private static final String EDGE_BMP =
            """
             bmp targets beibu
              bmp monitor ipv4 unicast post-policy
              bmp connect %s port %d min-retry 1000 max-retry 2000
             exit
            """
                    .formatted(Topology.ADAPTER, Topology.BMP_PORT);

    /** An exit that runs FRR. */
    public static String frrExit(LabExit exit) {
        return """
        hostname %1$s
        route-map ALL permit 10
        router bgp %2$d
         bgp router-id %3$s
         no bgp default ipv4-unicast
         neighbor %4$s remote-as %5$d
         neighbor %6$s remote-as %7$d
        """
                        .formatted(
                                exit.name(),
                                exit.asNumber(),
                                exit.address(),
                                Topology.EDGE,
                                Topology.AS_NUMBER,
                                exit.lineFar(),
                                exit.upstreamAs())
                + FRR_TIMERS.formatted(Topology.EDGE)
                + FRR_TIMERS.formatted(exit.lineFar())
                + " address-family ipv4 unicast\n"
                + allBothWays(Topology.EDGE)
                + allBothWays(exit.lineFar())
                + " exit-address-family\n";
    }

    private static String allBothWays(String neighbor) {
        return "  neighbor %1$s activate\n  neighbor %1$s route-map ALL in\n  neighbor %1$s route-map ALL out\n"
                .formatted(neighbor);
    }

    /** An exit that runs BIRD. */
    public static String birdExit(LabExit exit, Path log) {
        return bird(exit.address(), log)
                + """
                protocol bgp edge {
                  local as %1$d; neighbor %2$s as %3$d; %4$s
                  ipv4 { import all; export where source = RTS_BGP; };
                }
                protocol bgp upstream {
                  local as %1$d; neighbor %5$s as %6$d; %4$s
                  ipv4 { import all; export where source = RTS_BGP; };
                }
                """
                        .formatted(
                                exit.asNumber(),
                                Topology.EDGE,
                                Topology.AS_NUMBER,
                                BIRD_TIMERS,
                                exit.lineFar(),
                                exit.upstreamAs());
    }

    private static final String BIRD_TIMERS =
            "hold time 9; keepalive time 3; connect retry time 1; connect delay time 1;"
                    + " error wait time 1,2;";

    private static String bird(String id, Path log) {
        return """
        log "%s" all;
        router id %s;
        protocol device { scan time 2; }
        protocol direct { ipv4; interface "-lo", "*"; }
        protocol kernel { ipv4 { import none; export where source = RTS_BGP; }; }
        """
                .formatted(log, id);
    }

    /** An upstream: passes on what destinations announce, made longer by its prepends. */
    public static String upstream(LabExit exit, Path log) {
        StringBuilder text = new StringBuilder(bird(exit.lineFar(), log));
        text.append(
                """
                filter to_exit {
                  if source != RTS_BGP then reject;
                  %s
                  accept;
                }
                protocol bgp toexit {
                  local as %d; neighbor %s as %d; %s
                  ipv4 { import all; export filter to_exit; };
                }
                """
                        .formatted(
                                "bgp_path.prepend(%d); "
                                        .formatted(exit.upstreamAs())
                                        .repeat(exit.prepends()),
                                exit.upstreamAs(),
                                exit.lineNear(),
                                exit.asNumber(),
                                BIRD_TIMERS));
        for (LabDestination destination : Topology.DESTINATIONS) {
            text.append(
                    """
                    protocol bgp to%s {
                      local as %d; neighbor %s as %d; %s
                      ipv4 { import all; export where source = RTS_BGP; };
                    }
                    """
                            .formatted(
                                    destination.node(),
                                    exit.upstreamAs(),
                                    destination.ownEnd(exit),
                                    destination.asNumber(),
                                    BIRD_TIMERS));
        }
        return text.toString();
    }

    /** A destination: announces its prefix to every upstream, passes nothing on. */
    public static String destination(LabDestination destination, Path log) {
        StringBuilder text = new StringBuilder(bird(destination.address(), log));
        text.append(
                "protocol static own { ipv4; route %s blackhole; }\n"
                        .formatted(destination.prefix()));
        for (LabExit exit : Topology.EXITS) {
            text.append(
                    """
                    protocol bgp to%c {
                      local as %d; neighbor %s as %d; %s
                      ipv4 { import all; export where source = RTS_STATIC; };
                    }
                    """
                            .formatted(
                                    exit.letter(),
                                    destination.asNumber(),
                                    destination.upstreamEnd(exit),
                                    exit.upstreamAs(),
                                    BIRD_TIMERS));
        }
        return text.toString();
    }
}
