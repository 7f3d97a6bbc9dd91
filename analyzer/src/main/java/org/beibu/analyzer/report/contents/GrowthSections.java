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
        withTotal().map(this::chart).flatMap(Optional::stream).forEach(blocks::add);
        blocks.add(Block.Paragraph.of(backtestSentence()));
        blocks.add(backtests());
        return new Section("growth", words.say("section.growth"), blocks);
    }

    private Table growthTable() {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("link", words.say("col.link")));
        columns.add(Column.percent("growth_year", words.say("col.growth-year")));
        columns.add(Column.number("mann_kendall", words.say("col.mann-kendall"), ""));
        for (int months : MONTHS_AHEAD) {
            columns.add(Column.rate("p95_in_" + months, words.say("col.forecast", months), RATE));
            columns.add(
                    Column.rate("low_in_" + months, words.say("col.forecast-low", months), RATE));
            columns.add(
                    Column.rate("high_in_" + months, words.say("col.forecast-high", months), RATE));
        }
        return new Table(
                "growth_links",
                words.say("table.growth"),
                columns,
                withTotal().map(this::growthRow).toList());
    }

    private List<Cell> growthRow(LinkFacts link) {
        LinkFacts.Growth growth = link.growth();
        List<Cell> row = new ArrayList<>();
        row.add(Cell.text(words.link(link.link().exit())));
        row.add(
                Double.isNaN(growth.year())
                        ? words.none("none.short")
                        : words.shareCell(growth.year()));
        row.add(
                Double.isNaN(growth.mannKendall())
                        ? words.none("none.short")
                        : Cell.number(growth.mannKendall(), 3));
        for (int months : MONTHS_AHEAD) {
            if (growth.months().size() < months) {
                row.addAll(
                        List.of(
                                words.none("none.short"),
                                words.none("none.short"),
                                words.none("none.short")));
            } else {
                LinkFacts.ForecastMonth month = growth.months().get(months - 1);
                row.add(words.rateCell(month.p95()));
                row.add(words.rateCell(month.low()));
                row.add(words.rateCell(month.high()));
            }
        }
        return row;
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
