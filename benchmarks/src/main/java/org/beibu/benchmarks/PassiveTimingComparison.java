package org.beibu.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Passive timing of a capture file against the tools of today.
 *
 * <p><b>Measured:</b> whole processes, start-up included, on one simulated file with a hot page
 * cache: CPU seconds (user and system), wall clock, peak resident memory; medians over the rounds,
 * in which the tools take turns. {@code tcpdump -w /dev/null} reads the file and times nothing: the
 * floor of what libpcap allows.
 *
 * <p><b>Left out:</b> reading from disk; live capture; what the peers compute besides round-trip
 * times (tcptrace: much more per connection; tshark: a dissection of everything). Beibu times
 * handshakes and TCP timestamps, the peers data and ACKs, so the samples are not the same.
 *
 * <p><b>To run:</b> {@code ./beibu bench rtt [--packets N] [--rounds N]}. Needs the Debian packages
 * time, tcptrace, tshark, tcpdump; an absent peer is left out, and named.
 */
final class PassiveTimingComparison {
    private final Workbench bench;
    private final long packets;
    private final int rounds;

    PassiveTimingComparison(Workbench bench, long packets, int rounds) {
        this.bench = bench;
        this.packets = packets;
        this.rounds = rounds;
    }

    void run(PrintStream out) throws IOException {
        Path file =
                bench.simulated(
                        packets + ".pcap", "--packets", Long.toString(packets), "--seed", "1");
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        Map<String, List<String>> tools = tools(file.toString());
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, List<String>> tool : tools.entrySet()) {
                Cost cost = MeasuredProcess.run(tool.getValue());
                System.err.println(tool.getKey() + ": " + cost);
                costs.computeIfAbsent(tool.getKey(), name -> new ArrayList<>()).add(cost);
            }
        }
        print(out, costs, Files.size(file));
    }

    private Map<String, List<String>> tools(String file) {
        Map<String, List<String>> tools = new LinkedHashMap<>();
        tools.put("beibu rtt --summary", bench.beibu("rtt", "--summary", file));
        tools.put("tcptrace -lrn", List.of("tcptrace", "-lrn", file));
        tools.put(
                "tshark (ack_rtt, initial_rtt)",
                List.of(
                        "tshark",
                        "-n",
                        "-r",
                        file,
                        "-Y",
                        "tcp.analysis.ack_rtt || tcp.analysis.initial_rtt",
                        "-T",
                        "fields",
                        "-e",
                        "tcp.stream",
                        "-e",
                        "frame.number",
                        "-e",
                        "tcp.analysis.ack_rtt",
                        "-e",
                        "tcp.analysis.initial_rtt"));
        tools.put("tcpdump -w /dev/null", List.of("tcpdump", "-n", "-r", file, "-w", "/dev/null"));
        tools.entrySet()
                .removeIf(
                        tool -> {
                            String command = tool.getValue().get(0);
                            boolean absent =
                                    !command.startsWith("/") && !MeasuredProcess.isThere(command);
                            if (absent) {
                                System.err.println("left out, not installed: " + command);
                            }
                            return absent;
                        });
        return tools;
    }

    private void print(PrintStream out, Map<String, List<Cost>> costs, long octets) {
        out.printf(
                Locale.ROOT,
                "%nPassive timing of %,d packets (%d MB), medians of %d:%n%n",
                packets,
                octets / 1_000_000,
                rounds);
        out.println("| tool | CPU s | CPU ns/packet | wall s | peak MiB | CPU against beibu |");
        out.println("|---|---|---|---|---|---|");
        double own = 0;
        for (Map.Entry<String, List<Cost>> tool : costs.entrySet()) {
            Cost cost = Cost.median(tool.getValue());
            own = own == 0 ? cost.cpuSeconds() : own;
            out.printf(
                    Locale.ROOT,
                    "| `%s` | %.2f | %.0f | %.2f | %.0f | %.2f |%n",
                    tool.getKey(),
                    cost.cpuSeconds(),
                    cost.cpuSeconds() * 1e9 / packets,
                    cost.wallSeconds(),
                    cost.peakMebibytes(),
                    cost.cpuSeconds() / own);
        }
    }
}
