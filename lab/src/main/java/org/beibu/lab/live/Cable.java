package org.beibu.lab.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beibu.lab.rig.LabProcess;
import org.beibu.lab.rig.Namespaces;

/** Both ends of the cable; nothing but what is played travels on it. */
public final class Cable implements AutoCloseable {
    /** The interface in each namespace. */
    public static final String INTERFACE = "wire";

    private static final String NO_IPV6 = "echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6";
    private static final Pattern SENT = Pattern.compile("Actual: (\\d+) packets");
    private static final Pattern RATE = Pattern.compile("Rated: .* ([0-9.]+) pps");

    private final Namespaces spaces;
    private final Path folder;

    private Cable(Namespaces spaces, Path folder) {
        this.spaces = spaces;
        this.folder = folder;
    }

    /** Why there can be none on this machine; empty when there can. */
    public static Optional<String> obstacle() {
        for (String tool : List.of("ip", "tcpreplay", "chrt", "timeout")) {
            if (!LabProcess.isInstalled(tool)) {
                return Optional.of("not installed: " + tool);
            }
        }
        return "root".equals(System.getProperty("user.name"))
                ? Optional.empty()
                : Optional.of("not root: cannot make network namespaces");
    }

    /** Makes both ends; logs go into the folder. */
    public static Cable make(Path folder) throws IOException {
        Path log = folder.resolve("ip.log");
        Namespaces spaces = new Namespaces(log);
        Cable cable = new Cable(spaces, folder);
        try {
            for (String space : List.of(spaces.a(), spaces.b())) {
                LabProcess.run(log, NO_IPV6, Namespaces.inside(space, "sh", "-e"));
            }
            spaces.ip(
                    "-n",
                    spaces.a(),
                    "link",
                    "add",
                    INTERFACE,
                    "type",
                    "veth",
                    "peer",
                    "name",
                    INTERFACE,
                    "netns",
                    spaces.b());
            for (String space : List.of(spaces.a(), spaces.b())) {
                spaces.ip("-n", space, "link", "set", INTERFACE, "up");
            }
            return cable;
        } catch (IOException e) {
            cable.close();
            throw e;
        }
    }

    /** Starts a program at the end where packets come out; it has a minute and a half. */
    public LabProcess start(Path log, List<String> command) throws IOException {
        List<String> inside =
                new ArrayList<>(Namespaces.inside(spaces.b(), command.toArray(String[]::new)));
        return LabProcess.start(log, 90, inside);
    }

    /** Whether a packet socket is bound and running where packets come out (packet(7)). */
    public boolean isCaptured() throws IOException {
        Path sockets = folder.resolve("sockets");
        LabProcess.run(
                folder.resolve("ip.log"),
                "awk 'NR > 1 && $6 == 1' /proc/net/packet >" + sockets,
                Namespaces.inside(spaces.b(), "sh", "-e"));
        return Files.size(sockets) > 0;
    }

    /** Plays a capture once at that rate, and waits for its end. */
    public Played play(Path capture, int packetsPerSecond) throws IOException {
        Path log = folder.resolve("tcpreplay.log");
        Files.deleteIfExists(log);
        try (LabProcess player =
                LabProcess.start(
                        log,
                        80,
                        Namespaces.inside(
                                spaces.a(),
                                "chrt",
                                "-f",
                                "5",
                                "tcpreplay",
                                "-q",
                                "-K",
                                "--pps",
                                "" + packetsPerSecond,
                                "-i",
                                INTERFACE,
                                capture.toString()))) {
            player.await(80);
        }
        String said = Files.readString(log);
        return new Played(Long.parseLong(find(SENT, said)), Double.parseDouble(find(RATE, said)));
    }

    private static String find(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("tcpreplay said something else: " + text);
        }
        return matcher.group(1);
    }

    /**
     * What tcpreplay says it did.
     *
     * @param packets sent
     * @param packetsPerSecond on average
     */
    public record Played(long packets, double packetsPerSecond) {}

    @Override
    public void close() throws IOException {
        spaces.close();
    }
}
