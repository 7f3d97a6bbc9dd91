package org.beibu.scenario;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Hosts and routers in network namespaces: two equal ways from the first router to the last, and a
 * short one that is not used at first. Skips the test, and says why, where that is not allowed.
 *
 * <pre>
 *   a --- r1 --- x --- r2 --- b        192.0.2.0/28 and so on, a net of 16 each
 *           \--- y ---/
 *           \---------/                the short way
 * </pre>
 */
final class RouterChain implements AutoCloseable {
    /** The address of the far host. */
    static final String FAR = "192.0.2.82";

    private static final List<String> NODES = List.of("a", "r1", "x", "y", "r2", "b");

    private final String prefix = "bc" + ProcessHandle.current().pid();

    RouterChain() throws IOException {
        assumeTrue(isThere(), "not installed: ip");
        boolean made = true;
        for (String node : NODES) {
            made &= run("ip", "netns", "add", name(node)) == 0;
        }
        boolean wired = made && wire();
        if (!wired) {
            close();
        }
        assumeTrue(made, "not allowed: making network namespaces (needs root)");
        assumeTrue(wired, "not possible: routers in namespaces (needs ip and sysctl)");
    }

    private static boolean isThere() {
        return Stream.of("/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip")
                .anyMatch(f -> new File(f).canExecute());
    }

    private String name(String node) {
        return prefix + node;
    }

    private boolean wire() throws IOException {
        boolean done = true;
        for (String node : NODES) {
            done &= ip(node, "link", "set", "lo", "up");
            done &=
                    run(
                                    inside(
                                            node,
                                            "sysctl",
                                            "-qw",
                                            "net.ipv4.ip_forward=1",
                                            "net.ipv4.fib_multipath_hash_policy=1",
                                            "net.ipv4.icmp_ratelimit=0",
                                            "net.ipv4.conf.all.rp_filter=0",
                                            "net.ipv4.conf.default.rp_filter=0"))
                            == 0;
        }
        done &= link("a", "r1", 0) && link("r1", "x", 16) && link("r1", "y", 32);
        done &= link("x", "r2", 48) && link("y", "r2", 64) && link("r2", "b", 80);
        done &= link("r1", "r2", 96);
        done &= ip("a", "route", "add", "default", "via", "192.0.2.2");
        done &= ip("b", "route", "add", "default", "via", "192.0.2.81");
        done &= useBothWays();
        done &= ip("x", "route", "add", "192.0.2.80/28", "via", "192.0.2.50");
        done &= ip("y", "route", "add", "192.0.2.80/28", "via", "192.0.2.66");
        done &= ip("x", "route", "add", "192.0.2.0/28", "via", "192.0.2.17");
        done &= ip("y", "route", "add", "192.0.2.0/28", "via", "192.0.2.33");
        return done && ip("r2", "route", "add", "192.0.2.0/28", "via", "192.0.2.49");
    }

    /** From the first router both long ways are equal. */
    boolean useBothWays() throws IOException {
        return ip(
                "r1",
                "route",
                "replace",
                "192.0.2.80/28",
                "nexthop",
                "via",
                "192.0.2.18",
                "nexthop",
                "via",
                "192.0.2.34");
    }

    /** From the first router one of the long ways is used. */
    boolean useOneLongWay() throws IOException {
        return ip("r1", "route", "replace", "192.0.2.80/28", "via", "192.0.2.18");
    }

    /** From the first router the short way is used. */
    boolean useShortWay() throws IOException {
        return ip("r1", "route", "replace", "192.0.2.80/28", "via", "192.0.2.98");
    }

    /** Two ends with the first two addresses of a net. */
    private boolean link(String one, String other, int net) throws IOException {
        String here = "to-" + other;
        String there = "to-" + one;
        return ip(
                        one,
                        "link",
                        "add",
                        here,
                        "type",
                        "veth",
                        "peer",
                        "name",
                        there,
                        "netns",
                        name(other))
                && ip(one, "addr", "add", "192.0.2." + (net + 1) + "/28", "dev", here)
                && ip(other, "addr", "add", "192.0.2." + (net + 2) + "/28", "dev", there)
                && ip(one, "link", "set", here, "up")
                && ip(other, "link", "set", there, "up");
    }

    private boolean ip(String node, String... words) throws IOException {
        return run(
                        Stream.concat(Stream.of("ip", "-n", name(node)), Stream.of(words))
                                .toArray(String[]::new))
                == 0;
    }

    /** A command that runs at a node. */
    String[] inside(String node, String... command) {
        return Stream.concat(wrapper(node).stream(), Stream.of(command)).toArray(String[]::new);
    }

    /** What to put before a command so that it runs at a node. */
    List<String> wrapper(String node) {
        return List.of("ip", "netns", "exec", name(node));
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (String node : NODES) {
            run("ip", "netns", "del", name(node));
        }
    }
}
