package org.beibu.probe.datagram;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.beibu.model.Address;
import org.beibu.model.Method;
import org.beibu.probe.capture.CaptureException;
import org.beibu.probe.capture.FileCapture;
import org.beibu.probe.capture.PacketSource;
import org.beibu.probe.capture.SharedCaptures;
import org.beibu.probe.passive.ExpectedTable;
import org.beibu.probe.passive.ExpectedTable.Row;
import org.beibu.probe.passive.ExpectedTable.Score;
import org.beibu.probe.passive.ExpectedTable.Status;
import org.beibu.probe.passive.PassiveConfig;
import org.beibu.probe.passive.PassiveTiming;
import org.beibu.probe.timing.PacketTimer;
import org.beibu.runtime.counters.Counters;
import org.junit.jupiter.api.Test;

/** All public captures against the tables of what is right in them, methods without TCP. */
class ExpectedDatagramTimingsTest {
    private static final List<Method> METHODS =
            List.of(
                    Method.DNS,
                    Method.ICMP,
                    Method.ICMPV6,
                    Method.QUIC_HANDSHAKE,
                    Method.QUIC_SPIN,
                    Method.STAMP);

    @Test
    void everyMustRowIsFoundAndNoOther() throws IOException {
        Path captures = SharedCaptures.orSkip().folder();
        Map<Method, Score> totals = new EnumMap<>(Method.class);
        Map<String, Score> scores = new TreeMap<>();
        List<String> files = files(captures);
        for (String file : files) {
            score(captures, file)
                    .forEach(
                            (method, score) -> {
                                totals.merge(method, score, Score::add);
                                scores.put(file + " " + method, score);
                            });
        }
        print(scores, totals);

        assertTrue(files.size() >= 60, "captures: " + files.size());
        scores.forEach(
                (what, score) -> {
                    assertEquals(0, score.not(), what + score.wrong());
                    assertEquals(0, score.unmatched(), what + score.wrong());
                    assertEquals(score.must(), score.found(), what + score.wrong());
                });
        assertEquals(16, requireNonNull(totals.get(Method.QUIC_SPIN)).must());
        assertEquals(792, requireNonNull(scores.get(MULTINET + " icmp")).must() * 2);
    }

    private static final String MULTINET = "spindump__trace_cmd_aggregate_multinet.pcap";

    private static List<String> files(Path captures) throws IOException {
        try (Stream<Path> all = Files.list(captures)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.contains(".pcap"))
                    .sorted()
                    .toList();
        }
    }

    private static Map<Method, Score> score(Path captures, String file) throws IOException {
        Path table = captures.resolve("expected/" + file + ".tsv");
        if (!Files.exists(table)) {
            table = captures.resolve("expected/" + file + ".tsv.gz");
        }
        ExpectedTable expected = ExpectedTable.read(table);
        List<Row> printed = timings(captures.resolve(file));
        Map<Method, Score> scores = new EnumMap<>(Method.class);
        METHODS.forEach(method -> scores.put(method, expected.score(method, printed)));
        return scores;
    }

    private static List<Row> timings(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        Counters counters = new Counters();
        PacketTimer timer =
                new PacketTimer(PassiveConfig.DEFAULT, timing -> rows.add(row(timing)), counters);
        try (FileCapture capture = new FileCapture(file)) {
            capture.start();
            int handed = 0;
            while (handed != PacketSource.END) {
                handed = capture.poll(timer::onPacket, 1000);
            }
        } catch (CaptureException e) {
            System.out.println(e.getMessage());
        }
        timer.end();
        return rows;
    }

    private static Row row(PassiveTiming timing) {
        return new Row(
                ExpectedTable.key(
                        timing.method().toString(),
                        new Address(timing.hostHigh(), timing.hostLow()).toString(),
                        port(timing.hostPort()),
                        new Address(timing.peerHigh(), timing.peerLow()).toString(),
                        port(timing.peerPort())),
                timing.epochNanos(),
                timing.delayNanos(),
                Status.MAY);
    }

    private static String port(int port) {
        return port == PassiveTiming.NO_PORT ? "" : Integer.toString(port);
    }

    private static void print(Map<String, Score> scores, Map<Method, Score> totals) {
        System.out.printf(
                "%-75s %6s %6s %6s %4s %9s%n",
                "file and method", "must", "found", "may", "not", "unmatched");
        scores.forEach(ExpectedDatagramTimingsTest::printLine);
        totals.forEach((method, score) -> printLine("all " + method, score));
    }

    private static void printLine(String what, Score s) {
        if (s.must() + s.may() + s.not() + s.unmatched() > 0) {
            System.out.printf(
                    "%-75s %6d %6d %6d %4d %9d%n",
                    what, s.must(), s.found(), s.may(), s.not(), s.unmatched());
            s.wrong().stream().limit(20).forEach(row -> System.out.println("  " + row));
        }
    }
}
