package org.beibu.analyzer.report.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The table behind a chart: a row for each x that any series has, a column for each series, and two
 * more where a series has intervals. An x that a series has more than once (dots of a scatter)
 * takes as many rows.
 */
final class ChartTable {
    private static final int X_DECIMALS = 4;

    private final Chart chart;
    private final List<Column> columns = new ArrayList<>();

    /** Cells by x and by how often that x has come in the same series. */
    private final SortedMap<Place, List<Cell>> rows = new TreeMap<>();

    private record Place(double x, int repeat) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byX = Double.compare(x, other.x);
            return byX != 0 ? byX : Integer.compare(repeat, other.repeat);
        }
    }

    private ChartTable(Chart chart) {
        this.chart = chart;
    }

    static Table of(Chart chart) {
        return new ChartTable(chart).make();
    }

    private Table make() {
        columns.add(placeColumn());
        for (int i = 0; i < chart.series().size(); i++) {
            addColumns(i, chart.series().get(i));
        }
        chart.series().forEach(this::addPlaces);
        int at = 1;
        for (Series series : chart.series()) {
            fill(series, at);
            at += hasIntervals(series) ? 3 : 1;
        }
        return new Table(
                chart.head().id(), chart.head().title(), columns, List.copyOf(rows.values()));
    }

    private Column placeColumn() {
        Axis x = chart.x();
        return switch (x.kind()) {
            case TIME -> Column.time("time", x.name());
            case NUMBER ->
                    isShare(x) ? Column.percent("x", x.name()) : numbers("x", x.name(), x.unit());
            case CATEGORY -> Column.text("name", x.name());
        };
    }

    private void addColumns(int index, Series series) {
        String key = "s" + (index + 1);
        columns.add(valueColumn(key, series.name()));
        if (hasIntervals(series)) {
            columns.add(valueColumn(key + "_low", series.name() + " ↓"));
            columns.add(valueColumn(key + "_high", series.name() + " ↑"));
        }
    }

    private Column valueColumn(String key, String name) {
        Axis y = chart.y();
        return isShare(y) ? Column.percent(key, name) : numbers(key, name, y.unit());
    }

    private static Column numbers(String key, String name, String unit) {
        return Column.number(key, name, unit);
    }

    private static boolean isShare(Axis axis) {
        return "%".equals(axis.unit());
    }

    private static boolean hasIntervals(Series series) {
        return series.points().stream().anyMatch(Series.Point::hasInterval);
    }

    private void addPlaces(Series series) {
        Repeats repeats = new Repeats();
        for (Series.Point point : series.points()) {
            rows.computeIfAbsent(repeats.next(point.x()), place -> blankRow(place.x()));
        }
    }

    private List<Cell> blankRow(double x) {
        List<Cell> row = new ArrayList<>();
        row.add(place(x));
        while (row.size() < columns.size()) {
            row.add(Cell.noData("–"));
        }
        return row;
    }

    private Cell place(double x) {
        return switch (chart.x().kind()) {
            case TIME -> Cell.time(Instant.ofEpochSecond((long) x));
            case NUMBER ->
                    isShare(chart.x())
                            ? Cell.number(x, Math.min(1, shownDecimals(x * 100)))
                            : Cell.number(x, shownDecimals(x));
            case CATEGORY -> Cell.text(chart.x().categories().get((int) x));
        };
    }

    /** As many decimals as the number needs, four at most. */
    private static int shownDecimals(double x) {
        for (int decimals = 0; decimals < X_DECIMALS; decimals++) {
            double scaled = x * Math.pow(10, decimals);
            if (Math.abs(scaled - Math.rint(scaled)) < 1e-6) {
                return decimals;
            }
        }
        return X_DECIMALS;
    }

    private void fill(Series series, int at) {
        Repeats repeats = new Repeats();
        boolean intervals = hasIntervals(series);
        for (Series.Point point : series.points()) {
            List<Cell> row = rows.get(repeats.next(point.x()));
            if (row == null) {
                throw new IllegalStateException("no row for " + point);
            }
            set(row, at, point.y(), series.decimals());
            if (intervals) {
                set(row, at + 1, point.low(), series.decimals());
                set(row, at + 2, point.high(), series.decimals());
            }
        }
    }

    private static void set(List<Cell> row, int at, double value, int decimals) {
        if (!Double.isNaN(value)) {
            row.set(at, Cell.number(value, decimals));
        }
    }

    /** Counts how often each x has come. */
    private static final class Repeats {
        private final SortedMap<Double, Integer> seen = new TreeMap<>();

        Place next(double x) {
            return new Place(x, seen.merge(x, 1, Integer::sum) - 1);
        }
    }
}
