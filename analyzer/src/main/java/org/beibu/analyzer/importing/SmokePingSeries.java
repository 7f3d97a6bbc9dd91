package org.beibu.analyzer.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A round-robin database of SmokePing, as {@code rrdtool dump} writes it: the data sources {@code
 * ping1} to {@code pingN} (seconds) and {@code loss} of the archive whose rows are one step each.
 * Coarser archives hold averages, which are no samples, and are passed over. The time of a row is
 * the end of its step.
 *
 * <p>The database shares out each round among the two steps it falls between, so a sample may be
 * the mean of two rounds' pings of equal rank: spread is a little too small, levels are right.
 */
final class SmokePingSeries {
    private static final Pattern NAME = Pattern.compile("<name>\\s*(\\S+)\\s*</name>");
    private static final Pattern PER_ROW = Pattern.compile("<pdp_per_row>\\s*(\\d+)\\s*<");
    private static final Pattern CF = Pattern.compile("<cf>\\s*(\\w+)\\s*</cf>");
    private static final Pattern ROW =
            Pattern.compile("/\\s*(\\d{1,10})\\s*-->\\s*<row>(.*)</row>");
    private static final Pattern VALUE = Pattern.compile("<v>\\s*([^<\\s]+)\\s*</v>");

    private final String source;
    private final SeriesRows rows;
    private final List<String> names = new ArrayList<>();
    private String function = "";
    private boolean samples;

    private SmokePingSeries(String source, SeriesRows rows) {
        this.source = source;
        this.rows = rows;
    }

    static void read(Path file, String name, SeriesRows rows) throws IOException {
        boolean binary;
        try (InputStream in = Files.newInputStream(file)) {
            binary = new String(in.readNBytes(3), StandardCharsets.ISO_8859_1).equals("RRD");
        }
        SmokePingSeries series = new SmokePingSeries(name, rows);
        if (binary) {
            series.dump(file);
        } else {
            try (InputStream in = Files.newInputStream(file)) {
                series.lines(in, file.toString());
            }
        }
        if (series.pings() == 0) {
            throw new IOException(file + ": no data sources ping1..n: not a database of SmokePing");
        }
    }

    private void dump(Path file) throws IOException {
        Process process;
        try {
            process =
                    new ProcessBuilder("rrdtool", "dump", file.toAbsolutePath().toString())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            throw new IOException(
                    file
                            + ": rrdtool cannot be run: install it, or import what 'rrdtool dump' writes",
                    e);
        }
        try (InputStream in = process.getInputStream()) {
            lines(in, file.toString());
        } finally {
            process.destroy();
        }
        try {
            if (process.waitFor() != 0) {
                throw new IOException(file + ": rrdtool dump cannot read it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(file + ": interrupted", e);
        }
    }

    private void lines(InputStream in, String file) throws IOException {
        SourceLines lines = new SourceLines(in, file, rows);
        for (String line = lines.next(); line != null; line = lines.next()) {
            line(line, lines.where());
        }
    }

    private long pings() {
        return names.stream().filter(name -> name.matches("ping\\d+")).count();
    }

    private void line(String line, String where) {
        Matcher name = NAME.matcher(line);
        if (name.find()) {
            names.add(name.group(1));
            return;
        }
        Matcher cf = CF.matcher(line);
        if (cf.find()) {
            function = cf.group(1);
        }
        Matcher perRow = PER_ROW.matcher(line);
        if (perRow.find()) {
            samples = perRow.group(1).equals("1") && function.equals("AVERAGE");
        }
        Matcher row = ROW.matcher(line);
        if (row.find()) {
            row(Long.parseLong(row.group(1)), row.group(2), where);
        } else if (line.contains("<row>")) {
            rows.refuse(where, "a row without its time");
        }
    }

    private void row(long epochSeconds, String cells, String where) {
        List<Double> values = new ArrayList<>();
        Matcher value = VALUE.matcher(cells);
        try {
            while (value.find()) {
                String text = value.group(1);
                values.add(text.matches("-?[Nn]a[Nn]") ? Double.NaN : Double.parseDouble(text));
            }
        } catch (NumberFormatException e) {
            rows.refuse(where, "not a number: '" + value.group(1) + "'");
            return;
        }
        if (values.size() != names.size()) {
            rows.refuse(where, values.size() + " values for " + names.size() + " data sources");
        } else if (samples) {
            take(epochSeconds * 1_000_000_000L, values, where);
        } else if (values.stream().anyMatch(v -> !v.isNaN())) {
            rows.passOver(1);
        }
    }

    private void take(long epochNanos, List<Double> values, String where) {
        double loss = names.contains("loss") ? values.get(names.indexOf("loss")) : Double.NaN;
        int answered = 0;
        try {
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).matches("ping\\d+") && !Double.isNaN(values.get(i))) {
                    rows.answered(source, epochNanos, values.get(i) * 1e9);
                    answered++;
                }
            }
            int lost = (int) Math.min(pings() - answered, Math.round(loss));
            if (lost > 0) {
                rows.lost(source, epochNanos, lost);
            }
        } catch (IllegalArgumentException e) {
            rows.refuse(where, String.valueOf(e.getMessage()));
        }
    }
}
