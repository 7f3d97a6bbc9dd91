package org.beibu.analyzer.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.beibu.analyzer.loss.LossCounts;
import org.beibu.analyzer.loss.LossSeries;
import org.beibu.model.Method;
import org.beibu.model.Metric;
import org.beibu.model.PathId;

/** How {@link SumTable#LOSSES} is written. */
final class LossForm implements SumRows.Form<LossSeries, LossCounts> {
    @Override
    public List<Object> names(LossSeries series) {
        return List.of(
                series.path().routeId(),
                series.path().exit(),
                series.method().toString(),
                series.metric().toString());
    }

    @Override
    public LossSeries series(ResultSet row) throws SQLException {
        return new LossSeries(
                new PathId(row.getString(2), row.getString(3)),
                Method.parse(row.getString(4)),
                Metric.parse(row.getString(5)));
    }

    @Override
    public long[] columns(LossCounts counts) {
        return new long[] {
            counts.sent(),
            counts.lost(),
            counts.late(),
            counts.duplicate(),
            counts.reordered(),
            counts.episodes().count(),
            counts.episodes().noticeable(),
            counts.episodes().longest()
        };
    }

    @Override
    public LossCounts value(ResultSet row, int first) throws SQLException {
        LossCounts.Episodes episodes =
                new LossCounts.Episodes(
                        row.getLong(first + 5), row.getLong(first + 7), row.getLong(first + 6));
        return new LossCounts(
                row.getLong(first),
                row.getLong(first + 1),
                row.getLong(first + 2),
                row.getLong(first + 3),
                row.getLong(first + 4),
                episodes);
    }

    @Override
    public LossCounts plus(LossCounts one, LossCounts other) {
        return one.plus(other);
    }
}
