package org.beibu.analyzer.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the header line of a CSV file says.
 *
 * @param separator between fields: a comma, semicolon or tab
 * @param time place of the time
 * @param delay place of the round-trip delay
 * @param nanosPerUnit nanoseconds of the delay's unit
 * @param source place of the source's name, -1 when there is none
 */
record CsvColumns(char separator, int time, int delay, double nanosPerUnit, int source) {
    private static final List<String> TIMES =
            List.of("time", "timestamp", "epoch", "datetime", "date");
    private static final Map<String, Double> DELAYS =
            Map.ofEntries(
                    Map.entry("rtt", 1e6),
                    Map.entry("rtt_ms", 1e6),
                    Map.entry("delay_ms", 1e6),
                    Map.entry("latency", 1e6),
                    Map.entry("latency_ms", 1e6),
                    Map.entry("rtt_s", 1e9),
                    Map.entry("rtt_seconds", 1e9),
                    Map.entry("delay_s", 1e9),
                    Map.entry("rtt_us", 1e3),
                    Map.entry("delay_us", 1e3),
                    Map.entry("rtt_ns", 1.0),
                    Map.entry("delay_ns", 1.0));

    /** The columns that a header line names; empty when it names no time or no delay. */
    static Optional<CsvColumns> of(String header) {
        char separator = header.indexOf(';') >= 0 ? ';' : header.indexOf('\t') >= 0 ? '\t' : ',';
        List<String> names =
                split(header, separator).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList();
        int time = -1;
        int delay = -1;
        for (int i = 0; i < names.size(); i++) {
            time = time < 0 && TIMES.contains(names.get(i)) ? i : time;
            delay = delay < 0 && DELAYS.containsKey(names.get(i)) ? i : delay;
        }
        if (time < 0 || delay < 0) {
            return Optional.empty();
        }
        double unit = DELAYS.getOrDefault(names.get(delay), 1e6);
        return Optional.of(new CsvColumns(separator, time, delay, unit, names.indexOf("source")));
    }

    /** The fields of a line without blanks and quotation marks around them. */
    static List<String> split(String line, char separator) {
        List<String> fields = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= line.length(); i++) {
            if (i == line.length() || line.charAt(i) == separator) {
                String field = line.substring(from, i).strip();
                boolean quoted =
                        field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"");
                fields.add(quoted ? field.substring(1, field.length() - 1).strip() : field);
                from = i + 1;
            }
        }
        return fields;
    }
}
