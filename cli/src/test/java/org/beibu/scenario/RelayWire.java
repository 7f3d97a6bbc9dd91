package org.beibu.scenario;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Three network namespaces in a row: a sender's, a relay's and a reflector's. Skips the test, and
 * says why, on a machine that allows no such thing.
 *
 * <pre>
 *   sender 192.0.2.2 ── 192.0.2.1 relay 198.51.100.1 ── 198.51.100.2 reflector
 * </pre>
 */
final class RelayWire implements AutoCloseable {
    static final String NEAR = "192.0.2.1";
    static final String REFLECTOR = "198.51.100.2";

    private final String prefix = "beibu-" + ProcessHandle.current().pid() + "-";

    RelayWire() throws IOException {
        assumeTrue(isThere("ip"), "not installed: ip");
        boolean made =
                ip("netns", "add", prefix + "s")
                        && ip("netns", "add", prefix + "m")
                        && ip("netns", "add", prefix + "r");
        if (!made) {
            close();
        }
        assumeTrue(made, "not allowed: making network namespaces (needs root)");
        boolean joined =
                join("s", "192.0.2.2/24", NEAR + "/24")
                        && join("r", REFLECTOR + "/24", "198.51.100.1/24");
        if (!joined) {
            close();
        }
        assumeTrue(joined, "not allowed: making pairs of virtual interfaces");
    }

    private boolean join(String end, String address, String middle) throws IOException {
        String m = prefix + "m";
        String e = prefix + end;
        return ip("-n", m, "link", "add", end, "type", "veth", "peer", "name", "w", "netns", e)
                && ip("-n", m, "address", "add", middle, "dev", end)
                && ip("-n", e, "address", "add", address, "dev", "w")
                && ip("-n", m, "link", "set", end, "up")
                && ip("-n", e, "link", "set", "w", "up");
    }

    List<String> atSender() {
        return inside("s");
    }

    List<String> atRelay() {
        return inside("m");
    }

    List<String> atReflector() {
        return inside("r");
    }

    private List<String> inside(String end) {
        return List.of("ip", "netns", "exec", prefix + end);
    }

    private static boolean ip(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static boolean isThere(String tool) {
        return Stream.concat(
                        Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/sbin"))
                .anyMatch(part -> Files.isExecutable(Path.of(part, tool)));
    }

    @Override
    public void close() throws IOException {
        for (String end : List.of("s", "m", "r")) {
            ip("netns", "delete", prefix + end);
        }
    }
}
