package org.beibu.analyzer.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.beibu.analyzer.traffic.TrafficSeries;
import org.beibu.analyzer.traffic.TrafficVolume;
import org.beibu.model.PathId;
import org.beibu.model.TrafficDirection;

/** How {@link SumTable#TRAFFIC} is written. */
final class TrafficForm implements SumRows.Form<TrafficSeries, TrafficVolume> {
    @Override
    public List<Object> names(TrafficSeries series) {
        return List.of(
                series.path().routeId(),
                series.path().exit(),
                series.direction().toString(),
                series.serviceClass());
    }

    @Override
    public TrafficSeries series(ResultSet row) throws SQLException {
        return new TrafficSeries(
                new PathId(row.getString(2), row.getString(3)),
                TrafficDirection.parse(row.getString(4)),
                row.getInt(5));
    }

    @Override
    public long[] columns(TrafficVolume volume) {
        return new long[] {volume.octets(), volume.packets()};
    }

    @Override
    public TrafficVolume value(ResultSet row, int first) throws SQLException {
        return new TrafficVolume(row.getLong(first), row.getLong(first + 1));
    }

    @Override
    public TrafficVolume plus(TrafficVolume one, TrafficVolume other) {
        return one.plus(other);
    }
}
