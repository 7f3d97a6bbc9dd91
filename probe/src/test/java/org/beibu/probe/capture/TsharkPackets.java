package org.beibu.probe.capture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What tshark sees in a capture file: a line for each packet whose innermost transport is TCP, UDP
 * or ICMP and not quoted in an ICMP error. {@link PacketLines#transport} writes the same lines.
 */
final class TsharkPackets {
    private static final List<String> FIELDS =
            List.of(
                    "frame.time_epoch",
                    "frame.protocols",
                    "ip.src",
                    "ip.dst",
                    "ipv6.src",
                    "ipv6.dst",
                    "tcp.srcport",
                    "tcp.dstport",
                    "tcp.seq_raw",
                    "tcp.ack_raw",
                    "tcp.len",
                    "tcp.options.timestamp.tsval",
                    "tcp.options.timestamp.tsecr",
                    "udp.srcport",
                    "udp.dstport",
                    "udp.length",
                    "icmp.type",
                    "icmpv6.type",
                    "ip.flags.mf",
                    "ipv6.fraghdr.more");

    private TsharkPackets() {}

    static List<String> of(Path file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString()));
        command.addAll(List.of("-o", "ip.defragment:FALSE", "-o", "ipv6.defragment:FALSE"));
        command.addAll(List.of("-T", "fields", "-E", "occurrence=a"));
        FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] columns = line.split("\t", -1);
                String text = line(columns);
                if (!text.isEmpty() && !columns[0].isEmpty()) { // no time, no sample
                    lines.add(columns[0] + " " + text);
                }
            }
        }
        process.waitFor();
        return lines;
    }

    private static String line(String[] columns) {
        List<String> layers = Arrays.asList(columns[1].split(":"));
        int fours = 0;
        int sixes = 0;
        boolean six = false;
        int segments = 0;
        int datagrams = 0;
        String text = "";
        for (String layer : layers) {
            switch (layer) {
                case "ip" -> {
                    fours++;
                    six = false;
                }
                case "ipv6" -> {
                    sixes++;
                    six = true;
                }
                default -> {}
            }
            String ends =
                    six ? pair(columns, 4, sixes - 1) : pair(columns, 2, Math.max(fours - 1, 0));
            switch (layer) {
                case "tcp" -> text = "tcp " + ends + tcp(columns, segments++);
                case "udp" -> text = "udp " + ends + udp(columns, datagrams++);
                case "icmp" -> {
                    return "icmp " + ends + " type " + at(columns[16], 0);
                }
                case "icmpv6" -> {
                    return "icmpv6 " + ends + " type " + at(columns[17], 0);
                }
                default -> {}
            }
        }
        boolean more = (columns[18] + columns[19]).contains("1");
        return more && text.startsWith("tcp") ? "" : text;
    }

    private static String tcp(String[] columns, int segment) {
        String tsval = at(columns[11], segment);
        return " %s > %s seq %s ack %s len %s ts %s"
                .formatted(
                        at(columns[6], segment),
                        at(columns[7], segment),
                        at(columns[8], segment),
                        at(columns[9], segment),
                        at(columns[10], segment),
                        tsval.isEmpty() ? "-" : tsval + "/" + at(columns[12], segment));
    }

    private static String udp(String[] columns, int datagram) {
        String length = at(columns[15], datagram);
        return " %s > %s len %s"
                .formatted(at(columns[13], datagram), at(columns[14], datagram), length);
    }

    private static String pair(String[] columns, int column, int index) {
        return at(columns[column], index) + " " + at(columns[column + 1], index);
    }

    private static String at(String list, int index) {
        String[] values = list.split(",", -1);
        return index < values.length ? values[index] : "";
    }
}
