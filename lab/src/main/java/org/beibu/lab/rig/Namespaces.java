package org.beibu.lab.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The two network namespaces of a rig, named after this process. */
public final class Namespaces implements AutoCloseable {
    private static final Path FOLDER = Path.of("/run/netns");
    private static final Pattern OURS = Pattern.compile("beibu-lab-(\\d+)-[ab]");

    private final Path log;
    private final String prefix = "beibu-lab-" + ProcessHandle.current().pid();

    /** Makes both, after removing what a process that is gone has left behind. */
    public Namespaces(Path log) throws IOException {
        this.log = log;
        removeStale();
        try {
            ip("netns", "add", a());
            ip("netns", "add", b());
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Where the clients are. */
    public String a() {
        return prefix + "-a";
    }

    /** Where the servers are. */
    public String b() {
        return prefix + "-b";
    }

    /** A command as it must be given to run there. */
    public static List<String> inside(String namespace, String... command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(List.of(command));
        return all;
    }

    /** Runs {@code ip} with these words. */
    public void ip(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        LabProcess.run(log, "", command);
    }

    private void removeStale() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return;
        }
        try (Stream<Path> all = Files.list(FOLDER)) {
            for (Path namespace : all.toList()) {
                String name = String.valueOf(namespace.getFileName());
                Matcher ours = OURS.matcher(name);
                if (ours.matches()
                        && (name.startsWith(prefix + "-")
                                || ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty())) {
                    ip("netns", "delete", name);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (String name : List.of(a(), b())) {
            if (Files.exists(FOLDER.resolve(name))) {
                ip("netns", "delete", name);
            }
        }
    }
}
