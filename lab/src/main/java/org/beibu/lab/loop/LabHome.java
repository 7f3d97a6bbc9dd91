package org.beibu.lab.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a lab keeps its files: below {@code /run/beibu-lab-NAME}, or on the disk where that is
 * told.
 *
 * @param name tells labs on one machine apart
 * @param folder its files
 */
public record LabHome(String name, Path folder) {
    public LabHome {
        if (!name.matches("[a-z0-9]{1,10}")) {
            throw new IllegalArgumentException("a lab's name is 1 to 10 of a-z, 0-9: " + name);
        }
    }

    /** The lab of that name. */
    public static LabHome of(String name) {
        return new LabHome(name, Path.of("/run/beibu-lab-" + name));
    }

    /** What the names of its namespaces begin with. */
    public String prefix() {
        return "bl-" + name + "-";
    }

    public Path lineSocket() {
        return folder.resolve("line.sock");
    }

    Path processes() {
        return folder.resolve("processes");
    }

    public Path config() {
        return folder.resolve("etc").resolve("beibu.yaml");
    }

    Path catalogue() {
        return folder.resolve("etc").resolve("catalogue.tsv");
    }

    /** Where Beibu is installed for the lab. */
    Path installed() {
        return folder.resolve("opt");
    }

    /** The daemons' data directory. */
    public Path data() {
        return folder.resolve("data");
    }

    /** The log of a process. */
    public Path log(String process) {
        return folder.resolve("log").resolve(process + ".log");
    }

    /** FRR's files of a node. */
    public Path frr(String node) {
        return folder.resolve("frr-" + node);
    }

    boolean exists() {
        return Files.exists(folder);
    }

    void make() throws IOException {
        for (String below : List.of("log", "etc", "opt", "data", "tmp", "bird")) {
            Files.createDirectories(folder.resolve(below));
        }
    }

    /** Copies the build, so that the next build does not disturb what runs. */
    void install(Path root) throws IOException {
        Path target = root.resolve("cli").resolve("target");
        copy(target.resolve("beibu.jar"), installed().resolve("beibu.jar"));
        copy(root.resolve("systemd").resolve("jvm.options"), installed().resolve("jvm.options"));
        Path lib = Files.createDirectories(installed().resolve("lib"));
        try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                copy(jar, lib.resolve(jar.getFileName()));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    void remove() throws IOException {
        if (!exists()) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
