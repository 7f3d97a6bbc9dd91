package org.beibu.simulator.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beibu.simulator.bureau.Impairments;
import org.beibu.simulator.bureau.SimulationConfig;
import org.beibu.simulator.bureau.Traffic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What another dissector says about simulated captures. */
@Tag("interop")
class TsharkTest {
    private static final int WHOLE_FRAMES = 2000;

    @TempDir private Path directory = Path.of("");

    private Path simulate(SimulationConfig config, CaptureFormat format) throws IOException {
        Path capture = directory.resolve("capture");
        new SimulationFiles(capture, directory.resolve("truth.tsv"), null, format, WHOLE_FRAMES)
                .write(
                        config.with(new Traffic(Traffic.Kind.BROWSING, 50, 100, Duration.ZERO)),
                        Long.MAX_VALUE / 4,
                        Long.MAX_VALUE / 4);
        return capture;
    }

    private static List<String> tshark(Path capture, String... arguments)
            throws IOException, InterruptedException {
        boolean installed =
                List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "tshark")));
        if (!installed) {
            System.err.println("skipped: tshark is not installed");
        }
        assumeTrue(installed, "tshark is not installed");
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return output.lines().toList();
    }

    @ParameterizedTest
    @EnumSource(CaptureFormat.class)
    void noFrameIsMalformedAndEveryChecksumIsGood(CaptureFormat format) throws Exception {
        Path capture = simulate(SimulationConfig.of(3), format);

        List<String> bad =
                tshark(
                        capture,
                        "-o",
                        "tcp.check_checksum:TRUE",
                        "-o",
                        "ip.check_checksum:TRUE",
                        "-Y",
                        "_ws.malformed || !tcp || tcp.checksum.status != 1"
                                + " || (ip && ip.checksum.status != 1)");

        assertEquals(0, bad.size(), () -> "the first: " + bad.get(0));
        assertTrue(tshark(capture, "-Y", "tcp").size() > 1000);
    }

    /** tshark's initial round-trip time is the sum of both halves, to its own microsecond. */
    @Test
    void initialRoundTripTimesAreTheSumsOfBothHalves() throws Exception {
        Path capture =
                simulate(SimulationConfig.of(4).with(Impairments.none()), CaptureFormat.PCAP);

        Map<String, Long> sums = new HashMap<>();
        for (String line : Files.readAllLines(directory.resolve("truth.tsv"))) {
            String[] cells = line.split("\t", -1);
            if (cells[1].equals("handshake")) {
                String one = cells[3] + " " + cells[4];
                String other = cells[5] + " " + cells[6];
                String key = one.compareTo(other) < 0 ? one + other : other + one;
                sums.merge(key, Long.parseLong(cells[2]), Long::sum);
            }
        }
        assertEquals(100, sums.size());
        int compared = 0;
        for (String line : initialRoundTripTimes(capture)) {
            String[] cells = line.split("\t", -1);
            String source = (cells[0] + cells[1]) + " " + cells[4];
            String target = (cells[2] + cells[3]) + " " + cells[5];
            String key = source.compareTo(target) < 0 ? source + target : target + source;
            assertEquals(
                    sums.getOrDefault(key, -1L) / 1e9, Double.parseDouble(cells[6]), 1e-6, line);
            compared++;
        }
        assertTrue(compared >= 100, "only " + compared);
    }

    private static List<String> initialRoundTripTimes(Path capture) throws Exception {
        return tshark(
                capture,
                "-Y",
                "tcp.analysis.initial_rtt",
                "-T",
                "fields",
                "-e",
                "ip.src",
                "-e",
                "ipv6.src",
                "-e",
                "ip.dst",
                "-e",
                "ipv6.dst",
                "-e",
                "tcp.srcport",
                "-e",
                "tcp.dstport",
                "-e",
                "tcp.analysis.initial_rtt");
    }
}
