package org.beibu.analyzer.report.contents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.beibu.analyzer.report.document.Axis;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Chart;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.document.Series;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.document.Tone;
import org.beibu.analyzer.report.facts.CapacityFacts;
import org.beibu.analyzer.report.facts.LinkFacts;
import org.beibu.analyzer.report.maths.BusyHour;
import org.beibu.analyzer.report.maths.Demand;
import org.beibu.analyzer.report.maths.MonthDemand;

/** Links: how they stand, what they are, and what they carry. */
final class LinkTables {
    private static final String RATE = "Gbit/s";

    private final Wording words;
    private final CapacityFacts facts;

    LinkTables(Wording words, CapacityFacts facts) {
        this.words = words;
        this.facts = facts;
    }

    private Stream<LinkFacts> withTotal() {
        return facts.links().size() > 1
                ? Stream.concat(facts.links().stream(), Stream.of(facts.total()))
                : facts.links().stream();
    }

    /** Utilisation and runout, a word and a day for each link. */
    Table states() {
        List<List<Cell>> rows =
                facts.links().stream()
                        .map(
                                link ->
                                        List.of(
                                                Cell.text(link.link().exit()),
                                                utilisation(link),
                                                state(link),
                                                link.orderBy()
                                                        .day()
                                                        .<Cell>map(Cell::day)
                                                        .orElseGet(
                                                                () -> words.none("none.no-order"))))
                        .toList();
        return new Table(
                "states",
                words.say("table.states"),
                List.of(
                        Column.text("link", words.say("col.link")),
                        Column.percent("utilisation", words.say("col.utilisation")),
                        Column.text("state", words.say("col.state")),
                        Column.date("order_by", words.say("col.order-by"))),
                rows);
    }

    private Cell utilisation(LinkFacts link) {
        if (link.link().gbit().isEmpty()) {
            return words.none("none.no-capacity");
        }
        return link.utilisation().isEmpty()
                ? words.none("none.not-measured")
                : Cell.number(link.utilisation().getAsDouble(), 1).with(tone(link));
    }

    private static Tone tone(LinkFacts link) {
        return switch (link.orderBy().state()) {
            case OK -> Tone.GOOD;
            case PLAN, UNKNOWN -> Tone.PLAIN;
            case ORDER -> Tone.WARN;
            case LATE, FULL -> Tone.BAD;
        };
    }

    private Cell state(LinkFacts link) {
        return Cell.text(words.say("state." + link.orderBy().state()), tone(link));
    }

    Section inventory() {
        List<List<Cell>> rows =
                facts.links().stream()
                        .map(
                                link ->
                                        List.of(
                                                Cell.text(link.link().exit()),
                                                textOr(link.link().owner()),
                                                link.link().gbit().isPresent()
                                                        ? Cell.number(
                                                                link.link().gbit().getAsDouble(), 0)
                                                        : words.none("none.no-capacity"),
                                                Cell.number(link.link().leadDays(), 0),
                                                textOr(link.link().group())))
                        .toList();
        Table table =
                new Table(
                        "links",
                        words.say("table.inventory"),
                        List.of(
                                Column.text("link", words.say("col.link")),
                                Column.text("owner", words.say("col.owner")),
                                Column.rate("capacity", words.say("col.capacity"), RATE),
                                Column.number(
                                        "lead_time",
                                        words.say("col.lead-time"),
                                        words.say("unit.days")),
                                Column.text("group", words.say("col.group"))),
                        rows);
        return new Section(
                "inventory",
                words.say("section.inventory"),
                List.of(Block.Paragraph.of(words.say("text.inventory")), table));
    }

    private Cell textOr(String text) {
        return text.isEmpty() ? words.none("none.not-configured") : Cell.text(text);
    }

    Section demand() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.Paragraph.of(
                        words.say("text.demand", BusyHour.DAYS, words.zone(facts.span().zone()))));
        blocks.add(demandTable());
        blocks.add(busyHours());
        blocks.add(monthsChart());
        blocks.add(months());
        blocks.add(shares("destinations", facts.destinations()));
        blocks.add(shares("classes", facts.classes()));
        return new Section("demand", words.say("section.demand"), blocks);
    }

    private Table demandTable() {
        List<Column> columns =
                List.of(
                        Column.text("link", words.say("col.link")),
                        Column.rate("in_p95", words.say("col.in-p95"), RATE),
                        Column.rate("out_p95", words.say("col.out-p95"), RATE),
                        Column.rate("billed", words.say("col.billed"), RATE),
                        Column.rate("mean", words.say("col.mean"), RATE),
                        Column.rate("peak", words.say("col.peak"), RATE),
                        Column.number("peak_to_mean", words.say("col.peak-to-mean"), ""),
                        Column.percent("missing", words.say("col.missing")));
        return new Table(
                "demand_links",
                words.say("table.demand", BusyHour.DAYS),
                columns,
                withTotal().map(this::demandRow).toList());
    }

    private List<Cell> demandRow(LinkFacts link) {
        Demand demand = link.demand();
        return List.of(
                Cell.text(words.link(link.link().exit())),
                words.rateCell(link.in().p95()),
                words.rateCell(link.out().p95()),
                words.rateCell(Math.max(link.in().p95(), link.out().p95())),
                words.rateCell(demand.mean()),
                words.rateCell(demand.peak()),
                words.number(demand.peakToMean(), 2),
                words.shareCell(demand.missing()));
    }

    private Table busyHours() {
        List<Column> columns =
                List.of(
                        Column.text("link", words.say("col.link")),
                        Column.text("direction", words.say("col.direction")),
                        Column.text("busy_hour", words.say("col.busy-hour")),
                        Column.rate("busy_mean", words.say("col.busy-mean"), RATE),
                        Column.rate("busy_p95", words.say("col.busy-p95"), RATE),
                        Column.time("peak_hour", words.say("col.peak-hour")),
                        Column.rate("peak_hour_mean", words.say("col.peak-hour-mean"), RATE));
        return new Table(
                "busy_hours",
                words.say("table.busy-hours", words.zone(facts.span().zone())),
                columns,
                withTotal().map(this::busyRow).toList());
    }

    private List<Cell> busyRow(LinkFacts link) {
        Cell none = words.none("none.not-measured");
        Optional<BusyHour> busy = link.busyHour();
        return List.of(
                Cell.text(words.link(link.link().exit())),
                Cell.text(words.say("direction." + link.direction())),
                busy.<Cell>map(b -> Cell.text(words.hour(b.hour()))).orElse(none),
                busy.map(b -> words.rateCell(b.mean())).orElse(none),
                busy.map(b -> words.rateCell(b.p95())).orElse(none),
                busy.map(b -> Cell.time(Instant.ofEpochSecond(b.peakHourSecond()))).orElse(none),
                busy.map(b -> words.rateCell(b.peakHourMean())).orElse(none));
    }

    private Chart monthsChart() {
        List<Series> series =
                withTotal()
                        .map(
                                link ->
                                        new Series(
                                                words.link(link.link().exit()),
                                                Series.Shape.STEP,
                                                3,
                                                link.months().stream().map(this::point).toList()))
                        .toList();
        return new Chart(
                new Chart.Head(
                        "months_chart", words.say("chart.months"), words.say("chart.months.about")),
                Axis.time(words.say("axis.month")),
                Axis.zeroBased(words.say("axis.billed"), RATE),
                series,
                List.of());
    }

    private Series.Point point(MonthDemand month) {
        return Series.Point.of(
                month.month().atDay(1).atStartOfDay(facts.span().zone()).toInstant(),
                month.billed() / 1e9);
    }

    private Table months() {
        List<List<Cell>> rows = new ArrayList<>();
        withTotal()
                .forEach(link -> link.months().forEach(month -> rows.add(monthRow(link, month))));
        return new Table(
                "months",
                words.say("table.months", words.zone(facts.span().zone())),
                List.of(
                        Column.text("link", words.say("col.link")),
                        Column.text("month", words.say("col.month")),
                        Column.rate("in_p95", words.say("col.in-p95"), RATE),
                        Column.rate("out_p95", words.say("col.out-p95"), RATE),
                        Column.rate("billed", words.say("col.billed"), RATE),
                        Column.percent("missing", words.say("col.missing")),
                        Column.text("final", words.say("col.final"))),
                rows);
    }

    private List<Cell> monthRow(LinkFacts link, MonthDemand month) {
        Cell name = Cell.text(words.link(link.link().exit()));
        Cell when = Cell.text(month.month().toString());
        if (!month.counted()) {
            Cell none = words.none("none.not-counted");
            return List.of(name, when, none, none, none, none, none);
        }
        return List.of(
                name,
                when,
                words.rateCell(month.in().p95()),
                words.rateCell(month.out().p95()),
                words.rateCell(month.billed()),
                words.shareCell(month.in().missing()),
                Cell.text(
                        words.say(
                                !month.whole()
                                        ? "final.part"
                                        : month.provisional()
                                                ? "final.provisional"
                                                : "final.yes")));
    }

    private Table shares(String id, SortedMap<String, double[]> octets) {
        double[] all = new double[2];
        octets.values()
                .forEach(
                        each -> {
                            all[0] += each[0];
                            all[1] += each[1];
                        });
        List<List<Cell>> rows =
                octets.entrySet().stream()
                        .sorted(
                                (a, b) ->
                                        Double.compare(
                                                b.getValue()[0] + b.getValue()[1],
                                                a.getValue()[0] + a.getValue()[1]))
                        .map(
                                each ->
                                        List.of(
                                                (Cell) Cell.text(each.getKey()),
                                                words.shareCell(share(each.getValue()[0], all[0])),
                                                words.shareCell(share(each.getValue()[1], all[1]))))
                        .toList();
        return new Table(
                id,
                words.say("table." + id, BusyHour.DAYS),
                List.of(
                        Column.text("name", words.say("col." + id)),
                        Column.percent("in_share", words.say("col.in-share")),
                        Column.percent("out_share", words.say("col.out-share"))),
                rows);
    }

    private static double share(double part, double all) {
        return all > 0 ? part / all : Double.NaN;
    }
}
