package org.beibu.analyzer.report.document;

import java.util.List;
import java.util.Optional;

/**
 * A picture of series on common axes, with the table that says the same.
 *
 * @param head what it is called and what it shows
 * @param series of one chart: bars, heat rows, or any mix of lines, steps and dots
 */
public record Chart(Head head, Axis x, Axis y, List<Series> series, List<Marker> markers)
        implements Block {

    /**
     * What stands on top of a chart.
     *
     * @param id the anchor, and the name of the table behind it
     * @param description one sentence for who cannot see the picture
     */
    public record Head(String id, String title, String description) {
        public Head {
            Identifiers.check("a chart's id", id);
            Identifiers.checkText("a chart's title", title);
            Identifiers.checkText("a chart's description", description);
        }
    }

    public Chart {
        series = List.copyOf(series);
        markers = List.copyOf(markers);
        if (series.isEmpty()) {
            throw new IllegalArgumentException("a chart needs a series: " + head.id());
        }
        if (y.kind() != Axis.Kind.NUMBER) {
            throw new IllegalArgumentException("values are numbers: " + head.id());
        }
        boolean fits =
                series.stream().flatMap(s -> s.points().stream()).allMatch(p -> x.holds(p.x()));
        if (!fits) {
            throw new IllegalArgumentException("a point has no category in " + head.id());
        }
        if (series.stream().map(Series::shape).anyMatch(Chart::standsAlone)
                && series.stream().map(Series::shape).distinct().count() > 1) {
            throw new IllegalArgumentException(
                    "bars and heat do not share a chart with another shape: " + head.id());
        }
    }

    private static boolean standsAlone(Series.Shape shape) {
        return shape == Series.Shape.BARS || shape == Series.Shape.HEAT;
    }

    /** Whether there is any value to draw. */
    public boolean isBlank() {
        return series.stream()
                .flatMap(s -> s.points().stream())
                .allMatch(point -> point.isGap() && !point.hasInterval());
    }

    /** The same values as rows, one each x. */
    public Table behind() {
        return ChartTable.of(this);
    }

    @Override
    public Optional<String> anchor() {
        return Optional.of(head.id());
    }

    @Override
    public Optional<Table> figures() {
        return Optional.of(behind());
    }

    @Override
    public <R> R handle(Handler<R> handler) {
        return handler.chart(this);
    }
}
