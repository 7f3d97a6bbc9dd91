package org.beibu.analyzer.report.contents;

import java.util.ArrayList;
import java.util.List;
import org.beibu.analyzer.report.ReportConfig;
import org.beibu.analyzer.report.ReportKind;
import org.beibu.analyzer.report.ReportSpan;
import org.beibu.analyzer.report.document.ReportDocument;
import org.beibu.analyzer.report.document.ReportLanguage;
import org.beibu.analyzer.report.document.Section;
import org.beibu.analyzer.report.facts.CapacityFacts;
import org.beibu.analyzer.report.facts.SloHistory;

/** The capacity report. */
public final class CapacityContents {
    private CapacityContents() {}

    /** The report of these facts. */
    public static ReportDocument of(
            CapacityFacts facts, SloHistory levels, ReportConfig config, ReportLanguage language) {
        Wording words = new Wording(language);
        LinkTables links = new LinkTables(words, facts);
        GrowthSections growth = new GrowthSections(words, facts, config);
        LossSections losses = new LossSections(words, facts);
        RecordSections records = new RecordSections(words);
        List<Section> sections = new ArrayList<>();
        sections.add(new Summary(words, facts, config).section());
        if (!facts.links().isEmpty()) {
            sections.add(links.inventory());
            sections.add(links.demand());
            sections.add(growth.growth());
            sections.add(growth.runout());
            sections.add(new LoadSection(words, facts.delays().curves(), config).section());
            sections.add(losses.resilience());
            sections.add(losses.whatIf());
        }
        sections.add(new SloSections(words, levels).history());
        sections.add(records.moves(facts.moves()));
        sections.add(records.quality(facts));
        sections.add(
                records.glossary(
                        "sample",
                        "p95",
                        "busy-hour",
                        "headroom",
                        "forecast",
                        "runout",
                        "knee",
                        "n1",
                        "slo",
                        "moves"));
        return new ReportDocument(
                ReportKind.CAPACITY.toString(),
                cover(words, ReportKind.CAPACITY, facts.span()),
                sections);
    }

    /** The sentences of the summary, for whoever shows them elsewhere. */
    public static List<Summary.Sentence> sentences(
            CapacityFacts facts, ReportConfig config, ReportLanguage language) {
        return new Summary(new Wording(language), facts, config).sentences();
    }

    static ReportDocument.Cover cover(Wording words, ReportKind kind, ReportSpan span) {
        return new ReportDocument.Cover(
                words.language(),
                words.say("title." + kind),
                words.say(
                        "subtitle",
                        span.from().atZone(span.zone()).toLocalDate(),
                        span.to().atZone(span.zone()).toLocalDate(),
                        words.zone(span.zone())),
                span.asOf(),
                span.zone());
    }
}
