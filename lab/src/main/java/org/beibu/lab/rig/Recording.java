package org.beibu.lab.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** tcpdump at one end of the wire. */
final class Recording implements AutoCloseable {
    private static final String BUFFER_KIB = "131072";
    private static final Pattern DROPPED =
            Pattern.compile("(\\d+) packets? dropped by (?:kernel|interface)");

    private final LabProcess process;
    private final Path log;

    private Recording(LabProcess process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Recording start(String namespace, String networkInterface, Path file, RigPlan plan)
            throws IOException {
        Path log = file.resolveSibling(file.getFileName() + ".log");
        LabProcess process =
                LabProcess.start(
                        log,
                        plan.secondsAtMost(),
                        Namespaces.inside(
                                namespace,
                                "tcpdump",
                                "-i",
                                networkInterface,
                                "-n",
                                "-s",
                                "" + plan.snapLength(),
                                "-B",
                                BUFFER_KIB,
                                "-Z",
                                "root",
                                "-w",
                                file.toString()));
        return new Recording(process, log);
    }

    /** Whether tcpdump has opened the interface. */
    boolean isListening() throws IOException {
        return Files.exists(log) && Files.readString(log).contains("listening on");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it, and gives the packets that the kernel could not hand over. */
    long stop() throws IOException {
        process.close();
        Matcher dropped = DROPPED.matcher(Files.readString(log));
        long sum = 0;
        while (dropped.find()) {
            sum += Long.parseLong(dropped.group(1));
        }
        return sum;
    }

    @Override
    public void close() {
        process.close();
    }
}
