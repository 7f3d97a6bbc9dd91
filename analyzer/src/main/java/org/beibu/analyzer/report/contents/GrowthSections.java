package org.beibu.analyzer.report.contents;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.beibu.analyzer.report.ReportConfig;
import org.beibu.analyzer.report.document.Axis;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.Marker;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.document.Series;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.document.Tone;
import org.beibu.analyzer.report.facts.CapacityFacts;
import org.beibu.analyzer.report.facts.LinkFacts;
import org.beibu.analyzer.report.maths.Exhaustion;
import org.beibu.analyzer.report.maths.Forecast;

/** Growth, what comes next, how good such forecasts were, and when links are full. */
final class GrowthSections {
    private static final String RATE = "Gbit/s";
    private static final List<Integer> MONTHS_AHEAD = List.of(3, 6, 12);

    private final Wording words;
    private final CapacityFacts facts;
    private final ReportConfig config;

    GrowthSections(Wording words, CapacityFacts facts, ReportConfig config) {
        this.words = words;
        this.facts = facts;
        this.config = config;
    }

    private Stream<LinkFacts> withTotal() {
        return facts.links().size() > 1
                ? Stream.concat(facts.links().stream(), Stream.of(facts.total()))
                : facts.links().stream();
    }

    Section growth() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.Paragraph.of(words.say("text.growth")));
        blocks.add(growthTable());
        blocks.add(forecasts());
        withTotal().map(this::chart).flatMap(Optional::stream).forEach(blocks::add);
        blocks.add(Block.Paragraph.of(backtestSentence()));
        blocks.add(backtests());
        return new Section("growth", words.say("section.growth"), blocks);
    }

    private Table growthTable() {
        return new Table(
                "growth_links",
                words.say("table.growth"),
                List.of(
                        Column.text("link", words.say("col.link")),
                        Column.percent("growth_year", words.say("col.growth-year")),
                        Column.number("mann_kendall", words.say("col.mann-kendall"), "")),
                withTotal().map(this::growthRow).toList());
    }

    private List<Cell> growthRow(LinkFacts link) {
        LinkFacts.Growth growth = link.growth();
        return List.of(
                Cell.text(words.link(link.link().exit())),
                Double.isNaN(growth.year())
                        ? words.none("none.short")
                        : words.shareCell(growth.year()),
                Double.isNaN(growth.mannKendall())
                        ? words.none("none.short")
                        : Cell.number(growth.mannKendall(), 3));
    }

    /** A row for each link and horizon, so that the table is as narrow as a page. */
    private Table forecasts() {
        return new Table(
                "forecasts",
                words.say("table.forecasts"),
                List.of(
                        Column.text("link", words.say("col.link")),
                        Column.number("ahead", words.say("col.ahead"), words.say("unit.months")),
                        Column.text("month", words.say("col.month")),
                        Column.rate("p95", words.say("col.forecast"), RATE),
                        Column.rate("low", words.say("col.forecast-low"), RATE),
                        Column.rate("high", words.say("col.forecast-high"), RATE)),
                withTotal()
                        .flatMap(link -> MONTHS_AHEAD.stream().map(ahead -> forecast(link, ahead)))
                        .toList());
    }

    private List<Cell> forecast(LinkFacts link, int ahead) {
        Cell name = Cell.text(words.link(link.link().exit()));
        List<LinkFacts.ForecastMonth> months = link.growth().months();
        if (months.size() < ahead) {
            Cell none = words.none("none.short");
            return List.of(name, Cell.number(ahead, 0), none, none, none, none);
        }
        LinkFacts.ForecastMonth month = months.get(ahead - 1);
        return List.of(
                name,
                Cell.number(ahead, 0),
                Cell.text(month.month().toString()),
                words.rateCell(month.p95()),
                words.rateCell(month.low()),
                words.rateCell(month.high()));
    }

    /** The weeks that were, and the months that come with their band. */
    private Optional<Chart> chart(LinkFacts link) {
        LinkFacts.Growth growth = link.growth();
        if (growth.weeks().stream().allMatch(week -> Double.isNaN(week))) {
            return Optional.empty();
        }
        String name = words.link(link.link().exit());
        List<Series> series = new ArrayList<>();
        series.add(new Series(words.say("series.weekly"), Series.Shape.LINE, 3, weeks(growth)));
        if (!growth.months().isEmpty()) {
            series.add(
                    new Series(
                            words.say("series.forecast"),
                            Series.Shape.DASHED,
                            3,
                            growth.months().stream().map(this::point).toList()));
        }
        List<Marker> markers = new ArrayList<>();
        for (LinkFacts.Runout runout : link.runouts()) {
            markers.add(
                    Marker.level(
                            runout.bits() / 1e9,
                            words.percent(runout.limit()),
                            runout.limit() == config.decideAt() ? Tone.WARN : Tone.PLAIN));
        }
        String id = "growth_" + (link.link().exit().isEmpty() ? "total" : link.link().exit());
        return Optional.of(
                new Chart(
                        new Chart.Head(
                                id,
                                words.say("chart.growth", name),
                                words.say("chart.growth.about", name)),
                        Axis.time(words.say("axis.time")),
                        Axis.zeroBased(words.say("axis.p95"), RATE),
                        series,
                        markers));
    }

    private List<Series.Point> weeks(LinkFacts.Growth growth) {
        List<Series.Point> points = new ArrayList<>();
        for (int week = 0; week < growth.weeks().size(); week++) {
            points.add(
                    Series.Point.of(
                            growth.firstWeek()
                                    .plusDays(7L * week + 3)
                                    .atStartOfDay(facts.span().zone())
                                    .toInstant(),
                            growth.weeks().get(week) / 1e9));
        }
        return points;
    }

    private Series.Point point(LinkFacts.ForecastMonth month) {
        return Series.Point.within(
                month.month().atDay(15).atStartOfDay(facts.span().zone()).toInstant(),
                month.p95() / 1e9,
                month.low() / 1e9,
                month.high() / 1e9);
    }

    private String backtestSentence() {
        int covered = 0;
        int tried = 0;
        for (LinkFacts link : facts.links()) {
            for (Forecast.Backtest test : link.growth().backtests()) {
                covered += test.covered();
                tried += test.tried();
            }
        }
        return tried == 0
                ? words.say("text.backtest-none")
                : words.say(
                        "text.backtest",
                        tried,
                        covered,
                        words.percent((double) covered / tried),
                        words.percent(Forecast.NOMINAL));
    }

    private Table backtests() {
        List<List<Cell>> rows = new ArrayList<>();
        withTotal()
                .forEach(
                        link ->
                                link.growth()
                                        .backtests()
                                        .forEach(test -> rows.add(backtest(link, test))));
        return new Table(
                "backtests",
                words.say("table.backtests"),
                List.of(
                        Column.text("link", words.say("col.link")),
                        Column.number("ahead", words.say("col.ahead"), words.say("unit.days")),
                        Column.number("tried", words.say("col.tried"), ""),
                        Column.number("covered", words.say("col.covered"), ""),
                        Column.percent("share", words.say("col.covered-share"))),
                rows);
    }

    private List<Cell> backtest(LinkFacts link, Forecast.Backtest test) {
        return List.of(
                Cell.text(words.link(link.link().exit())),
                Cell.number(test.ahead(), 0),
                Cell.number(test.tried(), 0),
                Cell.number(test.covered(), 0),
                test.tried() == 0 ? words.none("none.short") : words.shareCell(test.share()));
    }

    Section runout() {
        List<List<Cell>> rows = new ArrayList<>();
        facts.links().forEach(link -> addRunouts(rows, link, link.link().exit()));
        facts.withoutLargest()
                .ifPresent(
                        link ->
                                link.runouts().stream()
                                        .filter(r -> r.limit() == config.decideAt())
                                        .forEach(
                                                r ->
                                                        rows.add(
                                                                runoutRow(
                                                                        words.say("link.n1"),
                                                                        link,
                                                                        r))));
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.Paragraph.of(words.say("text.runout")));
        if (rows.isEmpty()) {
            blocks.add(Block.Remark.warning(words.say("text.runout-none")));
        } else {
            blocks.add(
                    new Table(
                            "runouts",
                            words.say("table.runout"),
                            List.of(
                                    Column.text("link", words.say("col.link")),
                                    Column.percent("limit", words.say("col.limit")),
                                    Column.rate("limit_rate", words.say("col.limit-rate"), RATE),
                                    Column.text("early", words.say("col.early")),
                                    Column.text("middle", words.say("col.middle")),
                                    Column.text("late", words.say("col.late")),
                                    Column.date("order_by", words.say("col.order-by"))),
                            rows));
        }
        return new Section("runout", words.say("section.runout"), blocks);
    }

    private void addRunouts(List<List<Cell>> rows, LinkFacts link, String name) {
        link.runouts().forEach(runout -> rows.add(runoutRow(name, link, runout)));
    }

    private List<Cell> runoutRow(String name, LinkFacts link, LinkFacts.Runout runout) {
        Exhaustion when = runout.exhaustion();
        String why =
                switch (when.why()) {
                    case FOUND, NOT_WITHIN_3_YEARS -> "none.three-years";
                    case NOW -> "none.now";
                    case NOT_GROWING -> "none.not-growing";
                    case NOT_ENOUGH_HISTORY -> "none.short";
                };
        Optional<YearMonth> early =
                when.why() == Exhaustion.Why.NOW ? Optional.empty() : when.early();
        Optional<YearMonth> middle =
                when.why() == Exhaustion.Why.NOW ? Optional.empty() : when.middle();
        Optional<YearMonth> late =
                when.why() == Exhaustion.Why.NOW ? Optional.empty() : when.late();
        return List.of(
                Cell.text(name),
                Cell.number(runout.limit(), 0),
                words.rateCell(runout.bits()),
                words.monthCell(early, why),
                words.monthCell(middle, why),
                words.monthCell(late, why),
                when.orderBy(link.link().leadDays())
                        .<Cell>map(Cell::day)
                        .orElseGet(() -> words.none(why)));
    }
}
