package org.beibu.analyzer.report.contents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.beibu.analyzer.report.ReportKind;
import org.beibu.analyzer.report.ReportSources;
import org.beibu.analyzer.report.ReportSpan;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.document.ReportLanguage;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.document.Tone;
import org.beibu.analyzer.segments.Estimate;
import org.beibu.analyzer.segments.Percentile;
import org.beibu.analyzer.segments.SegmentsView;
import org.beibu.analyzer.slo.SloTarget;

/** The gateway report: what the Nanning bureau saves beside ways past it. */
public final class GatewayContents {
    private final Wording words;
    private final ReportSources sources;
    private final List<SegmentsView.Row> best;

    private GatewayContents(Wording words, ReportSources sources, SegmentsView view) {
        this.words = words;
        this.sources = sources;
        this.best = best(view);
    }

    /** The report of a comparison. */
    public static ReportDocument of(
            SegmentsView view, ReportSources sources, ReportSpan span, ReportLanguage language) {
        Wording words = new Wording(language);
        GatewayContents contents = new GatewayContents(words, sources, view);
        List<Section> sections = new ArrayList<>();
        sections.add(contents.summary());
        if (!contents.best.isEmpty()) {
            sections.add(contents.savings());
            sections.add(contents.classes());
            sections.add(contents.doubts());
        }
        sections.add(
                new RecordSections(words)
                        .glossary("composed", "saved", "p95-delay", "method", "slo"));
        return new ReportDocument(
                ReportKind.GATEWAY.toString(),
                CapacityContents.cover(words, ReportKind.GATEWAY, span),
                sections);
    }

    /** For each city and destination the exit with the lowest p95, or the first one. */
    private static List<SegmentsView.Row> best(SegmentsView view) {
        Map<String, SegmentsView.Row> best = new TreeMap<>();
        for (SegmentsView.Row row : view.rows()) {
            best.merge(
                    row.city() + "/" + row.path().routeId(),
                    row,
                    (one, other) -> p95(other) < p95(one) ? other : one);
        }
        return best.values().stream()
                .filter(row -> row.composed().isPresent() || hasDirect(row))
                .toList();
    }

    private static boolean hasDirect(SegmentsView.Row row) {
        return row.direct().stream().anyMatch(way -> way.measured().isPresent());
    }

    private static double p95(SegmentsView.Row row) {
        return row.composed()
                .flatMap(figures -> figures.at(Percentile.P95))
                .map(Estimate::nanos)
                .orElse(Double.POSITIVE_INFINITY);
    }

    private Section summary() {
        List<Block> blocks = new ArrayList<>();
        Map<String, List<SegmentsView.DirectWay>> cities = new TreeMap<>();
        best.forEach(
                row ->
                        row.direct()
                                .forEach(
                                        way ->
                                                cities.computeIfAbsent(
                                                                way.via(), v -> new ArrayList<>())
                                                        .add(way)));
        cities.forEach((via, ways) -> blocks.add(lead(sentence(via, ways))));
        if (blocks.isEmpty()) {
            blocks.add(lead(words.say(best.isEmpty() ? "gateway.nothing" : "gateway.no-direct")));
        }
        return new Section("summary", words.say("section.summary"), blocks);
    }

    private static Block lead(String text) {
        return new Block.Paragraph(text, Block.Emphasis.LEAD);
    }

    private String sentence(String via, List<SegmentsView.DirectWay> ways) {
        List<Estimate> saved = ways.stream().flatMap(w -> w.savedP95().stream()).toList();
        if (saved.isEmpty()) {
            return words.say("gateway.unknown", city(via));
        }
        long saves = saved.stream().filter(s -> SegmentsView.verdict(s).equals("saves")).count();
        long costs = saved.stream().filter(s -> SegmentsView.verdict(s).equals("costs")).count();
        List<Double> sorted =
                saved.stream().map(Estimate::nanos).sorted(Comparator.naturalOrder()).toList();
        return words.say(
                "gateway.summary",
                city(via),
                saves,
                saved.size(),
                costs,
                words.millis(sorted.get(sorted.size() / 2) / 1e6),
                words.millis(sorted.get(0) / 1e6),
                words.millis(sorted.get(sorted.size() - 1) / 1e6));
    }

    /** The name of a bureau in the report's language, or as it is configured. */
    private String city(String name) {
        String key = "city." + name;
        return words.all().containsKey(key) ? words.say(key) : name;
    }

    private Section savings() {
        List<List<Cell>> rows = new ArrayList<>();
        for (SegmentsView.Row row : best) {
            if (row.direct().isEmpty()) {
                rows.add(savingRow(row, Optional.empty()));
            }
            row.direct().forEach(way -> rows.add(savingRow(row, Optional.of(way))));
        }
        return new Section(
                "savings",
                words.say("section.savings"),
                List.of(
                        Block.Paragraph.of(words.say("text.savings")),
                        new Table("ways", words.say("table.savings"), savingColumns(), rows)));
    }

    private List<Column> savingColumns() {
        return List.of(
                Column.text("city", words.say("col.city")),
                Column.text("route", words.say("col.route")),
                Column.text("exit", words.say("col.exit")),
                Column.number("nanning_p50", words.say("col.nanning-p50"), "ms"),
                Column.number("nanning_p95", words.say("col.nanning-p95"), "ms"),
                Column.text("via", words.say("col.via")),
                Column.number("direct_p95", words.say("col.direct-p95"), "ms"),
                Column.number("saved_p50", words.say("col.saved-p50"), "ms"),
                Column.number("saved_p95", words.say("col.saved-p95"), "ms"),
                Column.number("saved_low", words.say("col.saved-low"), "ms"),
                Column.number("saved_high", words.say("col.saved-high"), "ms"),
                Column.text("verdict", words.say("col.verdict")));
    }

    private List<Cell> savingRow(SegmentsView.Row row, Optional<SegmentsView.DirectWay> way) {
        Optional<Estimate> direct =
                way.flatMap(SegmentsView.DirectWay::measured)
                        .flatMap(m -> m.figures().at(Percentile.P95));
        Optional<Estimate> saved = way.flatMap(SegmentsView.DirectWay::savedP95);
        return List.of(
                Cell.text(city(row.city())),
                Cell.text(row.path().routeId()),
                Cell.text(row.path().exit()),
                millis(row.composed().flatMap(f -> f.at(Percentile.P50)).map(Estimate::nanos)),
                millis(row.composed().flatMap(f -> f.at(Percentile.P95)).map(Estimate::nanos)),
                way.<Cell>map(w -> Cell.text(city(w.via())))
                        .orElseGet(() -> words.none("none.not-configured")),
                millis(direct.map(Estimate::nanos)),
                millis(way.flatMap(SegmentsView.DirectWay::savedP50).map(Estimate::nanos)),
                millis(saved.map(Estimate::nanos)),
                millis(saved.map(Estimate::lowNanos)),
                millis(saved.map(Estimate::highNanos)),
                saved.<Cell>map(s -> verdict(SegmentsView.verdict(s)))
                        .orElseGet(() -> words.none("none.not-measured")));
    }

    private Cell verdict(String word) {
        Tone tone = word.equals("saves") ? Tone.GOOD : word.equals("costs") ? Tone.BAD : Tone.PLAIN;
        return Cell.text(words.say("verdict." + word), tone);
    }

    private Cell millis(Optional<Double> nanos) {
        return nanos.<Cell>map(n -> Cell.number(n / 1e6, 1))
                .orElseGet(() -> words.none("none.not-measured"));
    }

    /** Which classes each way can carry, destination by destination. */
    private Section classes() {
        List<List<Cell>> rows = new ArrayList<>();
        for (SegmentsView.Row row : best) {
            for (SegmentsView.DirectWay way : row.direct()) {
                Optional<Estimate> past =
                        way.measured().flatMap(m -> m.figures().at(Percentile.P95));
                for (SloTarget target : sources.slo().targets()) {
                    classRow(row, way, past, target).ifPresent(rows::add);
                }
            }
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.Paragraph.of(words.say("text.gateway-classes")));
        if (rows.isEmpty()) {
            blocks.add(Block.Remark.warning(words.say("gateway.no-classes")));
        } else {
            blocks.add(
                    new Table(
                            "gateway_classes",
                            words.say("table.gateway-classes"),
                            List.of(
                                    Column.text("city", words.say("col.city")),
                                    Column.text("route", words.say("col.route")),
                                    Column.text("via", words.say("col.via")),
                                    Column.text("class", words.say("col.class")),
                                    Column.number("limit", words.say("col.class-limit"), "ms"),
                                    Column.number("saved_p95", words.say("col.saved-p95"), "ms"),
                                    Column.text("carried", words.say("col.carried"))),
                            rows));
        }
        return new Section("classes", words.say("section.gateway-classes"), blocks);
    }

    private Optional<List<Cell>> classRow(
            SegmentsView.Row row,
            SegmentsView.DirectWay way,
            Optional<Estimate> past,
            SloTarget target) {
        long floor = sources.catalogue().find(row.path().routeId()).orElseThrow().fibreFloorNanos();
        OptionalLong limit = target.delayLimitNanos(floor);
        if (limit.isEmpty() || past.isEmpty() || !Double.isFinite(p95(row))) {
            return Optional.empty();
        }
        boolean through = p95(row) <= limit.getAsLong();
        boolean around = past.get().nanos() <= limit.getAsLong();
        String word = through ? (around ? "both" : "nanning") : around ? "past" : "neither";
        Tone tone =
                word.equals("nanning") ? Tone.GOOD : word.equals("past") ? Tone.BAD : Tone.PLAIN;
        return Optional.of(
                List.of(
                        Cell.text(city(row.city())),
                        Cell.text(row.path().routeId()),
                        Cell.text(city(way.via())),
                        Cell.text(target.name()),
                        Cell.number(limit.getAsLong() / 1e6, 1),
                        millis(way.savedP95().map(Estimate::nanos)),
                        Cell.text(words.say("carried." + word), tone)));
    }

    /** What to know before the figures are used, as the comparison says it. */
    private Section doubts() {
        NoteWording said = new NoteWording(words);
        Map<String, Integer> notes = new TreeMap<>();
        for (SegmentsView.Row row : best) {
            row.notes().forEach(note -> notes.merge(note, 1, Integer::sum));
            row.direct()
                    .forEach(
                            way -> way.notes().forEach(note -> notes.merge(note, 1, Integer::sum)));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.Paragraph.of(words.say("text.gateway-doubts")));
        if (!notes.isEmpty()) {
            blocks.add(
                    new Table(
                            "notes",
                            words.say("table.notes"),
                            List.of(
                                    Column.text("note", words.say("col.note")),
                                    Column.number("ways", words.say("col.ways"), "")),
                            notes.entrySet().stream()
                                    .map(
                                            note ->
                                                    List.of(
                                                            (Cell)
                                                                    Cell.text(
                                                                            said.of(note.getKey())),
                                                            Cell.number(note.getValue(), 0)))
                                    .toList()));
        }
        return new Section("doubts", words.say("section.doubts"), blocks);
    }
}
