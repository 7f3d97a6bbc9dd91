package org.beibu.lab.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.beibu.lab.relay.RelayMain;

/**
 * Builds the two ends and the wire between them, runs the load, records, and removes everything.
 */
public final class WireRig {
    private static final String WIRE = RelayMain.INTERFACE;
    private static final String CLIENT_MAC = "02:00:00:00:00:0a";
    private static final String SERVER_MAC = "02:00:00:00:00:0b";
    private static final List<String> TOOLS =
            List.of("ip", "tcpdump", "nginx", "wrk", "ping", "timeout", "taskset");
    private static final long LONGEST_WAIT_SECONDS = 20;

    private final RigPlan plan;
    private final Path folder;

    /** A run that leaves its recordings and logs there. */
    public WireRig(RigPlan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    /** Why the rig cannot run on this machine; empty when it can. */
    public static Optional<String> obstacle() {
        for (String tool : TOOLS) {
            if (!LabProcess.isInstalled(tool)) {
                return Optional.of("not installed: " + tool);
            }
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("not root: cannot make network namespaces");
        }
        return Files.isWritable(Path.of("/dev/net/tun"))
                ? Optional.empty()
                : Optional.of("no /dev/net/tun");
    }

    /** What is recorded of the clients' end. */
    public Path clientCapture() {
        return folder.resolve("a.pcap");
    }

    /** What is recorded of the servers' end. */
    public Path serverCapture() {
        return folder.resolve("b.pcap");
    }

    /** Runs everything. */
    public Outcome run() throws IOException {
        Files.createDirectories(folder);
        Path log = folder.resolve("ip.log");
        try (Namespaces spaces = new Namespaces(log);
                LabProcess relay = startRelay(spaces)) {
            relay.awaitLine(RelayMain.READY);
            configure(log, spaces.a(), Hosts.CLIENTS, CLIENT_MAC, Hosts.SERVERS, SERVER_MAC);
            configure(log, spaces.b(), Hosts.SERVERS, SERVER_MAC, Hosts.CLIENTS, CLIENT_MAC);
            return record(spaces, relay);
        }
    }

    private LabProcess startRelay(Namespaces spaces) throws IOException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RelayMain.class.getName(),
                        spaces.a(),
                        spaces.b(),
                        "" + plan.secondsAtMost(),
                        "" + plan.lostOfTenThousand());
        return LabProcess.startTalking(folder.resolve("relay.log"), command);
    }

    private Outcome record(Namespaces spaces, LabProcess relay) throws IOException {
        try (LabProcess server = WebServer.start(spaces.b(), folder, plan.secondsAtMost());
                Recording a = Recording.start(spaces.a(), WIRE, clientCapture(), plan);
                Recording b = Recording.start(spaces.b(), WIRE, serverCapture(), plan)) {
            waitUntil(() -> a.isListening() && b.isListening(), () -> a.isAlive() && b.isAlive());
            waitUntil(() -> Files.exists(folder.resolve("nginx.pid")), server::isAlive);
            for (String address : Hosts.SERVERS.subList(0, plan.addresses())) {
                WebLoad.run(spaces.a(), address, plan, folder);
            }
            ping(spaces.a());
            long dropped = a.stop() + b.stop();
            relay.endInput();
            return new Outcome(dropped, relay.rest());
        }
    }

    private void ping(String namespace) throws IOException {
        for (String address : Hosts.SERVERS.subList(0, 2)) {
            LabProcess.run(
                    folder.resolve("ping.log"),
                    "",
                    Namespaces.inside(
                            namespace, "ping", "-n", "-q", "-c", "25", "-i", "0.05", "-w", "5",
                            address));
        }
    }

    private void configure(
            Path log,
            String namespace,
            List<String> own,
            String ownMac,
            List<String> others,
            String otherMac)
            throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("link set lo up");
        lines.add("link set " + WIRE + " address " + ownMac + " mtu 1500 txqueuelen 10000");
        own.forEach(address -> lines.add("addr add " + Hosts.withPrefix(address)));
        lines.add("link set " + WIRE + " up");
        for (String other : others) {
            lines.add("neigh replace " + other + " lladdr " + otherMac + " dev " + WIRE);
        }
        LabProcess.run(
                log,
                String.join("\n", lines) + "\n",
                List.of("ip", "-n", namespace, "-batch", "-"));
        LabProcess.run(log, settings(), Namespaces.inside(namespace, "sh", "-e"));
    }

    /** Kernel settings of a namespace, as a script. */
    private String settings() {
        return """
        cd /proc/sys/net
        echo %d >ipv4/tcp_timestamps
        echo 1 >ipv4/tcp_no_metrics_save
        echo 1 >ipv4/tcp_tw_reuse
        echo 5 >ipv4/tcp_fin_timeout
        echo 16384 >ipv4/tcp_max_syn_backlog
        echo 8192 >core/somaxconn
        echo 1100 65500 >ipv4/ip_local_port_range
        """
                .formatted(plan.timestamps() ? 1 : 0);
    }

    private void waitUntil(Condition done, Condition possible) throws IOException {
        long start = System.nanoTime();
        while (!done.holds()) {
            if (!possible.holds()
                    || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS)) {
                throw new IOException("a part of the rig did not start: see the logs in " + folder);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    /**
     * What the run says about itself.
     *
     * @param droppedByKernel packets missing in the recordings
     * @param relayReport what the relay carried and lost, and how late it was
     */
    public record Outcome(long droppedByKernel, String relayReport) {}
}
