package org.beibu.analyzer.report.contents;

import java.util.ArrayList;
import java.util.List;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.document.Tone;
import org.beibu.analyzer.report.facts.CapacityFacts;
import org.beibu.analyzer.report.facts.LossOfOne;

/** What happens without a link, today, in a year, and with what was asked for. */
final class LossSections {
    private static final int MOST_NAMED = 6;

    private final Wording words;
    private final CapacityFacts facts;

    LossSections(Wording words, CapacityFacts facts) {
        this.words = words;
        this.facts = facts;
    }

    Section resilience() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.Paragraph.of(words.say("text.n1")));
        if (facts.links().size() < 2) {
            blocks.add(Block.Remark.warning(words.say("text.n1-none")));
        } else {
            blocks.add(table("losses", "table.n1", facts.losses()));
            if (facts.delays().paths().isEmpty()) {
                blocks.add(Block.Remark.warning(words.say("text.n1-no-delays")));
            }
        }
        return new Section("resilience", words.say("section.resilience"), blocks);
    }

    Section whatIf() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.Paragraph.of(words.say("text.what-if")));
        if (!facts.whatIfs().isEmpty()) {
            blocks.add(table("what_if", "table.what-if", facts.whatIfs()));
        }
        return new Section("what-if", words.say("section.what-if"), blocks);
    }

    private Table table(String id, String caption, List<LossOfOne> losses) {
        return new Table(
                id,
                words.say(caption),
                List.of(
                        Column.text("lost", words.say("col.lost")),
                        Column.percent("growth", words.say("col.growth")),
                        Column.text("status", words.say("col.status")),
                        Column.text("worst_exit", words.say("col.worst-exit")),
                        Column.percent("worst_load", words.say("col.worst-load")),
                        Column.rate("drop", words.say("col.drop"), "Gbit/s"),
                        Column.number("missed", words.say("col.missed-count"), ""),
                        Column.text("missed_names", words.say("col.missed"))),
                losses.stream().map(this::row).toList());
    }

    private List<Cell> row(LossOfOne loss) {
        if (loss.status() == LossOfOne.Status.NOT_KNOWN) {
            Cell none = words.none("none.n1-unknown");
            return List.of(
                    name(loss),
                    Cell.number(loss.growth(), 0),
                    Cell.text(words.say("loss.not-known")),
                    none,
                    none,
                    none,
                    none,
                    none);
        }
        Tone tone =
                switch (loss.status()) {
                    case FEASIBLE -> loss.missed().isEmpty() ? Tone.GOOD : Tone.WARN;
                    case INFEASIBLE -> Tone.BAD;
                    case NO_PLAN_FOUND, NOT_KNOWN -> Tone.WARN;
                };
        return List.of(
                name(loss),
                Cell.number(loss.growth(), 0),
                Cell.text(words.say("loss." + loss.status()), tone),
                loss.worstExit().isEmpty()
                        ? words.none("none.no-link-left")
                        : Cell.text(loss.worstExit()),
                Cell.number(loss.worstLoad(), 0),
                Cell.number(loss.dropGbit(), 2),
                Cell.number(loss.missed().size(), 0),
                missed(loss.missed()));
    }

    private Cell name(LossOfOne loss) {
        return Cell.text(
                loss.exits().size() == 1
                        ? loss.lost()
                        : words.say("loss.group", loss.lost(), String.join(", ", loss.exits())));
    }

    private Cell missed(List<String> names) {
        if (names.isEmpty()) {
            return words.none("none.nothing-missed");
        }
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
        return Cell.text(names.size() > MOST_NAMED ? first + ", ..." : first);
    }
}
