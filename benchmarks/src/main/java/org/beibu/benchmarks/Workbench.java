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
        return made(
                name,
                unfinished -> {
                    List<String> command = beibu("simulate", "--out", unfinished.toString());
                    command.addAll(List.of(arguments));
                    MeasuredProcess.run(command);
                });
    }

    /** A large file, made unless it is there; it gets its name once it is complete. */
    Path made(String name, Maker maker) throws IOException {
        Path file = scratch.resolve(name);
        if (!Files.exists(file)) {
            Files.createDirectories(scratch);
            Path unfinished = scratch.resolve(name + ".new");
            Files.deleteIfExists(unfinished);
            System.err.println("making " + file);
            maker.make(unfinished);
            Files.move(unfinished, file);
        }
        return file;
    }

    /** Makes a file that is not there. */
    interface Maker {
        void make(Path file) throws IOException;
    }
}
