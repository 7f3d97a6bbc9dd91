package org.beibu.lab.scenario;

import java.io.IOException;
import org.beibu.lab.bureau.LabDestination;
import org.beibu.lab.bureau.Topology;
import org.beibu.lab.loop.BureauLab;

/** Real traffic of users: to every destination a TCP flow and a UDP flow, by iperf3. */
final class Flows {
    private static final String TCP_PORT = "5201";
    private static final String UDP_PORT = "5202";
    private static final String SECONDS = "3600";

    private final BureauLab lab;

    Flows(BureauLab lab) {
        this.lab = lab;
    }

    /** Half a megabit by TCP, a quarter by UDP, to each. */
    void start() throws IOException {
        for (LabDestination to : Topology.DESTINATIONS) {
            server(to, "tcp", TCP_PORT);
            server(to, "udp", UDP_PORT);
        }
        for (LabDestination to : Topology.DESTINATIONS) {
            client(to, "tcp", TCP_PORT, "-b", "500k", "-l", "1200");
            client(to, "udp", UDP_PORT, "-u", "-b", "250k", "-l", "1200");
        }
    }

    private void server(LabDestination to, String kind, String port) throws IOException {
        lab.startAt(to.node(), "server-" + kind + "-" + to.node(), "iperf3", "-s", "-p", port);
    }

    private void client(LabDestination to, String kind, String port, String... options)
            throws IOException {
        String name = "flow-" + kind + "-" + to.node();
        String retry =
                "until iperf3 -c %s -p %s -t %s %s; do sleep 0.2; done"
                        .formatted(to.address(), port, SECONDS, String.join(" ", options));
        lab.startAt("users", name, "sh", "-c", retry);
    }
}
