package org.beibu.lab.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beibu.lab.bureau.LabDestination;
import org.beibu.lab.bureau.NetworkScript;
import org.beibu.lab.bureau.Topology;

/** Beibu in the lab: each daemon as its systemd unit would run it, as far as that goes without. */
public final class Daemons {
    private static final String PRODUCTION_DATA = "/var/lib/beibu";

    private final LabHome home;
    private final Path units;
    private final NetworkScript network;
    private final Processes processes;

    Daemons(LabHome home, Path root, NetworkScript network, Processes processes) {
        this.home = home;
        units = root.resolve("systemd");
        this.network = network;
        this.processes = processes;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Starts the reflectors of all destinations. */
    void startReflectors() throws IOException {
        ServiceUnit unit = ServiceUnit.read(units.resolve("beibu-reflector.service"));
        Path temporary = temporary("reflector", Daemon.REFLECTOR_USER);
        for (LabDestination to : Topology.DESTINATIONS) {
            List<String> arguments =
                    List.of(
                            "reflector",
                            "--listen",
                            to.address() + ":862",
                            "--allow",
                            Topology.BUREAU);
            start(
                    to.node() + "-reflector",
                    to.node(),
                    command(unit, Daemon.REFLECTOR_USER, temporary, List.of(), arguments));
        }
    }

    /** Starts a daemon. */
    public void start(Daemon daemon) throws IOException {
        start(daemon, List.of());
    }

    /**
     * Starts a daemon with words before its command, such as an environment, that its own user
     * runs.
     */
    public void start(Daemon daemon, List<String> before) throws IOException {
        List<Path> files = new ArrayList<>();
        daemon.unitFiles().forEach(name -> files.add(units.resolve(name)));
        List<String> command =
                command(
                        ServiceUnit.read(files.toArray(Path[]::new)),
                        daemon.user(),
                        temporary(daemon.node(), daemon.user()),
                        before,
                        List.of(daemon.command(), "--config", home.config().toString()));
        start(daemon.node(), daemon.node(), command);
    }

    /** Makes the data directory and its parts, owned as systemd-tmpfiles would make them. */
    void makeData() throws IOException {
        for (String line : Files.readAllLines(units.resolve("beibu.tmpfiles"))) {
            String[] words = line.split(" +", -1);
            if (line.startsWith("d " + PRODUCTION_DATA)) {
                Path folder = Path.of(home.data() + words[1].substring(PRODUCTION_DATA.length()));
                Files.createDirectories(folder);
                String owner = Daemon.numberOf(words[3]) + ":" + Daemon.GROUP;
                Command.run("chown", owner, folder.toString());
                Command.run("chmod", words[2], folder.toString());
            }
        }
    }

    private Path temporary(String name, int user) throws IOException {
        Path folder = Files.createDirectories(home.folder().resolve("tmp").resolve(name));
        Command.run("chown", user + ":" + Daemon.GROUP, folder.toString());
        return folder;
    }

    private List<String> command(
            ServiceUnit unit,
            int user,
            Path temporary,
            List<String> before,
            List<String> arguments) {
        List<String> command = new ArrayList<>(unit.runAs(user, Daemon.GROUP));
        command.addAll(before);
        command.add(java());
        command.add("@" + home.installed().resolve("jvm.options"));
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(unit.jvmOptions());
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(List.of("-jar", home.installed().resolve("beibu.jar").toString()));
        command.addAll(arguments);
        return command;
    }

    private void start(String name, String node, List<String> command) throws IOException {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", network.namespace(node)));
        all.addAll(command);
        processes.start(name, home.log(name), all);
    }

    /** {@code kill -9}. */
    public void kill(Daemon daemon) throws IOException {
        processes.kill(daemon.node());
    }

    /** Asks it to end, as {@code systemctl stop} does. */
    public void stop(Daemon daemon) throws IOException {
        processes.end(daemon.node());
    }

    public boolean isRunning(Daemon daemon) throws IOException {
        return processes.running(daemon.node()).isPresent();
    }

    /** What a daemon answers at its web address; empty when it does not. */
    public String ask(Daemon daemon, String path) {
        try {
            return http(daemon).get(path);
        } catch (IOException e) {
            return "";
        }
    }

    /** Has the adapter do something. */
    public String post(String path) throws IOException {
        return post(path, "");
    }

    /** Gives the adapter a document. */
    public String post(String path, String body) throws IOException {
        return http(Daemon.ADAPTER).post(path, body);
    }

    private NodeHttp http(Daemon daemon) {
        return switch (daemon) {
            case PROBE -> at("probe", Topology.PROBE, Topology.PROBE_PORT);
            case ANALYZER -> at("analyzer", Topology.ANALYZER, Topology.PAGE_PORT);
            case ADAPTER -> at("adapter", Topology.ADAPTER, Topology.ADAPTER_PORT);
        };
    }

    private NodeHttp at(String node, String address, int port) {
        return new NodeHttp(network.namespace(node), address, port);
    }
}
