package org.beibu.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the benchmarks work: the tree, its packaged {@code beibu}, and a directory for large files.
 *
 * @param root the top of the tree
 * @param scratch where capture files are made; they are kept for the next run
 */
record Workbench(Path root, Path scratch) {

    /** The command line of {@code beibu}, as the launcher runs it. */
    List<String> beibu(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(jvmOptions());
        command.add("-jar");
        command.add(root.resolve("cli/target/beibu.jar").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** The options of every Beibu process, as an argument of {@code java}. */
    String jvmOptions() {
        return "@" + root.resolve("systemd/jvm.options");
    }

    /** A file of {@code beibu simulate}, made unless it is there. */
    Path simulated(String name, String... arguments) throws IOException {
        Path file = scratch.resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        Files.createDirectories(scratch);
        Path unfinished = scratch.resolve(name + ".new");
        List<String> command = beibu("simulate", "--out", unfinished.toString());
        command.addAll(List.of(arguments));
        System.err.println("making " + file);
        MeasuredProcess.run(command);
        return Files.move(unfinished, file);
    }
}
