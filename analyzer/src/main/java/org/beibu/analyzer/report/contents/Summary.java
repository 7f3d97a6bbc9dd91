package org.beibu.analyzer.report.contents;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.beibu.analyzer.report.ReportConfig;
import org.beibu.analyzer.report.document.Block;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.document.Tone;
import org.beibu.analyzer.report.facts.CapacityFacts;
import org.beibu.analyzer.report.facts.LinkFacts;
import org.beibu.analyzer.report.facts.LossOfOne;
import org.beibu.analyzer.report.maths.Exhaustion;

/** The sentences that are read when nothing else is: how things stand, and what to decide. */
public final class Summary {
    private final Wording words;
    private final CapacityFacts facts;
    private final ReportConfig config;

    Summary(Wording words, CapacityFacts facts, ReportConfig config) {
        this.words = words;
        this.facts = facts;
        this.config = config;
    }

    /**
     * A sentence.
     *
     * @param text what it says
     * @param tone how it should be taken
     * @param decision whether it asks for a decision
     */
    public record Sentence(String text, Tone tone, boolean decision) {}

    /** All sentences, the most urgent decisions after how things stand. */
    List<Sentence> sentences() {
        List<Sentence> all = new ArrayList<>();
        if (facts.links().isEmpty()) {
            all.add(new Sentence(words.say("summary.nothing"), Tone.WARN, false));
            return all;
        }
        all.add(standing());
        if (facts.links().size() > 1) {
            all.add(resilience());
        }
        facts.links().stream()
                .sorted(Comparator.comparing((LinkFacts link) -> link.orderBy().state()).reversed())
                .map(this::decision)
                .flatMap(Optional::stream)
                .forEach(all::add);
        if (all.stream().noneMatch(Sentence::decision)) {
            all.add(new Sentence(words.say("summary.no-decision"), Tone.GOOD, false));
        }
        long unknown = facts.links().stream().filter(l -> l.link().gbit().isEmpty()).count();
        if (unknown > 0) {
            all.add(new Sentence(words.say("summary.no-capacity", unknown), Tone.WARN, false));
        }
        if (facts.quality().missing() > 0.05) {
            all.add(
                    new Sentence(
                            words.say("summary.missing", words.percent(facts.quality().missing())),
                            Tone.WARN,
                            false));
        }
        return all;
    }

    private Sentence standing() {
        double p95 = facts.total().demand().p95();
        double growth = facts.total().growth().year();
        String grows =
                Double.isNaN(growth)
                        ? words.say("summary.growth-unknown")
                        : words.say(
                                growth >= 0 ? "summary.grows" : "summary.shrinks",
                                words.percent(Math.abs(growth)));
        String text =
                Double.isNaN(p95)
                        ? words.say("summary.total-unknown", facts.links().size())
                        : words.say(
                                facts.links().size() == 1 ? "summary.one" : "summary.total",
                                facts.links().size(),
                                words.rate(p95),
                                grows);
        return new Sentence(text, Tone.PLAIN, false);
    }

    private Sentence resilience() {
        List<LossOfOne> today = facts.losses().stream().filter(l -> l.growth() == 1).toList();
        List<String> bad =
                today.stream()
                        .filter(l -> l.status() == LossOfOne.Status.INFEASIBLE)
                        .map(LossOfOne::lost)
                        .toList();
        if (today.isEmpty()
                || today.stream().anyMatch(l -> l.status() == LossOfOne.Status.NOT_KNOWN)) {
            return new Sentence(words.say("summary.n1-unknown"), Tone.WARN, false);
        }
        return bad.isEmpty()
                ? new Sentence(words.say("summary.n1-good"), Tone.GOOD, false)
                : new Sentence(
                        words.say("summary.n1-bad", String.join(", ", bad)), Tone.BAD, false);
    }

    /** What is to be decided about a link, with its day. */
    private Optional<Sentence> decision(LinkFacts link) {
        String exit = link.link().exit();
        String share = words.percent(link.utilisation().orElse(0));
        return switch (link.orderBy().state()) {
            case UNKNOWN, OK -> Optional.empty();
            case PLAN ->
                    Optional.of(
                            new Sentence(words.say("decide.plan", exit, share), Tone.PLAIN, false));
            case FULL -> Optional.of(full(link, exit, share));
            case LATE, ORDER -> Optional.of(order(link, exit, share));
        };
    }

    private Sentence full(LinkFacts link, String exit, String share) {
        return new Sentence(
                words.say("decide.full", exit, share, link.link().leadDays()), Tone.BAD, true);
    }

    private Sentence order(LinkFacts link, String exit, String share) {
        boolean late = link.orderBy().state() == LinkFacts.State.LATE;
        String day = link.orderBy().day().map(words::day).orElse("");
        return new Sentence(
                words.say(
                        late ? "decide.late" : "decide.order",
                        exit,
                        share,
                        words.percent(config.decideAt()),
                        range(link),
                        day,
                        late ? link.orderBy().daysLate() : link.link().leadDays()),
                late ? Tone.BAD : Tone.WARN,
                true);
    }

    private String range(LinkFacts link) {
        Exhaustion at =
                link.runouts().stream()
                        .filter(runout -> runout.limit() == config.decideAt())
                        .findFirst()
                        .map(LinkFacts.Runout::exhaustion)
                        .orElse(Exhaustion.unknown());
        if (at.why() == Exhaustion.Why.NOW) {
            return words.say("range.now");
        }
        String early = at.early().map(words::month).orElse("");
        Optional<YearMonth> late = at.late();
        return late.map(month -> words.say("range.between", early, words.month(month)))
                .orElseGet(() -> words.say("range.from", early));
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        for (Sentence sentence : sentences()) {
            blocks.add(
                    new Block.Paragraph(
                            sentence.text(),
                            sentence.decision() ? Block.Emphasis.DECISION : Block.Emphasis.LEAD));
        }
        if (!facts.links().isEmpty()) {
            blocks.add(new LinkTables(words, facts).states());
        }
        return new Section("summary", words.say("section.summary"), blocks);
    }
}
