package org.beibu.analyzer.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Reads a series from text: a header line that names the columns, then a row for each packet, with
 * semicolons, tabs or commas between. The columns {@code epoch} or {@code time} and {@code rtt} are
 * used and others passed over. Lost is what is negative, empty, {@code NaN}, {@code -} or {@code
 * *}.
 */
public final class SeriesFile {
    private static final List<String> TIMES = List.of("epoch", "time", "timestamp", "date");
    private static final List<String> DELAYS = List.of("rtt", "rtt_ms", "delay", "latency", "ms");
    private static final List<String> LOST = List.of("", "nan", "-", "*", "na", "null", "lost");
    private static final double LONGEST_MS = 3_600_000;

    private final String separator;
    private final int columns;
    private final int timeColumn;
    private final int delayColumn;
    private long[] times = new long[1024];
    private double[] delays = new double[1024];
    private int rows;

    private SeriesFile(String header) throws SeriesFormatException {
        separator = header.indexOf(';') >= 0 ? ";" : header.indexOf('\t') >= 0 ? "\t" : ",";
        List<String> names = cells(header.toLowerCase(Locale.ROOT));
        columns = names.size();
        timeColumn = column(names, TIMES);
        delayColumn = column(names, DELAYS);
        if (timeColumn < 0 || delayColumn < 0) {
            throw new SeriesFormatException(
                    1, "a header with the columns time and rtt is expected, not " + quote(header));
        }
    }

    /**
     * Reads to the end.
     *
     * @throws SeriesFormatException when a line is not what the header promises
     */
    public static RttSeries read(InputStream in) throws IOException, SeriesFormatException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8));
        String header = reader.readLine();
        if (header == null) {
            throw new SeriesFormatException(1, "empty; a header such as time,rtt is expected");
        }
        SeriesFile file =
                new SeriesFile(header.startsWith("\uFEFF") ? header.substring(1) : header);
        int line = 1;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            if (!text.isBlank()) {
                file.add(text, line);
            }
        }
        return new RttSeries(
                Arrays.copyOf(file.times, file.rows), Arrays.copyOf(file.delays, file.rows));
    }

    private static int column(List<String> names, List<String> wanted) {
        return wanted.stream()
                .mapToInt(names::indexOf)
                .filter(at -> at >= 0)
                .findFirst()
                .orElse(-1);
    }

    private List<String> cells(String line) {
        return Arrays.stream(line.split(separator, -1))
                .map(String::strip)
                .map(cell -> cell.replace("\"", ""))
                .toList();
    }

    private void add(String line, int number) throws SeriesFormatException {
        List<String> cells = cells(line);
        String delay;
        if (separator.equals(",") && columns == 2 && cells.size() == 3 && delayColumn == 1) {
            delay = cells.get(1) + "." + cells.get(2); // a decimal comma between commas
        } else if (cells.size() < Math.max(timeColumn, delayColumn) + 1) {
            throw new SeriesFormatException(
                    number, cells.size() + " columns, the header has " + columns);
        } else {
            delay = cells.get(delayColumn);
        }
        String time = cells.get(timeColumn);
        OptionalLong when = SeriesTime.tryParse(time);
        if (when.isEmpty()) {
            throw new SeriesFormatException(number, "not a time: " + quote(time));
        }
        if (rows == times.length) {
            times = Arrays.copyOf(times, 2 * rows);
            delays = Arrays.copyOf(delays, 2 * rows);
        }
        times[rows] = when.getAsLong();
        delays[rows++] = delay(delay, number);
    }

    private static double delay(String text, int line) throws SeriesFormatException {
        if (LOST.contains(text.toLowerCase(Locale.ROOT))) {
            return Double.NaN;
        }
        double value;
        try {
            value = Double.parseDouble(text.replace(',', '.'));
        } catch (NumberFormatException e) {
            throw new SeriesFormatException(line, "not a delay in milliseconds: " + quote(text));
        }
        if (value > LONGEST_MS) {
            throw new SeriesFormatException(line, "a delay over an hour: " + quote(text));
        }
        return value;
    }

    private static String quote(String text) {
        return "\"" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "\"";
    }
}
