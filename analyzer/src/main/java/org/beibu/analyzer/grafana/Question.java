package org.beibu.analyzer.grafana;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A figure over time, and how to ask for it.
 *
 * @param influx where InfluxDB has it; empty where only Prometheus does
 * @param promQl how Prometheus is asked, with Grafana's variables
 * @param tags what keeps series apart, and names them
 */
public record Question(Optional<Influx> influx, String promQl, List<String> tags) {
    public Question {
        tags = List.copyOf(tags);
    }

    /**
     * Where InfluxDB has a figure.
     *
     * @param measurement such as {@code beibu_latency}
     * @param fields one field, or two of which the first is divided by the second
     * @param function {@code max}, {@code sum} or {@code mean} over the values of an interval
     * @param where fixed tag values, as {@code tag=value}
     * @param chosen tags that follow a variable of the dashboard
     */
    public record Influx(
            String measurement,
            List<String> fields,
            String function,
            List<String> where,
            List<String> chosen) {
        public Influx {
            fields = List.copyOf(fields);
            where = List.copyOf(where);
            chosen = List.copyOf(chosen);
        }
    }

    /** Whether this language can ask it. */
    boolean isIn(Language language) {
        return language == Language.PROMQL || influx.isPresent();
    }

    /** As it is asked in a language. */
    String text(Language language) {
        return switch (language) {
            case PROMQL -> promQl;
            case INFLUXQL -> influxQl(influx.orElseThrow());
            case FLUX -> flux(influx.orElseThrow());
        };
    }

    /** What names a series of the answer. */
    String legend(Language language) {
        return tags.stream()
                .map(
                        tag ->
                                switch (language) {
                                    case PROMQL -> "{{" + tag + "}}";
                                    case INFLUXQL -> "$tag_" + tag;
                                    case FLUX -> "${__field.labels." + tag + "}";
                                })
                .collect(Collectors.joining(" "));
    }

    private String influxQl(Influx from) {
        String selected =
                from.fields().stream()
                        .map(field -> from.function() + "(\"" + field + "\")")
                        .collect(Collectors.joining(" / "));
        StringBuilder text = new StringBuilder("SELECT ").append(selected);
        text.append(" AS \"value\" FROM \"").append(from.measurement()).append("\" WHERE ");
        for (String fixed : from.where()) {
            String[] pair = fixed.split("=", 2);
            text.append('"').append(pair[0]).append("\" = '").append(pair[1]).append("' AND ");
        }
        for (String tag : from.chosen()) {
            text.append('"').append(tag).append("\" =~ /^${").append(tag).append(":regex}$/ AND ");
        }
        text.append("$timeFilter GROUP BY time($__interval)");
        tags.forEach(tag -> text.append(", \"").append(tag).append('"'));
        return text.append(" fill(none)").toString();
    }

    private String flux(Influx from) {
        StringBuilder text = new StringBuilder("from(bucket: v.defaultBucket)\n");
        text.append("  |> range(start: v.timeRangeStart, stop: v.timeRangeStop)\n");
        text.append("  |> filter(fn: (r) => r._measurement == \"");
        text.append(from.measurement()).append("\")\n");
        text.append("  |> filter(fn: (r) => ");
        text.append(
                from.fields().stream()
                        .map(field -> "r._field == \"" + field + "\"")
                        .collect(Collectors.joining(" or ")));
        text.append(")\n");
        for (String fixed : from.where()) {
            String[] pair = fixed.split("=", 2);
            text.append("  |> filter(fn: (r) => r.").append(pair[0]);
            text.append(" == \"").append(pair[1]).append("\")\n");
        }
        for (String tag : from.chosen()) {
            text.append("  |> filter(fn: (r) => r.").append(tag);
            text.append(" =~ /^${").append(tag).append(":regex}$/)\n");
        }
        String columns =
                tags.stream().map(tag -> '"' + tag + '"').collect(Collectors.joining(", "));
        text.append("  |> group(columns: [\"_field\"").append(columns.isEmpty() ? "" : ", ");
        text.append(columns).append("])\n");
        text.append("  |> aggregateWindow(every: v.windowPeriod, fn: ").append(from.function());
        text.append(", createEmpty: false)\n");
        if (from.fields().size() == 2) {
            text.append("  |> pivot(rowKey: [\"_time\"], columnKey: [\"_field\"],");
            text.append(" valueColumn: \"_value\")\n");
            text.append("  |> map(fn: (r) => ({r with _value: float(v: r.");
            text.append(from.fields().get(0)).append(") / float(v: r.");
            text.append(from.fields().get(1)).append(")}))\n");
        }
        return text.toString();
    }
}
