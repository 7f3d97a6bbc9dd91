package org.beibu.analyzer.report.contents;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.document.Tone;
import org.beibu.analyzer.report.facts.SloHistory;
import org.beibu.analyzer.slo.SloTarget;

/** Service levels over time. */
final class SloSections {
    private final Wording words;
    private final SloHistory levels;

    SloSections(Wording words, SloHistory levels) {
        this.words = words;
        this.levels = levels;
    }

    private List<Column> columns(Column... first) {
        List<Column> columns = new ArrayList<>(List.of(first));
        for (SloTarget target : levels.targets()) {
            columns.add(
                    Column.percent(
                            "t_" + target.name(),
                            words.say(
                                    "col.target",
                                    target.name(),
                                    Wording.decimal(target.objective() * 100, 2))));
        }
        return columns;
    }

    /** Months, all paths together. */
    Section history() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.Paragraph.of(words.say("text.slo")));
        Map<YearMonth, List<SloHistory.Hours>> months = levels.months();
        if (months.isEmpty()) {
            blocks.add(Block.Remark.warning(words.say("text.slo-none")));
        } else {
            List<List<Cell>> rows = new ArrayList<>();
            months.forEach(
                    (month, hours) -> {
                        List<Cell> row = new ArrayList<>();
                        row.add(Cell.text(month.toString()));
                        for (int i = 0; i < hours.size(); i++) {
                            row.add(attained(hours.get(i), levels.targets().get(i), true));
                        }
                        rows.add(row);
                    });
            blocks.add(
                    new Table(
                            "slo_months",
                            words.say("table.slo-months"),
                            columns(Column.text("month", words.say("col.month"))),
                            rows));
        }
        return new Section("slo-history", words.say("section.slo-history"), blocks);
    }

    /** The whole span, path by path. */
    Section paths() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.Paragraph.of(words.say("text.slo-paths")));
        if (levels.paths().isEmpty()) {
            blocks.add(Block.Remark.warning(words.say("text.slo-none")));
        } else {
            List<List<Cell>> rows = new ArrayList<>();
            levels.paths()
                    .forEach(
                            (path, of) -> {
                                List<Cell> row = new ArrayList<>();
                                row.add(Cell.text(path.routeId()));
                                row.add(Cell.text(path.exit()));
                                for (int i = 0; i < levels.targets().size(); i++) {
                                    row.add(
                                            attained(
                                                    of.all(i),
                                                    levels.targets().get(i),
                                                    of.attainable().get(i)));
                                }
                                rows.add(row);
                            });
            blocks.add(
                    new Table(
                            "slo_paths",
                            words.say("table.slo-paths"),
                            columns(
                                    Column.text("route", words.say("col.route")),
                                    Column.text("exit", words.say("col.exit"))),
                            rows));
        }
        return new Section("slo-paths", words.say("section.slo-paths"), blocks);
    }

    private Cell attained(SloHistory.Hours hours, SloTarget target, boolean attainable) {
        if (!attainable) {
            return words.none("none.not-attainable");
        }
        double share = hours.attainment();
        return Double.isNaN(share)
                ? words.none("none.not-measured")
                : Cell.number(share, 2).with(share >= target.objective() ? Tone.GOOD : Tone.WARN);
    }
}
