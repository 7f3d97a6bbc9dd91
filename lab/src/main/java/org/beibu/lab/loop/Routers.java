package org.beibu.lab.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beibu.lab.bureau.LabDestination;
import org.beibu.lab.bureau.LabExit;
import org.beibu.lab.bureau.NetworkScript;
import org.beibu.lab.bureau.RouterConfigs;
import org.beibu.lab.bureau.Topology;

/** The lab's routers: started, asked and disturbed. */
public final class Routers {
    private static final Path FRR = Path.of("/usr/lib/frr");

    private final LabHome home;
    private final NetworkScript network;
    private final Processes processes;

    Routers(LabHome home, NetworkScript network, Processes processes) {
        this.home = home;
        this.network = network;
        this.processes = processes;
    }

    void start() throws IOException {
        for (LabExit exit : Topology.EXITS) {
            if (exit.isFrr()) {
                frr(exit.name(), RouterConfigs.frrExit(exit));
            } else {
                bird(exit.name(), RouterConfigs.birdExit(exit, birdLog(exit.name())));
            }
            bird(exit.upstream(), RouterConfigs.upstream(exit, birdLog(exit.upstream())));
        }
        for (LabDestination one : Topology.DESTINATIONS) {
            bird(one.node(), RouterConfigs.destination(one, birdLog(one.node())));
        }
        startEdge();
    }

    void startEdge() throws IOException {
        frr("edge", RouterConfigs.edge(bgpdLog("edge")), "-M", "bmp");
    }

    /** Ends the edge's BGP, as an upgrade would, and starts it again. */
    public void restartEdge() throws IOException {
        processes.end("edge-bgpd");
        startBgpd("edge", "-M", "bmp");
    }

    private Path birdLog(String node) {
        return home.log(node + "-bird");
    }

    private Path birdControl(String node) {
        return home.folder().resolve("bird").resolve(node + ".ctl");
    }

    private void bird(String node, String configuration) throws IOException {
        Path file = home.folder().resolve("bird").resolve(node + ".conf");
        Files.writeString(file, configuration, UTF_8);
        start(
                node + "-bird",
                node,
                List.of("bird", "-f", "-c", file.toString(), "-s", birdControl(node).toString()));
    }

    private void frr(String node, String bgpd, String... options) throws IOException {
        Path folder = Files.createDirectories(home.frr(node));
        Files.writeString(folder.resolve("zebra.conf"), "hostname " + node + "\n", UTF_8);
        Files.writeString(folder.resolve("bgpd.conf"), bgpd, UTF_8);
        Command.run("chown", "-R", "frr:frr", folder.toString());
        start(node + "-zebra", node, program(node, "zebra"));
        startBgpd(node, options);
    }

    private void startBgpd(String node, String... options) throws IOException {
        List<String> command = new ArrayList<>(program(node, "bgpd"));
        command.addAll(List.of(options));
        start(node + "-bgpd", node, command);
    }

    /** What bgpd of a node writes down. */
    public Path bgpdLog(String node) {
        return home.frr(node).resolve("bgpd.log");
    }

    private List<String> program(String node, String name) {
        Path folder = home.frr(node);
        return List.of(
                FRR.resolve(name).toString(),
                "-f",
                folder.resolve(name + ".conf").toString(),
                "-i",
                folder.resolve(name + ".pid").toString(),
                "-z",
                folder.resolve("zserv.api").toString(),
                "--vty_socket",
                folder.toString(),
                "-P",
                "0");
    }

    private void start(String name, String node, List<String> command) throws IOException {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", network.namespace(node)));
        all.addAll(command);
        processes.start(name, home.log(name), all);
    }

    /** What the edge's BGP says. */
    public String vtysh(String command) throws IOException {
        return Command.run(
                "ip",
                "netns",
                "exec",
                network.namespace("edge"),
                "vtysh",
                "--vty_socket",
                home.frr("edge").toString(),
                "-c",
                command);
    }

    /** Tells BIRD of a node something. */
    public void birdc(String node, String... words) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("birdc", "-s", birdControl(node).toString()));
        command.addAll(List.of(words));
        Command.run("", command);
    }

    /** The exit by which the edge's kernel sends packets for that prefix; "-" for none. */
    public String exitInUse(String prefix) throws IOException {
        String route = Command.run("ip", "-n", network.namespace("edge"), "route", "show", prefix);
        String[] words = route.split("\\s+", -1);
        for (int i = 0; i + 1 < words.length; i++) {
            if (words[i].equals("via")) {
                return Topology.exitOfNextHop(words[i + 1]);
            }
        }
        return "-";
    }

    /** Whether every prefix goes out by that exit. */
    public boolean allUse(String exit) throws IOException {
        for (LabDestination to : Topology.DESTINATIONS) {
            if (!exitInUse(to.prefix()).equals(exit)) {
                return false;
            }
        }
        return true;
    }

    boolean edgeIsComplete() throws IOException {
        try {
            for (LabDestination to : Topology.DESTINATIONS) {
                String said = vtysh("show bgp ipv4 unicast " + to.prefix());
                for (LabExit exit : Topology.EXITS) {
                    if (!said.contains(exit.address() + " from")) {
                        return false;
                    }
                }
            }
            return allUse(Topology.EXITS.get(0).name());
        } catch (IOException e) {
            return false; // the edge's shell is not there yet
        }
    }
}
