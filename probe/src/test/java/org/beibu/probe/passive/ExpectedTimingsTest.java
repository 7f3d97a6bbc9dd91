package org.beibu.probe.passive;

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
import org.beibu.probe.capture.SharedCaptures;
import org.beibu.probe.passive.ExpectedTable.Row;
import org.beibu.probe.passive.ExpectedTable.Score;
import org.beibu.probe.passive.ExpectedTable.Status;
import org.junit.jupiter.api.Test;

/**
 * All public captures against the tables of what is right in them. Timestamps are only a fallback:
 * what is reported must be right, what is not does not count.
 */
class ExpectedTimingsTest {
    private static final List<Method> METHODS =
            List.of(Method.HANDSHAKE, Method.DATA_ACK, Method.TIMESTAMP);

    @Test
    void everyMustRowIsFoundAndNoOther() throws IOException {
        Path captures = SharedCaptures.orSkip().folder();
        Map<String, Map<Method, Score>> scores = new TreeMap<>();
        for (String file : files(captures)) {
            scores.put(file, score(captures, file));
        }
        print(scores);

        assertTrue(scores.size() >= 60, "captures: " + scores.size());
        scores.forEach(
                (file, byMethod) ->
                        byMethod.forEach(
                                (method, score) -> {
                                    String what = file + " " + method + ": " + score.wrong();
                                    assertEquals(0, score.not(), "wrong rows of " + what);
                                    assertEquals(0, score.unmatched(), "wrong rows of " + what);
                                    if (method != Method.TIMESTAMP) {
                                        assertEquals(score.must(), score.found(), what);
                                    }
                                }));
    }

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
        CaptureTimings.read(file, timing -> rows.add(row(timing)));
        return rows;
    }

    private static Row row(PassiveTiming timing) {
        return new Row(
                ExpectedTable.key(
                        timing.method().toString(),
                        new Address(timing.hostHigh(), timing.hostLow()).toString(),
                        Integer.toString(timing.hostPort()),
                        new Address(timing.peerHigh(), timing.peerLow()).toString(),
                        Integer.toString(timing.peerPort())),
                timing.epochNanos(),
                timing.delayNanos(),
                Status.MAY);
    }

    private static void print(Map<String, Map<Method, Score>> scores) {
        System.out.printf(
                "%-62s %-10s %6s %6s %6s %4s %9s%n",
                "file", "method", "must", "found", "may", "not", "unmatched");
        for (Method method : METHODS) {
            Score total = new Score(0, 0, 0, 0, 0, List.of());
            for (Map.Entry<String, Map<Method, Score>> entry : scores.entrySet()) {
                Score score = requireNonNull(entry.getValue().get(method));
                total = total.add(score);
                printLine(entry.getKey(), method, score);
                score.wrong().stream().limit(20).forEach(row -> System.out.println("  " + row));
            }
            printLine("all", method, total);
        }
    }

    private static void printLine(String file, Method method, Score s) {
        System.out.printf(
                "%-62s %-10s %6d %6d %6d %4d %9d%n",
                file, method, s.must(), s.found(), s.may(), s.not(), s.unmatched());
    }
}
