package org.beibu.scenario;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Two ends of a virtual cable in a network namespace of their own, where a capture file is played
 * into one end. Skips the test, and says why, on a machine that allows no such thing.
 */
final class LoopbackWire implements AutoCloseable {
    /** The end where packets come out. */
    static final String LISTENING = "beibu0";

    private static final String PLAYING = "beibu1";

    private final String namespace = "beibu-" + ProcessHandle.current().pid();
    private final List<Process> players = new ArrayList<>();

    LoopbackWire() throws IOException {
        for (String tool : List.of("ip", "tcpreplay")) {
            assumeTrue(isThere(tool), "not installed: " + tool);
        }
        assumeTrue(
                run("ip", "netns", "add", namespace) == 0,
                "not allowed: making a network namespace (needs root)");
        boolean wired =
                run(
                                        "ip", "-n", namespace, "link", "add", LISTENING, "mtu",
                                        "9000", "type", "veth", "peer", "name", PLAYING, "mtu",
                                        "9000")
                                == 0
                        && run("ip", "-n", namespace, "link", "set", "lo", "up") == 0
                        && run("ip", "-n", namespace, "link", "set", LISTENING, "up") == 0
                        && run("ip", "-n", namespace, "link", "set", PLAYING, "up") == 0;
        if (!wired) {
            close();
        }
        assumeTrue(wired, "not allowed: making a pair of virtual interfaces");
    }

    /** What to put before a command so that it runs where the wire is. */
    List<String> inside() {
        return List.of("ip", "netns", "exec", namespace);
    }

    /** Plays the capture over and over until the wire is closed or {@link #silence}. */
    void playForEver(Path capture, int packetsPerSecond) throws IOException {
        players.add(start(capture, "--pps", Integer.toString(packetsPerSecond), "--loop", "0"));
    }

    /** Plays the capture once, to its end. */
    void playOnce(Path capture, int packetsPerSecond) throws IOException {
        Process player = start(capture, "--pps", Integer.toString(packetsPerSecond));
        players.add(player);
        try {
            if (!player.waitFor(60, TimeUnit.SECONDS) || player.exitValue() != 0) {
                throw new IOException("tcpreplay failed on " + capture);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Ends all playing. */
    void silence() {
        players.forEach(Process::destroyForcibly);
        players.clear();
    }

    private Process start(Path capture, String... options) throws IOException {
        List<String> command = new ArrayList<>(inside());
        command.addAll(List.of("tcpreplay", "-q", "-i", PLAYING));
        command.addAll(List.of(options));
        command.add(capture.toString());
        return quiet(command).start();
    }

    private static ProcessBuilder quiet(List<String> command) {
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    private static int run(String... command) throws IOException {
        try {
            return quiet(List.of(command)).start().waitFor();
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
        silence();
        run("ip", "netns", "delete", namespace);
    }
}
