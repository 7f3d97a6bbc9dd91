package org.beibu.scenario;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Two network namespaces joined by two virtual cables, the exits {@code exa} and {@code exb}. What
 * goes to 203.0.113.1 or 2001:db8:f::1 in the far one leaves by {@code exa}, but by {@code exb}
 * when its source is that of {@code exb}, its mark is 7, or its DSCP is 4. Skips the test, and says
 * why, on a machine that allows no such thing.
 */
final class TwoExits implements AutoCloseable {
    static final List<String> EXITS = List.of("exa", "exb");
    private static final long LONGEST_SECONDS = 20;

    private final String near = "beibu-near-" + ProcessHandle.current().pid();
    private final String far = "beibu-far-" + ProcessHandle.current().pid();

    TwoExits() throws IOException {
        for (String tool : List.of("ip", "tcpdump")) {
            assumeTrue(isThere(tool), "not installed: " + tool);
        }
        assumeTrue(
                run("netns add " + near) == 0 && run("netns add " + far) == 0,
                "not allowed: making network namespaces (needs root)");
        boolean made = make();
        if (!made) {
            close();
        }
        assumeTrue(made, "not allowed: virtual interfaces with addresses of IPv4 and IPv6");
    }

    private boolean make() throws IOException {
        List<String> words = new ArrayList<>();
        words.add("-n NEAR link add exa type veth peer name exa netns FAR");
        words.add("-n NEAR link add exb type veth peer name exb netns FAR");
        for (String end : List.of("NEAR 1", "FAR 2")) {
            String name = "-n " + end.substring(0, end.length() - 2);
            String host = end.substring(end.length() - 1);
            words.add(name + " addr add 192.0.2." + host + "/30 dev exa");
            words.add(name + " addr add 198.51.100." + host + "/30 dev exb");
            words.add(name + " addr add 2001:db8:a::" + host + "/64 dev exa nodad");
            words.add(name + " addr add 2001:db8:b::" + host + "/64 dev exb nodad");
            words.add(name + " addr add fe80::" + host + "/64 dev exb nodad");
            words.add(name + " link set lo up");
            words.add(name + " link set exa up");
            words.add(name + " link set exb up");
        }
        words.add("-n FAR addr add 203.0.113.1/32 dev lo");
        words.add("-n FAR addr add 2001:db8:f::1/128 dev lo nodad");
        words.add("-n NEAR route add 203.0.113.1 via 192.0.2.2");
        words.add("-n NEAR route add 203.0.113.1 via 198.51.100.2 table 100");
        words.add("-n NEAR -6 route add 2001:db8:f::1 via 2001:db8:a::2");
        words.add("-n NEAR -6 route add 2001:db8:f::1 via 2001:db8:b::2 table 100");
        for (String rule : List.of("from 198.51.100.1", "fwmark 7", "tos 0x10")) {
            words.add("-n NEAR rule add " + rule + " lookup 100");
        }
        for (String rule : List.of("from 2001:db8:b::1", "fwmark 7", "tos 0x10")) {
            words.add("-n NEAR -6 rule add " + rule + " lookup 100");
        }
        for (String line : words) {
            if (run(line.replace("NEAR", near).replace("FAR", far)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** What to put before a command so that it runs where the senders are. */
    List<String> near() {
        return List.of("ip", "netns", "exec", near);
    }

    /** The same for the reflectors. */
    List<String> far() {
        return List.of("ip", "netns", "exec", far);
    }

    /** Packets of UDP seen on one exit, a line each. */
    final class Watch implements AutoCloseable {
        private final Process process;
        private final Path seen;

        Watch(String exit, Path folder) throws IOException, InterruptedException {
            seen = folder.resolve(exit + ".txt");
            Path errors = folder.resolve(exit + ".err");
            List<String> command = new ArrayList<>(near());
            command.addAll(List.of("tcpdump", "--immediate-mode", "-Q", "out", "-i", exit));
            command.addAll(List.of("-nn", "-l", "-v", "udp"));
            process =
                    new ProcessBuilder(command)
                            .redirectOutput(seen.toFile())
                            .redirectError(errors.toFile())
                            .start();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
            while (!Files.readString(errors).contains("listening on")) {
                assumeTrue(System.nanoTime() < end, "tcpdump does not listen");
                process.waitFor(20, TimeUnit.MILLISECONDS);
            }
        }

        /** How many packets it has told of so far. */
        long packets() throws IOException {
            return Files.readString(seen).lines().filter(line -> line.contains(" > ")).count();
        }

        /** Gives it a moment to read what is there. */
        void pause() throws InterruptedException {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }

        /** Ends the watch and gives what was seen. */
        String text() throws IOException, InterruptedException {
            process.destroy();
            process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            return Files.readString(seen);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    private static boolean isThere(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, tool))
                .anyMatch(Files::isExecutable);
    }

    private static int run(String words) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words.split(" ", -1)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int code = process.waitFor();
            if (code != 0) {
                System.out.println(String.join(" ", command) + ": " + said);
            }
            return code;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        run("netns delete " + near);
        run("netns delete " + far);
    }
}
