package org.beibu.probe.capture;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Two interfaces joined by a wire, without addresses, so that only what a test sends is on it.
 * Needs root and Linux; gone when removed.
 */
final class VethPair {
    private final String near;
    private final String far;

    private VethPair(String near, String far) {
        this.near = near;
        this.far = far;
    }

    /** Ends the test as skipped, with the reason, when this machine does not allow it. */
    static VethPair orSkip() throws IOException, InterruptedException {
        String stem = "bb" + ProcessHandle.current().pid() % 1_000_000;
        VethPair pair = new VethPair(stem + "a", stem + "b");
        boolean made =
                Files.isExecutable(Path.of("/usr/sbin/ip"))
                        && run("ip", "link", "add", pair.near, "type", "veth", "peer", pair.far)
                                == 0;
        assumeTrue(made, "no veth pair can be made: not root, or iproute2 is missing");
        for (String name : new String[] {pair.near, pair.far}) {
            Path quiet = Path.of("/proc/sys/net/ipv6/conf", name, "disable_ipv6");
            if (Files.isWritable(quiet)) {
                Files.writeString(quiet, "1");
            }
            run("ip", "link", "set", name, "up");
        }
        return pair;
    }

    /** The end where packets are captured. */
    String near() {
        return near;
    }

    /** The end where packets are sent. */
    String far() {
        return far;
    }

    void setDown() throws IOException, InterruptedException {
        run("ip", "link", "set", near, "down");
    }

    void setUp() throws IOException, InterruptedException {
        run("ip", "link", "set", near, "up");
    }

    void remove() throws IOException, InterruptedException {
        run("ip", "link", "delete", near);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
