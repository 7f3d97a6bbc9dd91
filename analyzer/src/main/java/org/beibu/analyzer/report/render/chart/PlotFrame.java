package org.beibu.analyzer.report.render.chart;

import java.time.ZoneId;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.beibu.analyzer.report.document.Axis;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.Marker;
import org.beibu.analyzer.report.document.Series;
import org.beibu.analyzer.report.document.Series.Point;
import org.beibu.analyzer.report.render.chart.Drawing.Anchor;
import org.beibu.analyzer.report.render.chart.Drawing.Spot;
import org.beibu.analyzer.report.render.chart.Drawing.Style;

/**
 * The axes of a plot with x to the right and y upwards: their scales, ticks and grid.
 *
 * @param ticks of the y axis
 */
record PlotFrame(Scale x, Scale y, NumberTicks ticks) {
    static final double BOTTOM = 300;
    static final double HEIGHT = 326;
    private static final double LABEL = 11;
    private static final double TICK_ROOM = 78;
    private static final int WANTED_TICKS = 5;

    /** A level at the very top would have its label below, as if it were the next one's. */
    private static final double LABEL_ROOM = 0.07;

    /** Axes that hold every value of a chart, in the room between top and right. */
    static PlotFrame of(Chart chart, double top, double right) {
        double low = values(chart).min().orElse(0);
        double high = values(chart).max().orElse(1);
        NumberTicks ticks =
                NumberTicks.around(
                        chart.y().fromZero() ? Math.min(0, low) : low, high, WANTED_TICKS);
        boolean share = isShare(chart.y());
        double left =
                10
                        + ticks.values().stream()
                                .mapToDouble(v -> TextWidth.of(ticks.text(v, share), LABEL))
                                .max()
                                .orElse(0);
        Scale y = new Scale(ticks.low(), ticks.high(), BOTTOM, top);
        return new PlotFrame(horizontal(chart, left + 4, right), y, ticks);
    }

    private static Scale horizontal(Chart chart, double left, double right) {
        if (chart.x().kind() == Axis.Kind.CATEGORY) {
            return new Scale(-0.5, chart.x().categories().size() - 0.5, left, right);
        }
        double low = places(chart).min().orElse(0);
        double high = places(chart).max().orElse(1);
        if (chart.x().fromZero()) {
            low = Math.min(0, low);
        }
        return new Scale(low, high > low ? high : low + 1, left, right);
    }

    private static DoubleStream values(Chart chart) {
        DoubleStream points =
                points(chart)
                        .flatMapToDouble(p -> DoubleStream.of(p.y(), p.low(), p.high()))
                        .filter(v -> !Double.isNaN(v));
        return DoubleStream.concat(
                points,
                ends(chart, Marker.Direction.LEVEL, m -> m.to() + LABEL_ROOM * Math.abs(m.to())));
    }

    private static DoubleStream places(Chart chart) {
        DoubleStream marked =
                DoubleStream.concat(
                        ends(chart, Marker.Direction.PLACE, Marker::from),
                        ends(chart, Marker.Direction.PLACE, Marker::to));
        return DoubleStream.concat(points(chart).mapToDouble(Point::x), marked);
    }

    private static DoubleStream ends(
            Chart chart, Marker.Direction direction, ToDoubleFunction<Marker> end) {
        return chart.markers().stream().filter(m -> m.direction() == direction).mapToDouble(end);
    }

    private static Stream<Point> points(Chart chart) {
        return chart.series().stream().map(Series::points).flatMap(List::stream);
    }

    static boolean isShare(Axis axis) {
        return "%".equals(axis.unit());
    }

    Spot spot(double atX, double atY) {
        return new Spot(x.at(atX), y.at(atY));
    }

    void paint(Canvas canvas, Chart chart, ZoneId zone) {
        for (double value : ticks.values()) {
            double at = y.at(value);
            boolean base = value == 0 || value == ticks.low();
            canvas.line(
                    new Spot(x.from(), at),
                    new Spot(x.to(), at),
                    base ? Colour.MUTED : Colour.GRID,
                    base ? 1 : 0.8);
            canvas.label(
                    x.from() - 6,
                    at + 4,
                    ticks.text(value, isShare(chart.y())),
                    Style.small(Anchor.END));
        }
        switch (chart.x().kind()) {
            case TIME -> times(canvas, zone);
            case NUMBER -> numbers(canvas, chart.x());
            case CATEGORY -> names(canvas, chart.x().categories());
        }
    }

    private void times(Canvas canvas, ZoneId zone) {
        int most = (int) ((x.to() - x.from()) / TICK_ROOM);
        for (TimeTicks.Tick tick : TimeTicks.within(x.low(), x.high(), most, zone)) {
            tick(canvas, tick.at(), tick.text());
        }
    }

    private void numbers(Canvas canvas, Axis axis) {
        int most = (int) ((x.to() - x.from()) / TICK_ROOM);
        NumberTicks round = NumberTicks.around(x.low(), x.high(), most);
        for (double value : round.values()) {
            if (x.holds(value)) {
                tick(canvas, value, round.text(value, isShare(axis)));
            }
        }
        String title = Canvas.title(axis.name(), axis.unit());
        canvas.label(x.to(), HEIGHT + 10, title, Style.small(Anchor.END));
    }

    private void names(Canvas canvas, List<String> names) {
        double room = (x.to() - x.from()) / names.size();
        double widest = names.stream().mapToDouble(n -> TextWidth.of(n, LABEL)).max().orElse(0) + 6;
        int every = Math.max(1, (int) Math.ceil(Math.min(widest, TICK_ROOM) / room));
        for (int i = 0; i < names.size(); i += every) {
            tick(canvas, i, TextWidth.fit(names.get(i), LABEL, room * every));
        }
    }

    private void tick(Canvas canvas, double value, String text) {
        double at = x.at(value);
        canvas.line(new Spot(at, BOTTOM), new Spot(at, BOTTOM + 5), Colour.MUTED, 1);
        double half = TextWidth.of(text, LABEL) / 2;
        double inside = Math.min(Math.max(at, half + 2), Canvas.WIDTH - half - 2);
        canvas.label(inside, BOTTOM + 18, text, Style.small(Anchor.MIDDLE));
    }
}
