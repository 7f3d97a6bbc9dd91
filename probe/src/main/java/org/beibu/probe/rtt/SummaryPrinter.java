package org.beibu.probe.rtt;

import java.io.IOException;
import java.util.List;

/** Prints a summary, as a table or as one JSON object. */
final class SummaryPrinter {
    private static final String HEADER =
            "host\tmethod\tclass\tcount\tmin_ns\tp50_ns\tp95_ns\tp99_ns\tmax_ns\n";

    private SummaryPrinter() {}

    static void print(TextBuffer text, List<HostSummary.Row> rows, boolean json)
            throws IOException {
        if (json) {
            printJson(text, rows);
        } else {
            printTable(text, rows);
        }
    }

    private static void printTable(TextBuffer text, List<HostSummary.Row> rows) throws IOException {
        text.append(HEADER);
        for (HostSummary.Row row : rows) {
            DelaySummary delays = row.delays();
            text.append(row.name()).append('\t').append(row.method().toString()).append('\t');
            text.append(row.qualityClass().toString())
                    .append('\t')
                    .append(delays.count())
                    .append('\t')
                    .append(delays.min())
                    .append('\t');
            text.append(delays.percentile(50)).append('\t');
            text.append(delays.percentile(95)).append('\t');
            text.append(delays.percentile(99)).append('\t').append(delays.max()).append('\n');
        }
    }

    private static void printJson(TextBuffer text, List<HostSummary.Row> rows) throws IOException {
        text.append("{\"schema\":\"beibu/rtt/v1\",\"hosts\":[");
        String separator = "\n";
        for (HostSummary.Row row : rows) {
            DelaySummary delays = row.delays();
            text.append(separator).append("{\"host\":\"").append(row.name());
            text.append("\",\"method\":\"").append(row.method().toString());
            text.append("\",\"class\":\"").append(row.qualityClass().toString());
            text.append("\",\"count\":").append(delays.count());
            text.append(",\"min_ns\":").append(delays.min());
            text.append(",\"p50_ns\":").append(delays.percentile(50));
            text.append(",\"p95_ns\":").append(delays.percentile(95));
            text.append(",\"p99_ns\":").append(delays.percentile(99));
            text.append(",\"max_ns\":").append(delays.max()).append('}');
            separator = ",\n";
        }
        text.append("\n]}\n");
    }
}
