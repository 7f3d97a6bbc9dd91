package org.beibu.analyzer.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.beibu.analyzer.delay.Series;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;
import org.beibu.model.QualityClass;

/** How the table {@code series} is written. */
final class DelayForm implements SeriesNumbers.Form<Series> {
    private static final List<String> COLUMNS =
            List.of("route", "exit", "method", "metric", "class");

    static SeriesNumbers<Series> numbers(Connection connection) {
        return new SeriesNumbers<>(connection, "series", COLUMNS, new DelayForm());
    }

    @Override
    public List<Object> names(Series series) {
        return List.of(
                series.path().routeId(),
                series.path().exit(),
                series.method().toString(),
                series.metric().toString(),
                series.qualityClass().toString());
    }

    @Override
    public Series series(ResultSet row) throws SQLException {
        return new Series(
                new PathId(row.getString(2), row.getString(3)),
                Method.parse(row.getString(4)),
                Metric.parse(row.getString(5)),
                QualityClass.parse(row.getString(6)));
    }
}
