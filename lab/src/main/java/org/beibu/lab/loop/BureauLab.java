package org.beibu.lab.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.beibu.lab.bureau.BeibuConfigs;
import org.beibu.lab.bureau.LabDestination;
import org.beibu.lab.bureau.LabExit;
import org.beibu.lab.bureau.LabSettings;
import org.beibu.lab.bureau.NetworkScript;
import org.beibu.lab.bureau.Topology;
import org.beibu.lab.line.LineControl;
import org.beibu.lab.line.LineMain;

/** The bureau in network namespaces: up, down, and the hands that change it while it runs. */
public final class BureauLab {
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final LabHome home;
    private final Path root;
    private final NetworkScript network;
    private final Processes processes;
    private final Routers routers;
    private final Daemons daemons;

    /**
     * A lab, standing or not.
     *
     * @param root the top of the source tree, with a finished build
     * @param seconds after which everything in it ends by itself
     */
    public BureauLab(LabHome home, Path root, int seconds) {
        this.home = home;
        this.root = root;
        network = new NetworkScript(home.prefix());
        processes = new Processes(home.processes(), seconds);
        routers = new Routers(home, network, processes);
        daemons = new Daemons(home, root, network, processes);
    }

    public LabHome home() {
        return home;
    }

    public Routers routers() {
        return routers;
    }

    public Daemons daemons() {
        return daemons;
    }

    public LineControl lines() {
        return new LineControl(home.lineSocket());
    }

    /** The namespace of a node. */
    public String namespace(String node) {
        return network.namespace(node);
    }

    /** Whether something of it is there. */
    public boolean isUp() throws IOException {
        return processes.all().stream().anyMatch(entry -> entry.handle().isPresent());
    }

    /**
     * Builds everything: network, lines, routers, reflectors; Beibu's daemons are started apart.
     */
    public void up(LabSettings settings) throws IOException {
        down();
        home.make();
        home.install(root);
        daemons.makeData();
        configure(settings);
        Command.run(String.join("\n", network.cables()) + "\n", List.of("ip", "-batch", "-"));
        startLines();
        for (Map.Entry<String, List<String>> node : network.nodes().entrySet()) {
            Command.run(
                    String.join("\n", node.getValue()) + "\n",
                    List.of("ip", "-n", namespace(node.getKey()), "-batch", "-"));
        }
        for (String node : Topology.nodes()) {
            Command.run(KERNEL + filter(node), inside(node, "sh", "-e"));
        }
        setLines();
        routers.start();
        daemons.startReflectors();
        await("the edge holds every prefix by every exit", routers::edgeIsComplete);
    }

    /** Writes Beibu's configuration anew; daemons read it when they start. */
    public void configure(LabSettings settings) throws IOException {
        Files.writeString(home.catalogue(), BeibuConfigs.catalogue(), UTF_8);
        Files.writeString(
                home.config(), BeibuConfigs.beibu(home.data(), home.catalogue(), settings), UTF_8);
    }

    private static final String KERNEL =
            """
            cd /proc/sys/net/ipv4
            echo 1 >ip_forward
            echo 0 >conf/all/rp_filter
            echo 0 >conf/default/rp_filter
            echo 0 >conf/all/send_redirects
            for one in conf/*/send_redirects conf/*/rp_filter; do echo 0 >$one; done
            """;

    private static String filter(String node) {
        String rules = NetworkScript.filter(node);
        return rules.isEmpty() ? "" : "nft -f - <<'END'\n" + rules + "END\n";
    }

    private void startLines() throws IOException {
        List<String> command = new ArrayList<>(realTime());
        command.addAll(
                List.of(
                        Daemons.java(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LineMain.class.getName(),
                        home.lineSocket().toString(),
                        Topology.LINE,
                        String.join(
                                ",",
                                Topology.DESTINATIONS.stream()
                                        .map(LabDestination::network)
                                        .toList())));
        for (LabExit exit : Topology.EXITS) {
            command.add(
                    exit.name() + "=" + namespace(exit.name()) + "=" + namespace(exit.upstream()));
        }
        processes.start("lines", home.log("lines"), command);
        await("the delay lines", () -> Files.exists(home.lineSocket()));
    }

    /**
     * Words that give real-time priority, which keeps times honest on a busy machine, if permitted.
     */
    public static List<String> realTime() {
        try {
            Command.run("chrt", "-f", "5", "true");
            return List.of("chrt", "-f", "5");
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Every line as the plan has it, with nothing added. */
    public void setLines() throws IOException {
        for (LabExit exit : Topology.EXITS) {
            lines().set(
                            exit.name(),
                            0,
                            "delay=0ms jitter=0ms loss=0% rate=0Mbit queue=50ms down=no");
            for (LabDestination to : Topology.DESTINATIONS) {
                lines().set(
                                exit.name(),
                                to.number() + 1,
                                "delay=%dms jitter=0ms loss=0%% down=no"
                                        .formatted(to.oneWayMillis().get(exit.number())));
            }
        }
    }

    private List<String> inside(String node, String... command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace(node)));
        all.addAll(List.of(command));
        return all;
    }

    /** Runs a short command at a node; its words. */
    public String at(String node, String... command) throws IOException {
        return Command.run("", inside(node, command));
    }

    /** Starts something at a node that ends with the lab. */
    public void startAt(String node, String name, String... command) throws IOException {
        processes.start(name, home.log(name), inside(node, command));
    }

    /** Asks one of the lab's processes to end, and waits for it. */
    public void end(String name) throws IOException {
        processes.end(name);
    }

    /** Lets this machine itself reach the page, by a cable to the edge that goes with it. */
    public void reachFromHost() throws IOException {
        String cable = "bl-" + home.name();
        Command.run(
                "ip",
                "link",
                "add",
                cable,
                "type",
                "veth",
                "peer",
                "name",
                "host",
                "netns",
                namespace("edge"));
        Command.run(
                "ip",
                "-n",
                namespace("edge"),
                "addr",
                "add",
                Topology.EDGE_TO_HOST + "/28",
                "dev",
                "host");
        Command.run("ip", "-n", namespace("edge"), "link", "set", "host", "up");
        Command.run("ip", "addr", "add", Topology.HOST + "/28", "dev", cable);
        Command.run("ip", "link", "set", cable, "up");
        for (String address : List.of(Topology.ANALYZER, Topology.ADAPTER)) {
            Command.run("ip", "route", "add", address + "/32", "via", Topology.EDGE_TO_HOST);
        }
    }

    /** Waits for a condition; an error that names it when it does not come. */
    public void await(String what, Condition condition) throws IOException {
        if (!comes(condition, LONGEST_WAIT_NANOS)) {
            throw new IOException("the lab waited in vain for: " + what + deaths());
        }
    }

    /** Whether a condition comes within that time. */
    public static boolean comes(Condition condition, long nanos) throws IOException {
        long start = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - start > nanos) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return true;
    }

    private String deaths() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Processes.Entry entry : processes.all()) {
            Path log = home.log(entry.name());
            if (entry.handle().isEmpty() && Files.exists(log)) {
                List<String> lines = Files.readAllLines(log);
                text.append("\nended: ").append(entry.name()).append(": ");
                text.append(
                        String.join(
                                "\n", lines.subList(Math.max(0, lines.size() - 5), lines.size())));
            }
        }
        return text.toString();
    }

    /** What runs and what does not, a line each. */
    public List<String> status() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Processes.Entry entry : processes.all()) {
            Optional<ProcessHandle> handle = entry.handle();
            lines.add(
                    "%-18s %s"
                            .formatted(
                                    entry.name(),
                                    handle.map(one -> "runs, process " + one.pid())
                                            .orElse("ended")));
        }
        return lines;
    }

    /** Ends every process and removes every namespace and file of this lab. */
    public void down() throws IOException {
        processes.endAll();
        for (String node : Topology.nodes()) {
            String namespace = namespace(node);
            if (Files.exists(Path.of("/run/netns", namespace))) {
                for (String pid : Command.run("ip", "netns", "pids", namespace).lines().toList()) {
                    ProcessHandle.of(Long.parseLong(pid.strip()))
                            .ifPresent(ProcessHandle::destroyForcibly);
                }
                Command.run("ip", "netns", "delete", namespace);
            }
        }
        home.remove();
    }

    /** Something that is awaited. */
    public interface Condition {
        boolean holds() throws IOException;
    }
}
