package org.beibu.analyzer.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table that adds values up by series and window, with a table that numbers its series. Its key
 * begins with the window, see {@link StoreSchema}.
 *
 * @param name the table
 * @param series the table of its series
 * @param names the columns that name a series
 * @param sums columns that are added
 * @param largest columns of which the largest stays
 */
record SumTable(
        String name, String series, List<String> names, List<String> sums, List<String> largest) {

    /** What paths carried. */
    static final SumTable TRAFFIC =
            new SumTable(
                    "traffic",
                    "traffic_series",
                    List.of("route", "exit", "direction", "class"),
                    List.of("octets", "packets"),
                    List.of());

    /** What became of active packets. */
    static final SumTable LOSSES =
            new SumTable(
                    "losses",
                    "loss_series",
                    List.of("route", "exit", "method", "metric"),
                    List.of(
                            "sent",
                            "lost",
                            "late",
                            "duplicate",
                            "reordered",
                            "episodes",
                            "noticeable"),
                    List.of("longest"));

    static final List<SumTable> ALL = List.of(TRAFFIC, LOSSES);

    /** All columns of values: the sums, then those of which the largest stays. */
    String values() {
        List<String> columns = new ArrayList<>(sums);
        columns.addAll(largest);
        return String.join(", ", columns);
    }

    /** The same of several rows. */
    String addedUp() {
        List<String> columns = new ArrayList<>();
        sums.forEach(column -> columns.add("sum(" + column + ")"));
        largest.forEach(column -> columns.add("max(" + column + ")"));
        return String.join(", ", columns);
    }

    /**
     * The statement that adds to a window, with parameters for its resolution, start and series,
     * when it is written, and the values.
     */
    String addition() {
        List<String> changes = new ArrayList<>();
        sums.forEach(
                column -> changes.add("%s = %s + excluded.%s".formatted(column, column, column)));
        largest.forEach(
                column ->
                        changes.add("%s = max(%s, excluded.%s)".formatted(column, column, column)));
        int parameters = 4 + sums.size() + largest.size();
        return "INSERT INTO %s (resolution, start, series, written, %s) VALUES (%s)"
                        .formatted(
                                name,
                                values(),
                                String.join(", ", Collections.nCopies(parameters, "?")))
                + " ON CONFLICT (resolution, start, series) DO UPDATE SET"
                + " written = excluded.written, "
                + String.join(", ", changes);
    }
}
