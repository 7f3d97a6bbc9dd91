package org.beibu.lab.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a systemd unit of Beibu grants its daemon, with its drop-ins.
 *
 * @param jvmOptions options of the virtual machine, such as {@code -Xmx512m}
 * @param capabilities as {@code setpriv} names them, such as {@code net_raw}
 */
record ServiceUnit(List<String> jvmOptions, Set<String> capabilities) {
    private static final String EXEC = "ExecStart=";
    private static final String CAPABILITIES = "AmbientCapabilities=";

    ServiceUnit {
        jvmOptions = List.copyOf(jvmOptions);
        capabilities = Set.copyOf(capabilities);
    }

    /** Reads a unit and what is dropped in. */
    static ServiceUnit read(Path... files) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            lines.addAll(Files.readAllLines(file));
        }
        return of(lines);
    }

    static ServiceUnit of(List<String> lines) {
        List<String> options = new ArrayList<>();
        Set<String> capabilities = new LinkedHashSet<>();
        for (String line : lines) {
            if (line.startsWith(EXEC)) {
                for (String word : line.substring(EXEC.length()).split(" ", -1)) {
                    if (word.startsWith("-X")) {
                        options.add(word);
                    }
                }
            } else if (line.startsWith(CAPABILITIES)) {
                for (String name : line.substring(CAPABILITIES.length()).split(" ", -1)) {
                    if (name.startsWith("CAP_")) {
                        capabilities.add(name.substring(4).toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
        return new ServiceUnit(options, capabilities);
    }

    /** The words that run a command as that user, with these capabilities and no others. */
    List<String> runAs(int user, int group) {
        StringBuilder set = new StringBuilder("-all");
        capabilities.stream().sorted().forEach(name -> set.append(",+").append(name));
        return List.of(
                "setpriv",
                "--reuid=" + user,
                "--regid=" + group,
                "--clear-groups",
                "--no-new-privs",
                "--inh-caps=" + set,
                "--ambient-caps=" + set,
                "--bounding-set=" + set,
                "sh",
                "-c",
                "umask 0007; exec \"$@\"",
                "sh");
    }
}
