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
import java.util.Optional;

/**
 * Passive timing of a large capture file against the tools of today.
 *
 * <p><b>Measured:</b> whole processes, start-up included, on one file: CPU seconds (user and
 * system), wall clock, peak resident memory; medians over the rounds, in which the tools take
 * turns. The file is a recording of the wire-truth rig (HTTP of nginx and wrk over 16 delays and
 * 0.5 % loss, a third IPv6, 96 octets of each packet), repeated between other hosts at other times.
 * The page cache is warm: the file was read once before, so that no figure holds the disk. {@code
 * tcpdump -w /dev/null} reads the file and times nothing: the floor of what libpcap allows.
 *
 * <p><b>Left out:</b> reading from disk; live capture; what the peers compute besides round-trip
 * times (tcptrace: much more per connection; tshark: a dissection of everything). tshark gets the
 * first packets of the file only, since it would take ten minutes and 10 GiB for all, so its
 * figures hold more of its start than those of the others.
 *
 * <p><b>To run:</b> {@code benchmarks/passive.sh [--packets N] [--rounds N]}. Needs the Debian
 * packages time, tcptrace, tshark, tcpdump; an absent peer is left out, and named. Without root,
 * nginx and wrk the file is a simulated one.
 */
final class PassiveSpeed {
    private static final long TSHARK_PACKETS = 1_000_000;
    private static final String SUMMARY = "beibu rtt --summary";

    private final Workbench bench;
    private final long packets;
    private final int rounds;

    /**
     * A command and what is expected of it.
     *
     * @param packets how many it reads
     * @param goal CPU a packet over that of beibu: what should be reached; 0 for none
     */
    private record Tool(List<String> command, long packets, double goal) {}

    PassiveSpeed(Workbench bench, long packets, int rounds) {
        this.bench = bench;
        this.packets = packets;
        this.rounds = rounds;
    }

    void run(PrintStream out) throws IOException {
        Captures captures = new Captures(bench);
        Optional<String> obstacle = captures.obstacle();
        obstacle.ifPresent(why -> System.err.println("simulated, no wire-truth rig: " + why));
        long fewer = Math.min(packets, TSHARK_PACKETS);
        boolean rig = obstacle.isEmpty();
        Path all = rig ? captures.repeated(packets) : captures.simulated(packets);
        Path cut = rig ? captures.repeated(fewer) : captures.simulated(fewer);
        Captures.warm(all);
        Captures.warm(cut);
        Map<String, Tool> tools = tools(all.toString(), cut.toString(), fewer);
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Tool> tool : tools.entrySet()) {
                Cost cost = MeasuredProcess.run(tool.getValue().command());
                System.err.println(tool.getKey() + ": " + cost);
                costs.computeIfAbsent(tool.getKey(), name -> new ArrayList<>()).add(cost);
            }
        }
        print(out, tools, costs, Files.size(all));
    }

    private Map<String, Tool> tools(String all, String cut, long cutPackets) {
        Map<String, Tool> tools = new LinkedHashMap<>();
        tools.put(SUMMARY, new Tool(bench.beibu("rtt", "--summary", all), packets, 0));
        tools.put("beibu rtt", new Tool(bench.beibu("rtt", all), packets, 0));
        tools.put("tcptrace -lrn", new Tool(List.of("tcptrace", "-lrn", all), packets, 8));
        tools.put(
                "tcpdump -w /dev/null",
                new Tool(List.of("tcpdump", "-n", "-r", all, "-w", "/dev/null"), packets, 0.6));
        tools.put("tshark, ack_rtt", new Tool(tshark(cut), cutPackets, 100));
        tools.values()
                .removeIf(
                        tool -> {
                            String command = tool.command().get(0);
                            boolean absent =
                                    !command.startsWith("/") && !MeasuredProcess.isThere(command);
                            if (absent) {
                                System.err.println("left out, not installed: " + command);
                            }
                            return absent;
                        });
        return tools;
    }

    private static List<String> tshark(String file) {
        String wanted = "tcp.analysis.ack_rtt || tcp.analysis.initial_rtt";
        List<String> command =
                new ArrayList<>(List.of("tshark", "-n", "-r", file, "-Y", wanted, "-T", "fields"));
        for (String field :
                List.of(
                        "tcp.stream",
                        "frame.number",
                        "tcp.analysis.ack_rtt",
                        "tcp.analysis.initial_rtt")) {
            command.addAll(List.of("-e", field));
        }
        return command;
    }

    private void print(
            PrintStream out, Map<String, Tool> tools, Map<String, List<Cost>> costs, long octets) {
        out.printf(
                Locale.ROOT,
                "%nPassive timing of %,d packets (%d MB), page cache warm, medians of %d; the last"
                        + " columns are CPU a packet over that of beibu:%n%n",
                packets,
                octets / 1_000_000,
                rounds);
        out.println(
                "| tool | packets | CPU s | CPU ns/packet | wall s | peak MiB | / `--summary`"
                        + " | / `rtt` | goal |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        Map<String, Double> nanos = new LinkedHashMap<>();
        tools.forEach(
                (name, tool) -> {
                    Cost cost = Cost.median(costs.getOrDefault(name, List.of()));
                    nanos.put(name, cost.cpuSeconds() * 1e9 / tool.packets());
                });
        tools.forEach(
                (name, tool) -> {
                    Cost cost = Cost.median(costs.getOrDefault(name, List.of()));
                    out.printf(
                            Locale.ROOT,
                            "| `%s` | %,d | %.2f | %.0f | %.2f | %.0f | %.2f | %.2f | %s |%n",
                            name,
                            tool.packets(),
                            cost.cpuSeconds(),
                            nanos.get(name),
                            cost.wallSeconds(),
                            cost.peakMebibytes(),
                            over(nanos, name, SUMMARY),
                            over(nanos, name, "beibu rtt"),
                            tool.goal() == 0 ? "" : "at least " + tool.goal());
                });
    }

    private static double over(Map<String, Double> nanos, String name, String base) {
        return nanos.getOrDefault(name, 0.0) / nanos.getOrDefault(base, Double.NaN);
    }
}
