package org.beibu.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beibu.lab.live.Cable;
import org.beibu.lab.rig.LabProcess;

/**
 * What the kernel drops before a live capture.
 *
 * <p><b>Measured:</b> packets of the wire-truth rig, played by tcpreplay into a virtual cable at a
 * fixed rate; at its other end {@code beibu rtt}, {@code beibu probe} or {@code tcpdump -w}, each
 * with 64 MiB of kernel buffer and 128 octets of each packet. Packets that came, packets that the
 * kernel dropped, CPU of the capturing process. What the probe dropped is read from {@code
 * /metrics} of an analyzer that knows only the journal: came and dropped must add up to what was
 * sent.
 *
 * <p><b>Left out:</b> network cards, their queues and interrupts; frames longer than 96 octets. The
 * sender and the kernel's half of the reception take one of the two cores of a small machine.
 *
 * <p><b>To run:</b> {@code benchmarks/live.sh [--pps N] [--packets-live N]}, as root.
 */
final class LiveDrops {
    private static final String BUFFER_KIB = "65536";
    private static final String SNAP_LENGTH = "128";
    private static final int SECONDS_AT_MOST = 30;
    private static final int SECONDS_TO_EMPTY = 3;
    private static final Pattern BY_KERNEL = Pattern.compile("(\\d+) packets? dropped by kernel");
    private static final Pattern CAPTURED = Pattern.compile("(\\d+) packets? captured");
    private static final Pattern BY_RTT = Pattern.compile("(\\d+) of (\\d+) packets dropped");
    private static final Pattern ADDRESS = Pattern.compile("\"address\":\"([^\"]+)\"");
    private static final Pattern RECEIVED_METRIC =
            Pattern.compile("\\nbeibu_probe_capture_received_total\\S* (\\d+)");
    private static final Pattern DROPPED_METRIC =
            Pattern.compile("\\nbeibu_probe_capture_dropped_total\\S* (\\d+)");
    private static final String CONFIG =
            """
            shared:
              data: %s/data
            analyzer:
              web:
                port: 0
            """;

    private final Workbench bench;
    private final int packetsPerSecond;
    private final long packets;
    private final int rounds;
    private Path capture = Path.of("");

    /** What one run gave; {@code received} holds those dropped, and is -1 where nobody says it. */
    private record Measured(Cable.Played played, double cpuSeconds, long received, long dropped) {
        Measured with(long receivedPackets, long droppedPackets) {
            return new Measured(played, cpuSeconds, receivedPackets, droppedPackets);
        }
    }

    LiveDrops(Workbench bench, int packetsPerSecond, long packets, int rounds) {
        this.bench = bench;
        this.packetsPerSecond = packetsPerSecond;
        this.packets = packets;
        this.rounds = rounds;
    }

    void run(PrintStream out) throws IOException {
        Optional<String> obstacle = Cable.obstacle().or(() -> new Captures(bench).obstacle());
        if (obstacle.isPresent()) {
            System.err.println("live: left out: " + obstacle.get());
            return;
        }
        capture = new Captures(bench).repeated(packets);
        out.printf(
                Locale.ROOT,
                "%nLive on a virtual cable, %,d packets at %,d a second:%n%n",
                packets,
                packetsPerSecond);
        out.println("| capture | sent | a second | received | dropped by the kernel | CPU s |");
        out.println("|---|---|---|---|---|---|");
        for (int round = 0; round < rounds; round++) {
            row(out, "tcpdump -w", this::tcpdump);
            row(out, "beibu rtt --interface", this::rtt);
            row(out, "beibu probe, by /metrics", this::probe);
        }
    }

    private interface Scene {
        Measured play(Cable cable, Path folder) throws IOException;
    }

    private static void row(PrintStream out, String name, Scene scene) throws IOException {
        Path folder = Files.createTempDirectory("beibu-live");
        try (Cable cable = Cable.make(folder)) {
            Measured measured = scene.play(cable, folder);
            long received = measured.received();
            out.printf(
                    Locale.ROOT,
                    "| `%s` | %,d | %,.0f | %s | %,d | %.2f |%n",
                    name,
                    measured.played().packets(),
                    measured.played().packetsPerSecond(),
                    received < 0 ? "not said" : String.format(Locale.ROOT, "%,d", received),
                    measured.dropped(),
                    measured.cpuSeconds());
        }
    }

    private Measured tcpdump(Cable cable, Path folder) throws IOException {
        Path log = folder.resolve("tcpdump.log");
        Path file = folder.resolve("captured.pcap");
        List<String> command =
                List.of(
                        "tcpdump",
                        "-n",
                        "-i",
                        Cable.INTERFACE,
                        "-s",
                        SNAP_LENGTH,
                        "-B",
                        BUFFER_KIB,
                        "-Z",
                        "root",
                        "-w",
                        file.toString());
        Measured measured = play(cable, log, command);
        Files.deleteIfExists(file);
        String said = Files.readString(log);
        long dropped = number(BY_KERNEL, said);
        return measured.with(number(CAPTURED, said) + dropped, dropped);
    }

    private Measured rtt(Cable cable, Path folder) throws IOException {
        Path log = folder.resolve("rtt.log");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >/dev/null", "sh"));
        command.addAll(bench.beibu("rtt", "--interface", Cable.INTERFACE));
        Measured measured = play(cable, log, command);
        Matcher dropped = BY_RTT.matcher(Files.readString(log));
        return dropped.find()
                ? measured.with(Long.parseLong(dropped.group(2)), Long.parseLong(dropped.group(1)))
                : measured.with(-1, 0);
    }

    private Measured probe(Cable cable, Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("beibu.yaml"), CONFIG.formatted(folder));
        List<String> command =
                bench.beibu("probe", "--interface", Cable.INTERFACE, "--config", config.toString());
        Measured measured = play(cable, folder.resolve("probe.log"), command);
        Path log = folder.resolve("analyzer.log");
        List<String> analyzer = bench.beibu("analyzer", "--json", "--config", config.toString());
        try (LabProcess process = LabProcess.start(log, 60, analyzer)) {
            String metrics = settledMetrics(log, process);
            return measured.with(number(RECEIVED_METRIC, metrics), number(DROPPED_METRIC, metrics));
        }
    }

    /** Waits until the analyzer has taken in the whole journal: its figure stands still. */
    private static String settledMetrics(Path log, LabProcess process) throws IOException {
        long before = -1;
        for (int i = 0; i < SECONDS_AT_MOST && process.isAlive(); i++) {
            pause(1);
            Matcher address = ADDRESS.matcher(Files.readString(log));
            if (address.find()) {
                String text = get(address.group(1) + "/metrics");
                long received =
                        RECEIVED_METRIC.matcher(text).find() ? number(RECEIVED_METRIC, text) : -1;
                if (received > 0 && received == before) {
                    return text;
                }
                before = received;
            }
        }
        throw new IOException("no figures of the probe: see " + log);
    }

    private static String get(String address) throws IOException {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Starts a capture, waits until it listens, plays, and lets it empty its buffer. */
    private Measured play(Cable cable, Path log, List<String> command) throws IOException {
        try (LabProcess process = cable.start(log, command)) {
            for (int i = 0; !cable.isCaptured(); i++) {
                if (!process.isAlive() || i > 100 * SECONDS_AT_MOST) {
                    throw new IOException(command + " does not capture: see " + log);
                }
                LockSupport.parkNanos(10_000_000);
            }
            Cable.Played played = cable.play(capture, packetsPerSecond);
            pause(SECONDS_TO_EMPTY);
            return new Measured(played, process.cpu().toMillis() / 1e3, -1, 0);
        }
    }

    private static void pause(int seconds) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
    }

    private static long number(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("no " + pattern + " in: " + text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
