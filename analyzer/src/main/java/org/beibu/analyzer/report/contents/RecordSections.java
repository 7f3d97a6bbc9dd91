package org.beibu.analyzer.report.contents;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Cell;
import org.beibu.analyzer.report.document.Column;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.document.Table;
import org.beibu.analyzer.report.facts.CapacityFacts;
import org.beibu.analyzer.report.facts.LinkFacts;
import org.beibu.analyzer.report.facts.MoveFacts;

/** What was recommended, how good the data are, and what the words mean. */
final class RecordSections {
    private static final int MOST_MOVES = 200;
    private static final double MOST_MISSING = 0.05;

    private final Wording words;

    RecordSections(Wording words) {
        this.words = words;
    }

    Section moves(MoveFacts moves) {
        List<Block> blocks = new ArrayList<>();
        if (moves.moves().isEmpty()) {
            blocks.add(Block.Remark.note(words.say("text.moves-none")));
        } else {
            blocks.add(
                    Block.Paragraph.of(
                            words.say("text.moves", moves.moves().size(), moves.taken())));
            if (!Double.isNaN(moves.meanRealised())) {
                blocks.add(
                        Block.Paragraph.of(
                                words.say(
                                        "text.moves-gain",
                                        words.millis(moves.meanPredicted()),
                                        words.millis(moves.meanRealised()))));
            }
            blocks.add(table(moves));
        }
        if (moves.unreadable() > 0) {
            blocks.add(Block.Remark.warning(words.say("text.moves-bad", moves.unreadable())));
        }
        return new Section("moves", words.say("section.moves"), blocks);
    }

    private Table table(MoveFacts moves) {
        List<MoveFacts.Move> all = moves.moves();
        return new Table(
                "moves_ended",
                words.say("table.moves", MOST_MOVES),
                List.of(
                        Column.text("route", words.say("col.route")),
                        Column.text("from_exit", words.say("col.from-exit")),
                        Column.text("to_exit", words.say("col.to-exit")),
                        Column.time("offered", words.say("col.offered")),
                        Column.duration("kept", words.say("col.kept")),
                        Column.text("taken", words.say("col.taken")),
                        Column.number("predicted", words.say("col.predicted"), "ms"),
                        Column.number("realised", words.say("col.realised"), "ms"),
                        Column.text("why_ended", words.say("col.why-ended"))),
                all.subList(Math.max(0, all.size() - MOST_MOVES), all.size()).stream()
                        .map(this::row)
                        .toList());
    }

    private List<Cell> row(MoveFacts.Move move) {
        return List.of(
                Cell.text(move.route()),
                Cell.text(move.from()),
                Cell.text(move.to()),
                Cell.time(move.offered()),
                Cell.span(move.kept()),
                Cell.text(words.say(move.taken() ? "yes" : "no")),
                Cell.number(move.predicted(), 1),
                move.realised()
                        .<Cell>map(gain -> Cell.number(gain, 1))
                        .orElseGet(() -> words.none("none.not-watched")),
                Cell.text(move.why()));
    }

    Section quality(CapacityFacts facts) {
        List<Block> blocks = new ArrayList<>();
        CapacityFacts.Quality quality = facts.quality();
        blocks.add(
                Block.Paragraph.of(
                        words.say(
                                "text.quality",
                                quality.counted(),
                                quality.expected(),
                                words.percent(quality.missing()),
                                words.percent(quality.unassigned()))));
        if (quality.missing() > MOST_MISSING) {
            blocks.add(Block.Remark.warning(words.say("text.quality-bad")));
        }
        List<LinkFacts> links = facts.links();
        if (!links.isEmpty()) {
            blocks.add(
                    new Table(
                            "quality_links",
                            words.say("table.quality"),
                            List.of(
                                    Column.text("link", words.say("col.link")),
                                    Column.number(
                                            "days", words.say("col.days"), words.say("unit.days")),
                                    Column.number("samples", words.say("col.samples"), ""),
                                    Column.percent("missing", words.say("col.missing"))),
                            links.stream().map(this::quality).toList()));
        }
        return new Section("quality", words.say("section.quality"), blocks);
    }

    private List<Cell> quality(LinkFacts link) {
        int samples = link.months().stream().mapToInt(month -> month.in().samples()).sum();
        long expected = link.months().stream().mapToLong(month -> month.in().expected()).sum();
        return List.of(
                Cell.text(link.link().exit()),
                Cell.number(link.growth().days(), 0),
                Cell.number(samples, 0),
                words.shareCell(expected == 0 ? 1 : 1 - (double) samples / expected));
    }

    /** How figures are made, and what words mean. */
    Section glossary(String... keys) {
        return new Section(
                "glossary",
                words.say("section.glossary"),
                List.of(
                        new Block.Bullets(
                                Stream.of(keys)
                                        .map(key -> words.say("glossary." + key))
                                        .toList())));
    }
}
