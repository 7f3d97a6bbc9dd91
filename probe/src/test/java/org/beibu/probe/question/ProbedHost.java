package org.beibu.probe.question;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace at the other end of a virtual link, with a real DNS server that listens on
 * UDP and TCP port 53: 198.51.100.2 and 2001:db8:9::2. It forwards nothing: hosts behind it in
 * 203.0.113.0/24 are unreachable. Needs root, iproute2 and dnsmasq.
 */
final class ProbedHost implements AutoCloseable {
    static final String IPV4 = "198.51.100.2";
    static final String IPV6 = "2001:db8:9::2";
    static final String BEHIND = "203.0.113.7";
    static final int DOMAIN = 53;

    private final String stem;
    private final List<Process> children = new ArrayList<>();

    private ProbedHost(String stem) {
        this.stem = stem;
    }

    /** Makes it; ends the test as skipped, with the reason, when this machine does not allow it. */
    static ProbedHost orSkip() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/dnsmasq")), "dnsmasq is not installed");
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/ip")), "iproute2 is not installed");
        ProbedHost host = new ProbedHost("bq" + ProcessHandle.current().pid() % 1_000_000);
        assumeTrue(run("ip", "netns", "add", host.stem) == 0, "no namespaces: not root");
        try {
            host.link();
            host.serve();
        } catch (IOException | RuntimeException e) {
            host.close();
            throw e;
        }
        return host;
    }

    /** The interface at the prober's end. */
    String near() {
        return stem + "a";
    }

    private void link() throws IOException, InterruptedException {
        String far = stem + "b";
        must("ip", "link", "add", near(), "type", "veth", "peer", far, "netns", stem);
        must("ip", "address", "add", "198.51.100.1/24", "dev", near());
        must("ip", "address", "add", "2001:db8:9::1/64", "dev", near(), "nodad");
        must("ip", "link", "set", near(), "up");
        inside("ip", "address", "add", IPV4 + "/24", "dev", far);
        inside("ip", "address", "add", IPV6 + "/64", "dev", far, "nodad");
        inside("ip", "link", "set", "lo", "up");
        inside("ip", "link", "set", far, "up");
        inside("ip", "route", "add", "unreachable", "203.0.113.0/24");
        inside("sysctl", "-q", "-w", "net.ipv4.ip_forward=1");
        inside("sysctl", "-q", "-w", "net.ipv4.icmp_ratelimit=0");
        must("ip", "route", "add", "203.0.113.0/24", "via", IPV4);
    }

    private void serve() throws IOException {
        children.add(
                start(
                        "ip",
                        "netns",
                        "exec",
                        stem,
                        "dnsmasq",
                        "--keep-in-foreground",
                        "--conf-file=/dev/null",
                        "--user=root",
                        "--pid-file=",
                        "--no-resolv",
                        "--no-hosts",
                        "--local=/example.test/",
                        "--address=/www.example.test/192.0.2.9"));
    }

    /** Runs something there. */
    void inside(String... command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", stem));
        whole.addAll(List.of(command));
        must(whole.toArray(String[]::new));
    }

    /** The prober has this address too. */
    void alsoHas(String address) throws IOException, InterruptedException {
        must("ip", "address", "add", address + "/24", "dev", near());
    }

    /** Its answers are delayed, lost, doubled; skips the test where the kernel cannot. */
    void disturbOrSkip(String... netem) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", stem));
        whole.addAll(List.of("tc", "qdisc", "add", "dev", stem + "b", "root", "netem"));
        whole.addAll(List.of(netem));
        assumeTrue(run(whole.toArray(String[]::new)) == 0, "the kernel has no netem");
    }

    static Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void must(String... command) throws IOException, InterruptedException {
        int outcome = run(command);
        if (outcome != 0) {
            throw new IOException(String.join(" ", command) + ": " + outcome);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return start(command).waitFor();
    }

    @Override
    public void close() throws IOException {
        try {
            for (Process child : children) {
                child.destroy();
                child.waitFor(10, TimeUnit.SECONDS);
            }
            run("ip", "link", "delete", near());
            run("ip", "netns", "delete", stem);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
