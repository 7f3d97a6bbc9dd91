package org.beibu.probe.passive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.beibu.model.Method;

/**
 * One table of expected timings. A printed row uses up one expected row of the same method, host
 * and ports whose time and delay are within a microsecond; {@code must} before {@code may} before
 * {@code not}, then the nearest: bulk transfers have many rows within a microsecond.
 */
public final class ExpectedTable {
    static final long TOLERANCE_NANOS = 1000;

    /** The statuses, best first. */
    public enum Status {
        MUST,
        MAY,
        NOT
    }

    /** One row, expected or printed. */
    public record Row(String key, long epochNanos, long delayNanos, Status status) {
        boolean matches(Row other) {
            return Math.abs(epochNanos - other.epochNanos) <= TOLERANCE_NANOS
                    && Math.abs(delayNanos - other.delayNanos) <= TOLERANCE_NANOS;
        }

        long distance(Row other) {
            return Math.abs(epochNanos - other.epochNanos)
                    + Math.abs(delayNanos - other.delayNanos);
        }
    }

    /** What became of the rows of one method. */
    public record Score(int must, int found, int may, int not, int unmatched, List<Row> wrong) {
        public Score add(Score other) {
            List<Row> all = new ArrayList<>(wrong);
            all.addAll(other.wrong);
            return new Score(
                    must + other.must,
                    found + other.found,
                    may + other.may,
                    not + other.not,
                    unmatched + other.unmatched,
                    all);
        }
    }

    private final List<Row> rows = new ArrayList<>();

    public static String key(
            String method, String host, String hostPort, String peer, String peerPort) {
        return String.join(" ", method, host, hostPort, peer, peerPort);
    }

    public static ExpectedTable read(Path table) throws IOException {
        ExpectedTable read = new ExpectedTable();
        boolean packed = table.toString().endsWith(".gz");
        try (InputStream file = Files.newInputStream(table);
                InputStream text = packed ? new GZIPInputStream(file) : file;
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            lines.lines().skip(1).forEach(read::add);
        }
        return read;
    }

    private void add(String line) {
        String[] f = line.split("\t", -1);
        rows.add(
                new Row(
                        key(f[1], f[3], f[4], f[5], f[6]),
                        new BigDecimal(f[0]).movePointRight(9).longValueExact(),
                        Long.parseLong(f[2]),
                        switch (f[7]) {
                            case "must" -> Status.MUST;
                            case "may" -> Status.MAY;
                            case "not" -> Status.NOT;
                            default -> throw new IllegalArgumentException("status " + f[7]);
                        }));
    }

    /** Uses up expected rows of one method by printed ones. */
    public Score score(Method method, List<Row> printed) {
        String prefix = method + " ";
        Map<String, List<Row>> open = new HashMap<>();
        rows.stream()
                .filter(row -> row.key().startsWith(prefix))
                .sorted(Comparator.comparing(Row::status))
                .forEach(row -> open.computeIfAbsent(row.key(), k -> new ArrayList<>()).add(row));
        Map<Status, Integer> used = new EnumMap<>(Status.class);
        List<Row> wrong = new ArrayList<>();
        int unmatched = 0;
        for (Row row : printed) {
            if (!row.key().startsWith(prefix)) {
                continue;
            }
            List<Row> candidates = open.getOrDefault(row.key(), List.of());
            Row match =
                    candidates.stream()
                            .filter(row::matches)
                            .min(Comparator.comparing(Row::status).thenComparing(row::distance))
                            .orElse(null);
            if (match == null) {
                unmatched++;
                wrong.add(row);
            } else {
                candidates.remove(match);
                used.merge(match.status(), 1, Integer::sum);
                if (match.status() == Status.NOT) {
                    wrong.add(match);
                }
            }
        }
        open.values().forEach(rest -> rest.removeIf(row -> row.status() != Status.MUST));
        open.values().forEach(wrong::addAll);
        int must =
                (int)
                        rows.stream()
                                .filter(row -> row.key().startsWith(prefix))
                                .filter(row -> row.status() == Status.MUST)
                                .count();
        return new Score(
                must,
                used.getOrDefault(Status.MUST, 0),
                used.getOrDefault(Status.MAY, 0),
                used.getOrDefault(Status.NOT, 0),
                unmatched,
                wrong);
    }
}
