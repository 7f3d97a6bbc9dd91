package org.beibu.lab.truth;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** tshark's {@code tcp.analysis.ack_rtt}, to be judged like samples of {@code beibu rtt}. */
public final class TsharkTable {
    private static final List<String> FIELDS =
            List.of(
                    "frame.time_epoch",
                    "ip.src",
                    "ipv6.src",
                    "tcp.srcport",
                    "ip.dst",
                    "ipv6.dst",
                    "tcp.dstport",
                    "tcp.analysis.ack_rtt");

    private TsharkTable() {}

    /** The command that prints the table of a capture. */
    public static List<String> command(Path capture) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "tshark",
                                "-n",
                                "-r",
                                capture.toString(),
                                "-Y",
                                "tcp.analysis.ack_rtt",
                                "-T",
                                "fields"));
        FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
        return command;
    }

    /** Judges what that command printed. */
    public static Judgement judge(WireTruth truth, Path table) throws IOException {
        return new Judgement(truth, read(table));
    }

    static List<Sample> read(Path table) throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(table)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", -1);
                if (cells.length != FIELDS.size()) {
                    throw new IOException(table + ": not a row of tshark: " + line);
                }
                samples.add(
                        new Sample(
                                SampleTable.nanos(cells[0]),
                                "ack_rtt",
                                SampleTable.nanos(cells[7]),
                                new Host(cells[1] + cells[2], Integer.parseInt(cells[3])),
                                new Host(cells[4] + cells[5], Integer.parseInt(cells[6])),
                                ""));
            }
        }
        return samples;
    }
}
