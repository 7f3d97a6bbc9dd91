package org.beibu.runtime.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.beibu.runtime.counters.Counters;

/**
 * A process of its own that appends timings for ever and acknowledges on standard output what it
 * has flushed: one line with the sequence number. For tests that kill it.
 */
final class WritingChild {
    private WritingChild() {}

    public static void main(String[] args) throws JournalException {
        JournalWriter writer =
                new JournalWriter(
                        JournalConfig.at(Path.of(args[0])),
                        "child",
                        new SystemEpochNanoClock(),
                        new Counters());
        writer.start();
        TimingRecord timing = new TimingRecord();
        for (long n = 0; !System.out.checkError(); n++) {
            writer.append(Records.timing(timing, n));
            if (n % 37 == 0) {
                writer.flush();
                System.out.println(writer.lastSequence());
            }
        }
    }

    /** Starts it with the JVM options of every process of ours. */
    static Process start(Path directory) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of(System.getProperty("beibu.root"), "systemd", "jvm.options"));
        command.add("-Xmx128m");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(WritingChild.class.getName());
        command.add(directory.toString());
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
