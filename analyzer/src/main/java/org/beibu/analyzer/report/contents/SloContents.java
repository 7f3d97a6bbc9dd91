package org.beibu.analyzer.report.contents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beibu.analyzer.report.ReportKind;
import org.beibu.analyzer.report.ReportSpan;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.document.ReportLanguage;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.facts.SloHistory;
import org.beibu.analyzer.slo.SloTarget;
import org.beibu.model.PathId;

/** The report of service levels. */
public final class SloContents {
    private final Wording words;
    private final SloHistory levels;

    private SloContents(Wording words, SloHistory levels) {
        this.words = words;
        this.levels = levels;
    }

    /** The report of these facts. */
    public static ReportDocument of(SloHistory levels, ReportSpan span, ReportLanguage language) {
        Wording words = new Wording(language);
        SloContents contents = new SloContents(words, levels);
        SloSections sections = new SloSections(words, levels);
        return new ReportDocument(
                ReportKind.SLO.toString(),
                CapacityContents.cover(words, ReportKind.SLO, span),
                List.of(
                        contents.summary(),
                        contents.targets(),
                        sections.history(),
                        sections.paths(),
                        new RecordSections(words).glossary("slo", "p95-delay", "floor", "method")));
    }

    private Section summary() {
        List<Block> blocks = new ArrayList<>();
        if (levels.paths().isEmpty()) {
            blocks.add(lead(words.say("slo.nothing")));
        }
        for (int i = 0; i < levels.targets().size() && !levels.paths().isEmpty(); i++) {
            blocks.add(lead(sentence(i)));
        }
        return new Section("summary", words.say("section.summary"), blocks);
    }

    private static Block lead(String text) {
        return new Block.Paragraph(text, Block.Emphasis.LEAD);
    }

    /** How many paths meet a target, and which misses it most. */
    private String sentence(int index) {
        SloTarget target = levels.targets().get(index);
        int met = 0;
        int measured = 0;
        double worst = 2;
        String worstPath = "";
        for (Map.Entry<PathId, SloHistory.OfPath> path : levels.paths().entrySet()) {
            double share = path.getValue().all(index).attainment();
            if (path.getValue().attainable().get(index) && !Double.isNaN(share)) {
                measured++;
                met += share >= target.objective() ? 1 : 0;
                if (share < worst) {
                    worst = share;
                    worstPath = path.getKey().toString();
                }
            }
        }
        if (measured == 0) {
            return words.say("slo.unknown", target.name());
        }
        return met == measured
                ? words.say("slo.met", target.name(), measured)
                : words.say(
                        "slo.missed",
                        target.name(),
                        met,
                        measured,
                        worstPath,
                        Wording.decimal(worst * 100, 2) + " %",
                        Wording.decimal(target.objective() * 100, 2) + " %");
    }

    private Section targets() {
        Table table =
                new Table(
                        "target_limits",
                        words.say("table.targets"),
                        List.of(
                                Column.text("class", words.say("col.class")),
                                Column.number("factor", words.say("col.factor"), ""),
                                Column.number("cap", words.say("col.cap"), "ms"),
                                Column.number("spread", words.say("col.spread"), "ms"),
                                Column.percent("objective", words.say("col.objective"))),
                        levels.targets().stream().map(this::row).toList());
        return new Section("targets", words.say("section.targets"), List.of(table));
    }

    private List<Cell> row(SloTarget target) {
        return List.of(
                Cell.text(target.name()),
                target.delayFactor() == 0
                        ? words.none("none.no-limit")
                        : Cell.number(target.delayFactor(), 1),
                target.delayCapNanos() == 0
                        ? words.none("none.no-limit")
                        : Cell.number(target.delayCapNanos() / 1e6, 0),
                Cell.number(target.spreadNanos() / 1e6, 0),
                Cell.number(target.objective(), 2));
    }
}
