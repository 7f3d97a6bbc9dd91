package org.beibu.router.bmp.station;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * FRR (AS 64500, 127.0.0.2) and GoBGP (AS 64511, 127.0.0.3) on loopback, peers of each other, each
 * with BMP towards a port of ours. Neither touches the kernel's routes.
 */
final class RealRouters implements AutoCloseable {
    private static final Path BGPD = Path.of("/usr/lib/frr/bgpd");
    private static final Path GOBGPD = Path.of("/usr/bin/gobgpd");

    private final Path folder;
    private final int frrPort = freePort();
    private final int goPort = freePort();
    private final int goApi = freePort();
    private final List<Process> running = new ArrayList<>();

    private RealRouters(Path folder) throws IOException {
        this.folder = folder;
    }

    /** Ends the test as skipped, with the reason, where they are not installed. */
    static RealRouters orSkip(Path folder) throws IOException {
        assumeTrue(Files.isExecutable(BGPD), "no FRR at " + BGPD);
        assumeTrue(Files.isExecutable(GOBGPD), "no GoBGP at " + GOBGPD);
        assumeTrue(System.getProperty("user.name").equals("root"), "FRR wants root");
        return new RealRouters(folder);
    }

    /** A port that nobody listens on now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process start(String name, String... command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(name + ".log").toFile())
                        .start();
        running.add(process);
        return process;
    }

    /** FRR, which shows its peers before and after policy and originates one prefix. */
    Process frr(int bmpPort) throws IOException {
        Path config = folder.resolve("bgpd.conf");
        Files.writeString(
                config,
                """
                router bgp 64500
                 bgp router-id 192.0.2.1
                 no bgp ebgp-requires-policy
                 no bgp network import-check
                 neighbor 127.0.0.3 remote-as 64511
                 neighbor 127.0.0.3 port %d
                 neighbor 127.0.0.3 ebgp-multihop 5
                 neighbor 127.0.0.3 disable-connected-check
                 neighbor 127.0.0.3 update-source 127.0.0.2
                 neighbor 127.0.0.3 timers connect 1
                 address-family ipv4 unicast
                  network 198.51.100.0/24
                  neighbor 127.0.0.3 soft-reconfiguration inbound
                 exit-address-family
                 bmp targets beibu
                  bmp monitor ipv4 unicast pre-policy
                  bmp monitor ipv4 unicast post-policy
                  bmp connect 127.0.0.1 port %d min-retry 100 max-retry 200
                 exit
                exit
                """
                        .formatted(goPort, bmpPort));
        String own = folder.toString();
        return start(
                "bgpd",
                (BGPD + " -Z -n -S -P 0 -M bmp -l 127.0.0.2 -p " + frrPort)
                        .concat(" -i " + own + "/bgpd.pid --vty_socket " + own + " -f " + config)
                        .split(" "));
    }

    /** GoBGP, which waits for FRR and shows what it has from it. */
    Process goBgp(int bmpPort) throws IOException {
        Path config = folder.resolve("gobgpd.yaml");
        Files.writeString(
                config,
                """
                global:
                  config: {as: 64511, router-id: 192.0.2.3, port: %d, local-address-list: ["127.0.0.3"]}
                bmp-servers:
                  - config: {address: 127.0.0.1, port: %d, route-monitoring-policy: all}
                neighbors:
                  - config: {neighbor-address: 127.0.0.2, peer-as: 64500}
                    transport: {config: {passive-mode: true}}
                    ebgp-multihop: {config: {enabled: true, multihop-ttl: 5}}
                """
                        .formatted(goPort, bmpPort));
        return start(
                "gobgpd",
                GOBGPD.toString(),
                "-f",
                config.toString(),
                "-t",
                "yaml",
                "--api-hosts",
                "127.0.0.3:" + goApi);
    }

    /**
     * Has GoBGP do something with a prefix: {@code add} or {@code del}. Its command waits for a
     * daemon that has only begun for less than a second, so it is asked again.
     */
    void goBgpRoute(String verb, String prefix) throws IOException, InterruptedException {
        String command =
                "gobgp -u 127.0.0.3 -p %d global rib %s %s nexthop 192.0.2.77"
                        .formatted(goApi, verb, prefix);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!isDone(start("gobgp", command.split(" ")))) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("gobgp: " + log("gobgp"));
            }
        }
    }

    private static boolean isDone(Process process) throws InterruptedException {
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /** What a daemon has written. */
    String log(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        running.forEach(Process::destroyForcibly);
    }
}
