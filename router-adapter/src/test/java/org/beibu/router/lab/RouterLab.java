package org.beibu.router.lab;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Network namespaces with real routers, named after this process; everything ends with it. Skips
 * the test, and says why, where that is not possible.
 */
public final class RouterLab implements AutoCloseable {
    private static final long LONGEST_SECONDS = 20;
    private static final List<String> FOLDERS =
            List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/lib/frr");

    private final String prefix = "br" + ProcessHandle.current().pid();
    private final Path folder;
    private final List<String> namespaces = new ArrayList<>();
    private final List<Talk> processes = new ArrayList<>();

    /** With these programs of these packages, or not at all. */
    public RouterLab(Path folder, String... programs) {
        this.folder = folder;
        assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "not root: cannot make network namespaces");
        for (String program : programs) {
            assumeTrue(!find(program).isEmpty(), "not installed: " + program);
        }
    }

    /** The full name of a program, empty when it is not there. */
    public static String find(String program) {
        return FOLDERS.stream()
                .map(folder -> folder + "/" + program)
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst()
                .orElse("");
    }

    public Path folder() {
        return folder;
    }

    private String name(String node) {
        return prefix + node;
    }

    /** Makes nodes. */
    public void nodes(String... nodes) throws IOException {
        for (String node : nodes) {
            namespaces.add(node);
            assumeTrue(
                    run("ip", "netns", "add", name(node)) == 0,
                    "not allowed: making network namespaces");
            ip(node, "link", "set", "lo", "up");
            for (String what : List.of("all", "default")) {
                run(inside(node, "sysctl", "-qw", "net.ipv6.conf." + what + ".accept_dad=0"));
            }
            run(inside(node, "sysctl", "-qw", "net.ipv4.ip_forward=1"));
        }
    }

    /** A cable between two nodes; each end is named after the other. */
    public void link(String one, String other) throws IOException {
        ip(
                one,
                "link",
                "add",
                "name",
                other,
                "type",
                "veth",
                "peer",
                "name",
                one,
                "netns",
                name(other));
        ip(one, "link", "set", other, "up");
        ip(other, "link", "set", one, "up");
    }

    /** Gives a device of one node to another. */
    public void move(String from, String device, String to) throws IOException {
        ip(from, "link", "set", device, "netns", name(to));
    }

    /** An address at a node's end of a cable. */
    public void address(String node, String device, String address) throws IOException {
        ip(node, "addr", "add", address, "dev", device);
    }

    public void ip(String node, String... words) throws IOException {
        String[] command =
                Stream.concat(Stream.of("ip", "-n", name(node)), Stream.of(words))
                        .toArray(String[]::new);
        if (run(command) != 0) {
            fail("failed: " + String.join(" ", command));
        }
    }

    /** A command as it runs at a node. */
    public String[] inside(String node, String... command) {
        return Stream.concat(Stream.of("ip", "netns", "exec", name(node)), Stream.of(command))
                .toArray(String[]::new);
    }

    /** Starts a program at a node; it ends with the lab. */
    public Talk start(String node, String... command) throws IOException {
        Talk talk = new Talk(List.of(inside(node, command)));
        processes.add(talk);
        return talk;
    }

    /** What a command at a node says. */
    public String ask(String node, String... command) throws IOException {
        Process process =
                new ProcessBuilder(inside(node, command)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        end(process);
        return said;
    }

    /** Asks until the answer is as wanted; the last answer. */
    public String askUntil(String node, Predicate<String> wanted, String... command)
            throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        String said = ask(node, command);
        while (!wanted.test(said)) {
            if (System.nanoTime() - end > 0) {
                return fail(String.join(" ", command) + " still says:\n" + said + ended());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            said = ask(node, command);
        }
        return said;
    }

    /** Whether nstat shows that the kernel has counted this. */
    public static Predicate<String> counts(String name) {
        Pattern counter = Pattern.compile("TcpExt" + name + "\\s+[1-9]");
        return said -> counter.matcher(said).find();
    }

    /** What those said that have ended, for messages. */
    private String ended() {
        return processes.stream()
                .filter(process -> !process.process().isAlive())
                .map(process -> "\nended: " + process.words())
                .collect(Collectors.joining());
    }

    /** A configuration file that any daemon's user may read. */
    public Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file;
    }

    /** Starts zebra and bgpd of FRR with this configuration; both keep their files in a folder. */
    public Talk frr(String node, String bgpd) throws IOException {
        Path home = Files.createDirectories(folder.resolve("frr-" + node));
        Path zebraConf = Files.writeString(home.resolve("zebra.conf"), "hostname zebra\n");
        Path bgpdConf = Files.writeString(home.resolve("bgpd.conf"), bgpd);
        run("chown", "-R", "frr:frr", home.toString());
        run("chmod", "a+rx", folder.toString());
        start(
                node,
                find("zebra"),
                "-f",
                zebraConf.toString(),
                "-i",
                home + "/zebra.pid",
                "-z",
                home + "/zserv.api",
                "--vty_socket",
                home.toString(),
                "-P",
                "0");
        return start(
                node,
                find("bgpd"),
                "-f",
                bgpdConf.toString(),
                "-i",
                home + "/bgpd.pid",
                "-z",
                home + "/zserv.api",
                "--vty_socket",
                home.toString(),
                "-P",
                "0",
                "--log",
                "file:" + home + "/bgpd.log",
                "--log-level",
                "informational");
    }

    /** What FRR's shell answers to these commands. */
    public String vtysh(String node, String... commands) throws IOException {
        List<String> all = new ArrayList<>(List.of("vtysh", "--vty_socket"));
        all.add(folder.resolve("frr-" + node).toString());
        for (String command : commands) {
            all.add("-c");
            all.add(command);
        }
        return ask(node, all.toArray(String[]::new));
    }

    /** The process of bgpd, to be stopped and continued. */
    public String bgpdPid(String node) throws IOException {
        return Files.readString(folder.resolve("frr-" + node).resolve("bgpd.pid")).strip();
    }

    /** The speaker in a process of its own. */
    public Talk speaker(String node) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of(System.getProperty("beibu.root"), "systemd", "jvm.options"));
        command.add("-XX:TieredStopAtLevel=1");
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("org.beibu.router.bgp.transport.SpeakerMain");
        Talk speaker = start(node, command.toArray(String[]::new));
        speaker.await(0, "ready");
        return speaker;
    }

    public static int run(String... command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return end(process);
    }

    private static int end(Process process) throws IOException {
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("does not end: " + process.info().commandLine());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        processes.forEach(Talk::close);
        for (String node : namespaces) {
            run("ip", "netns", "del", name(node));
        }
    }
}
